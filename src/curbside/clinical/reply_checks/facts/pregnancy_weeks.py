"""Does the reply name the week of the pregnancy that the question names?

The frames are everyday English, our own list; unreviewed.
"""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age_number import NUMBER_WORDS, read_number

_N = rf"(?P<n>\d{{1,2}}|{NUMBER_WORDS})"
_PREGNANT = r"(?:pregnant|along|gestation|of\s+(?:the\s+|this\s+|your\s+|her\s+)?pregnancy)"
_TOLD = re.compile(
    rf"\b{_N}(?:\s?\+\s?\d)?[\s-]*(?:weeks?|wks?|w)\s+{_PREGNANT}\b"
    rf"|\bpregnan\w+\W+(?:\w+\W+){{0,3}}?{_N.replace('<n>', '<n2>')}(?:\s?\+\s?\d)?\s*(?:weeks?|wks?)\b"
)
# Said of this pregnancy as it is or was: "you are at thirty weeks", "found at ten weeks".
_SAID = re.compile(
    rf"\b{_N}[\s-]+weeks?[\s-]+{_PREGNANT}\b"
    r"|\b(?:are|is|being|now|already|was|were|\w{3,}ed|found|seen|came\s+up|begun|began)\s+(?:now\s+|only\s+|already\s+|just\s+|about\s+)?(?:at|in)\s+(?:only\s+|just\s+|about\s+)?"
    rf"{_N.replace('<n>', '<n2>')}\s+weeks\b(?!\s+(?:time|from|of\s+(?!pregnancy)))"
)
_NOT_NOW = re.compile(
    r"\b(?:if|when|until|till|by|from|after|before|around|between|usually|often|most|women|babies|will|would|should|may|can|could|repeat\w*|next"
    r"|again|planned|booked|due|offered|up\s+to)\b"
)
_SLACK = 1.0


def other_pregnancy_weeks(asked: str, sentence: str) -> Iterator[tuple[int, int, str]]:
    """Spans of the folded sentence with a week of the pregnancy that the folded question does not name, and its own."""
    told = [read_number(hit["n"] or hit["n2"]) for hit in _TOLD.finditer(asked)]
    for hit in _SAID.finditer(sentence) if told else ():
        weeks = read_number(hit["n"] or hit["n2"])
        if _NOT_NOW.search(sentence, 0, hit.start()) or any(abs(weeks - one) <= _SLACK for one in told):
            continue
        yield hit.start(), hit.end(), f"{told[0]:g}"
