"""Does the reply tell somebody with an emergency sign to wait?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import compile_phrase, entry, phrases, words
from curbside.clinical.reply_checks.pattern_checks import first_hit
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, is_negated, problem
from curbside.clinical.urgency import Urgency, screen

TYPE = "unsafe_delay"
_PAST = re.compile(
    r"\b(?:years? ago|months? ago|in (?:19|20)\d\d|as a child|history of|used to|in the past|last year|afraid of"
    r"|worried about|fear of)\b"
)

_NEEDLESS = re.compile(r"\b(?:no|not|n't|without) (?:any )?(?:need|have|reason|necessary|required|having)?\s?(?:to )?$")


def find_unsafe_delay(case: ReplyCase) -> Iterator[Problem]:
    """Advice to wait beside a sign of an emergency in the question or in the same sentence, and no call to go now."""
    asked = _sign_in(case.asked_folded)
    goes_now = _sends_now(case.folded)
    for sentence in case.sentences:
        hit = first_hit(sentence, phrases("delay_phrases"))
        if hit is None or _is_refused(sentence.text, hit):
            continue
        sign = _sign_in(sentence.text) or ("" if goes_now else asked or _screened(case))
        if sign:
            message = f"Waiting is advised beside a sign of an emergency ({sign})."
            start, end = sentence.start + hit.start(), sentence.start + hit.end()
            yield problem(case, TYPE, start, end, severity=Severity.BLOCK, message=message)


def _screened(case: ReplyCase) -> str:
    """The danger the urgency rules read in the question, or nothing."""
    reasons = screen(case.question.body, extra=()).reasons
    return next((reason.title for reason in reasons if reason.level is Urgency.EMERGENCY), "")


def _sends_now(reply: str) -> bool:
    hits = (hit for pattern in phrases("go_now_phrases") for hit in pattern.finditer(reply))
    return any(not _NEEDLESS.search(reply[max(0, hit.start() - 25) : hit.start()]) for hit in hits)


def _sign_in(text: str) -> str:
    """The first emergency sign of a folded text that is neither denied nor long past, "" when there is none."""
    for name, pattern in _signs():
        for hit in pattern.finditer(text):
            line_start = max(text.rfind(mark, 0, hit.start()) for mark in ".!?\n") + 1
            around = text[max(line_start, hit.start() - 60) : hit.end() + 30]
            if not is_negated(text[line_start:], hit.start() - line_start) and not _PAST.search(around):
                return name
    return ""


def _is_refused(sentence: str, hit: re.Match[str]) -> bool:
    """ "do not wait until" refuses to wait; "no need to go" is itself the delay."""
    before = sentence[max(0, hit.start() - 25) : hit.start()]
    refused = re.search(
        r"\b(?:not|don't|never|cannot|can't|rather than|instead of|without|avoid|dangerous to|shouldn't|should "
        r"not)\s+(?:\w+\s)?$",
        before,
    )
    conditional = words("safety_triggers").search(before) and re.search(r"\bwait\b", hit[0]) is None
    return bool(refused or conditional)


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = entry("emergency_signs")
    return tuple((str(row["name"]), compile_phrase("emergency_signs", str(row["pattern"]))) for row in rows)
