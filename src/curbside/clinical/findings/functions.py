"""Is a function ("swallow", "climb stairs") said to fail, to work, or only mentioned?"""

import re
from enum import StrEnum


class Working(StrEnum):
    LOST = "lost"
    KEPT = "kept"
    UNSAID = "unsaid"


_HARD = r"(?:difficult\w*|troubles?|problems?|issues?|hard|struggl\w*|unable|pain\w*)"
_DENIED_BEFORE = re.compile(
    rf"\b(?:no|not|never|without|any|nor|don['’]?t|doesn['’]?t|didn['’]?t|haven['’]?t)\b"
    rf"[^.;!?]{{0,30}}\b{_HARD}\b",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    rf"\bwithout\s+(?:any\s+|much\s+)?{_HARD}|\bno\s+{_HARD}"
    r"|\b(?:is|are|was|works?|feels?)\s+(?:fine|normal|ok|okay|good)\b|\b(?:just\s+fine|normally|easily)\b",
    re.IGNORECASE,
)
_LOST_BEFORE = re.compile(
    rf"\b(?:can['’]?t|can\s?not|couldn['’]?t|unable|not\s+able|hardly|barely|stopped|lost|{_HARD})\b[^.;!?]{{0,28}}$",
    re.IGNORECASE,
)
_LOST_AFTER = re.compile(
    r"^[^.;!?,]{0,12}\b(?:is|are|became|has\s+become|gets?|getting)\s+(?:very\s+|so\s+|really\s+)?"
    r"(?:hard|harder|difficult|painful|impossible|worse)\b",
    re.IGNORECASE,
)
_KEPT_BEFORE = re.compile(
    r"\b(?:still|able\s+to)\b[^.;!?]{0,110}$"
    r"|\b(?<!how )(?<!what )can\s+(?!i\b|he\b|she\b|you\b|we\b|it\b|this\b|that\b)(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
# Words that name the loss itself: nothing about them says whether the function works.
_NAMES_LOSS = re.compile(r"\b(?:dysphagia|stuck|sticks)\b", re.IGNORECASE)
_BEFORE, _AFTER = 130, 90


def names_loss(phrase: str) -> bool:
    """Is `phrase` a word for the lost function ("dysphagia"), to be denied or stated like any symptom?"""
    return _NAMES_LOSS.search(phrase) is not None


def working(text: str, start: int, end: int, *, sentence: tuple[int, int]) -> Working:
    """What the words around characters [start, end) of `text` say about the function named there.

    The sentence's bounds limit the look. A bare mention ("when I walk") says nothing about it.
    """
    low, high = sentence
    before, after = text[max(low, start - _BEFORE) : start], text[end : min(high, end + _AFTER)]
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.search(after):
        return Working.KEPT
    if _LOST_BEFORE.search(before) or _LOST_AFTER.search(after):
        return Working.LOST
    return Working.KEPT if _KEPT_BEFORE.search(before) else Working.UNSAID
