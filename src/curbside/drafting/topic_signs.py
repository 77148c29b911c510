"""Is a topic calmer about a sign than the red-flag rules are?"""

import re
from collections.abc import Iterator
from functools import lru_cache

from curbside.clinical.reply_checks.problem import Severity
from curbside.clinical.urgency import Reason, Urgency, screen
from curbside.drafting.topic_problem import TopicProblem
from curbside.knowledge.topics import Topic

# The rules read what people write about themselves; a topic speaks to the reader.
_TO_FIRST_PERSON = (
    (re.compile(r"\byou are\b|\byou['’]re\b", re.I), "I am"),
    (re.compile(r"\byourself\b", re.I), "myself"),
    (re.compile(r"\byours\b", re.I), "mine"),
    (re.compile(r"\byour\b", re.I), "my"),
    (re.compile(r"\byou\b", re.I), "I"),
)
# Where a sign stands, and the fastest level the rules may give it there.
_MAY_WAIT = {"today": "today", "soon": "some days", "reassurance": "for ever", "lowers_concern": "for ever"}


def find_calm_signs(topic: Topic) -> Iterator[TopicProblem]:
    """Signs that the rules stop for and the topic lets wait (block); signs of the same day that it lets wait longer
    (warn: the rules do not see "for weeks" everywhere); signs named as worrying that are not under "Get help now"."""
    for section, wait in _MAY_WAIT.items():
        for claim in topic.sections.get(section, ()):
            for reason in read_sign(claim.text)[:1]:
                if reason.level is Urgency.EMERGENCY:
                    message = f"The rule “{reason.rule}” sends this to the emergency number; here it may wait {wait}."
                    yield _calm(Severity.BLOCK, section, claim.text, message)
                elif section != "today":
                    message = f"The rule “{reason.rule}” wants this seen the same day; here it may wait {wait}."
                    yield _calm(Severity.WARN, section, claim.text, message)
    yield from _not_under_now(topic)


def _calm(severity: Severity, section: str, text: str, message: str) -> TopicProblem:
    return TopicProblem("calmer_than_red_flag", severity, section, text, message)


def _not_under_now(topic: Topic) -> Iterator[TopicProblem]:
    now = {rule for claim in topic.sections.get("now", ()) for rule in _emergency_rules(claim.text)}
    for claim in topic.sections.get("raises_concern", ()):
        rules = _emergency_rules(claim.text)
        if rules and not rules & now:
            message = f"The rule “{min(rules)}” sends this to the emergency number; “Get help now” does not name it."
            yield TopicProblem("sign_not_under_now", Severity.BLOCK, "raises_concern", claim.text, message)


def _emergency_rules(text: str) -> frozenset[str]:
    return frozenset(reason.rule for reason in read_sign(text) if reason.level is Urgency.EMERGENCY)


@lru_cache(maxsize=8192)
def read_sign(text: str) -> tuple[Reason, ...]:
    """What the rules (no learned layer) read in a claim said of oneself, worst first."""
    said = text.strip().rstrip(".")
    for pattern, own in _TO_FIRST_PERSON:
        said = pattern.sub(own, said)
    return screen(f"{said[:1].upper()}{said[1:]}.", extra=()).reasons
