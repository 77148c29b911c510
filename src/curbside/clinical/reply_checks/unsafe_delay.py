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

_IDLE = re.compile(
    r"\b(?:wait|hold off|no (?:need|reason|hurry|rush)|put (?:it|this|that) off|not (?:need|have)|not urgent|"
    r"rest|stay home|sleep)\b"
)
_AT_ONCE = re.compile(
    r"\b(?:today|tonight|now|at once|immediately|(?:the )?same day|right away|straight away|without delay|"
    r"ambulance|emergency)\b"
)
# Put off by weeks, what should be seen within days is as unsafe as an emergency put off to tomorrow.
_WEEKS = re.compile(r"\b(?:weeks?|months?|no (?:hurry|rush)|next appointment|routine appointment|when convenient)\b")
_SOON = re.compile(
    r"\b(?:this week|(?:in|with)in (?:the )?(?:next )?(?:a |one |two |three |few |a few )?(?:hours?|days?|"
    r"24 hours|48 hours)|"
    r"tomorrow|in the next (?:few )?days)\b"
)
_CONDITION = re.compile(
    r"\b(?:if|when|should)\b[^.!?]{0,120}?\b(?P<sign>limp|stiff neck|confus\w+|drows\w+|unconscious|speech|"
    r"slurr\w+|face (?:droops|changes)|"
    r"numb between|(?:hold|pass) urine|faint\w*|blood|short of breath|trouble breathing|blue|chest pain|"
    r"weak(?:er|ness)?|paraly\w+|"
    r"convuls\w+|fits?|seizures?|suicid\w+|harm yourself|sight|vision)\b"
)
_NEEDLESS = re.compile(r"\b(?:no|not|n't|without) (?:any )?(?:need|have|reason|necessary|required|having)?\s?(?:to )?$")


def find_unsafe_delay(case: ReplyCase) -> Iterator[Problem]:
    """Advice to wait beside a sign of an emergency in the question or in the same sentence, and no call to go now."""
    asked = _sign_in(case.asked_folded)
    goes_now = _sends_now(case.folded)
    for sentence in case.sentences:
        hit = first_hit(sentence, phrases("delay_phrases"))
        if hit is None or _is_refused(sentence.text, hit) or _also_sends_now(sentence.text, hit):
            continue
        urgent = (
            _IDLE.search(hit[0])
            and _WEEKS.search(sentence.text)
            and not _sees_within_days(case)
            and _screened(case, Urgency.URGENT)
        )
        sign = (
            _sign_in(sentence.text)
            or _condition_in(sentence.text, hit)
            or ("" if goes_now else asked or _screened(case))
            or urgent
        )
        if sign:
            message = f"Waiting is advised beside a sign of an emergency ({sign})."
            start, end = sentence.start + hit.start(), sentence.start + hit.end()
            yield problem(case, TYPE, start, end, severity=Severity.BLOCK, message=message)


def _condition_in(sentence: str, hit: re.Match[str]) -> str:
    """ "If she is limp, watch her for a few days": what the reply itself says to look out for, put off."""
    if not _IDLE.search(hit[0]) and not re.search(r"\bwatch|observe|monitor|mention\b", hit[0]):
        return ""
    condition = _CONDITION.search(sentence)
    return condition["sign"] if condition else ""


def _also_sends_now(sentence: str, hit: re.Match[str]) -> bool:
    """ "See a doctor within a week, and today if you vomit blood": the sign has its own, nearer day."""
    return not _IDLE.search(hit[0]) and _AT_ONCE.search(sentence) is not None


def _sees_within_days(case: ReplyCase) -> bool:
    """Whether the reply sends to somebody within this week anywhere."""
    return _SOON.search(case.folded) is not None


def _screened(case: ReplyCase, level: Urgency = Urgency.EMERGENCY) -> str:
    """The danger of this level that the urgency rules read in the question, or nothing."""
    reasons = screen(f"{case.question.title}. {case.question.body}", extra=()).reasons
    return next((reason.title for reason in reasons if reason.level is level), "")


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
