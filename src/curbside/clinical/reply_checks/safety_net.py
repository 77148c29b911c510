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
_GO = re.compile(
    r"(?:^|[,;:]\s*|\b(?:please|and|or|then|but)\s+)(?:come|see|go|get|ring|call|phone|seek|book|return|bring|take|show|have"
    r"|ask|visit|let)\b"
    r"[^.!?]{0,60}?\b(?:soon(?:er)?|quick(?:ly)?|today|tomorrow|promptly|urgently|earlier|again|back|at once|"
    r"straight away|right away|"
    r"same day|(?:with)?in (?:a|an|one|two|three|the|\d+)\b[^.!?]{0,12}\b(?:hours?|days?|weeks?)|doctor|gp|"
    r"someone|somebody|us|nurse|"
    r"midwife|dentist|pharmacist|clinic|checked|seen|looked at|examined)\b"
)
_FOR_WHAT = re.compile(
    r"\b(?:if|when|after|should|in case of|as soon as)\b|\bfor (?:any )?(?:blood|bleeding|fever|weight loss|"
    r"chest|breath|weakness|"
    r"numbness|(?:new|severe|sudden|bone|strong|bad|worse) |night sweats|swelling|vomiting|fainting|jaundice|confusion)"
)
# "Arrange a visit within a few weeks, sooner for bleeding or double vision."
_SOONER = re.compile(r"\b(?:sooner|earlier|at once|the same day|straight away) (?:for|with|if|when|should)\b")
# "Should" is a condition at the head of a clause only: "should the pain return", not "he should keep taking it".
_CONDITION = re.compile(
    r"\b(?:if|when|unless|in case|as soon as|until|once(?! (?:a|daily|every|per|or twice)\b))\b|(?:^|[,;:]\s*"
    r"|\band\s)should\s(?!i\b|you\b|we\b)|[若如]"
)
# A test today is no place to turn to.
_GOES = re.compile(
    r"\b(?:see|seen|call|ring|phone|go|going|get to|visit|contact|attend|doctor|gp|hospital|emergency|a&e|clinic"
    r"|ambulance|help|looked at)\b"
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
    if any(_is_condition_with_place(text) or _is_told_when(text) for text in texts):
        return True
    if any(_warns(text) for text in texts):
        return True
    return any(
        (_is_conditional(one) and _sends(two)) or (_sends(one) and _is_conditional(two)) for one, two in pairwise(texts)
    )


def _is_conditional(text: str) -> bool:
    """ "If the fever lasts": a condition with a change to look for, in one sentence."""
    return _CONDITION.search(text) is not None and words("safety_changes").search(text) is not None


def _sends(text: str) -> bool:
    return words("safety_deeds").search(text) is not None and words("safety_places").search(text) is not None


def _is_condition_with_place(text: str) -> bool:
    """ "If the knee locks, have it examined": any condition that is no mere wish, and somewhere to turn to."""
    if not re.search(r"\b(?:if|should|as soon as|in case)\b", text) or _WISH.search(text):
        return False
    return words("safety_deeds").search(text) is not None and words("safety_places").search(text) is not None


def _is_told_when(text: str) -> bool:
    """ "Come quickly if …", "See a doctor soon for blood in the stool": told to go, how fast or to whom, and "
    "for what."""
    if _SOONER.search(text):
        return True
    return _GO.search(text) is not None and _FOR_WHAT.search(text) is not None and not _WISH.search(text)


def _warns(text: str) -> bool:
    if not _sends(text):
        return words("safety_triggers").search(text) is not None and "就醫" in text
    return _is_conditional(text) or (_BARE_PLACE.search(text) is not None and _GOES.search(text) is not None)
