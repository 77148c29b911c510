"""Does the reply say when to worry and where to go then?"""

import re
from collections.abc import Iterator
from itertools import pairwise

from curbside.clinical.reply_checks.lexicon import phrases, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "missing_safety_net"
_WISH = re.compile(
    r"\bif you (?:like|wish|want|prefer|need|would|have (?:any )?(?:more |further |other )?questions|can|are (?:able"
    r"|interested|free))\b"
    r"|\byou should\b|\bif (?:possible|needed|necessary|so)\b"
)
_BARE_PLACE = re.compile(r"\b(?:as soon as possible|today|immediately|right away|urgently|emergency|now)\b")


def find_missing_safety_net(case: ReplyCase) -> Iterator[Problem]:
    """No sentence (or two in a row) that names a change to look for and a person or place to turn to."""
    if not case.sentences or has_safety_net(case):
        return
    last = case.sentences[-1]
    message = "Say when to worry, how fast, and where to go: “If … gets worse, see a doctor within …”."
    yield problem(case, TYPE, last.start, last.end, severity=Severity.WARN, message=message)


def has_safety_net(case: ReplyCase) -> bool:
    """Is there a condition with a change, and near it a deed with a place? Sending to care at once counts too."""
    texts = [sentence.text for sentence in case.sentences]
    if any(pattern.search(text) for text in texts for pattern in phrases("go_now_phrases")):
        return True
    if any(_is_condition_with_place(text) for text in texts):
        return True
    windows = [*texts, *(f"{one} {two}" for one, two in pairwise(texts))]
    return any(_warns(window) for window in windows)


def _is_condition_with_place(text: str) -> bool:
    """ "If the knee locks, have it examined": any condition that is no mere wish, and somewhere to turn to."""
    if not re.search(r"\b(?:if|should|as soon as|in case)\b", text) or _WISH.search(text):
        return False
    return words("safety_deeds").search(text) is not None and words("safety_places").search(text) is not None


def _warns(text: str) -> bool:
    if not (words("safety_deeds").search(text) and words("safety_places").search(text)):
        return words("safety_triggers").search(text) is not None and "就醫" in text
    if words("safety_triggers").search(text) and words("safety_changes").search(text):
        return True
    return _BARE_PLACE.search(text) is not None
