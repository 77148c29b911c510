"""Whose age a phrase gives, as the grammar of the phrase says: my, his, her, our, your or their."""

import re

from curbside.clinical.demographics.age_context import PERSON
from curbside.clinical.demographics.kin import KIN

_HE = (
    ["man", "male", "guy", "boy", "gentleman", "bloke", "grandad", "stepson", "stepfather", "he", "him", "m"]
    + [word for word, (_, sex) in KIN.items() if sex == "male"]
)  # fmt: skip
_SHE = (
    ["woman", "female", "lady", "girl", "stepmother", "fiancee", "maid", "she", "f"]
    + [word for word, (_, sex) in KIN.items() if sex == "female"]
)  # fmt: skip
_WHOSE = (
    dict.fromkeys(_HE, "his")
    | dict.fromkeys(_SHE, "her")
    | dict.fromkeys(["i", "im", "i'm", "i'll", "me"], "my")
    | dict.fromkeys(["we", "we're"], "our")
    | dict.fromkeys(["you", "you're"], "your")
)
_SUBJECT = re.compile(rf"\b(?:im|i['’](?:m|ll)|i|me(?=\s?[:,(])|he|she|they|we|you|{PERSON}s?)(?![\w-])", re.IGNORECASE)
_MY_AFTER = re.compile(r"[^.!?\n]{0,30}?\b(?P<who>my|i|his|her|their)\b", re.IGNORECASE)
_I_AT_ONCE = re.compile(r",?\s(?:I|i|my)\b")
_I_AM_A = re.compile(r"\bI(?:\sam|['’]?m)\san?\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_REACH, _NEAR = 200, 40


def find_whose(text: str, at: int, end: int) -> str:
    """The possessive that fits the nearest person named before `at` in the same sentence, else right behind `end`.

    Where nobody is named the writer speaks of themselves.
    """
    start = max(at - _REACH, *(text.rfind(mark, max(0, at - _REACH), at) + 1 for mark in ".!?\n"))
    if _I_AT_ONCE.match(text, end) and text[max(0, at - 3) : at].endswith(("at ", "At ")):
        return "my"
    # The nearest person counts, so the last few words are looked at first.
    near = list(_SUBJECT.finditer(text, max(start, at - _NEAR), at))
    named = near or list(_SUBJECT.finditer(text, max(0, start), at))
    if named:
        whose = whose_of(named[-1][0])
        own = whose == "their" and _I_AM_A.search(text[max(0, named[-1].start() - 60) : named[-1].start()])
        return "my" if own else whose
    after = _MY_AFTER.match(text, end)
    who = after["who"].lower() if after else "my"
    return "my" if who == "i" else who


def whose_of(noun: str) -> str:
    """his, her, my, our, your; "their" for a noun that does not tell the sex."""
    word = noun.lower().replace("’", "'")
    return _WHOSE.get(word) or ("their" if word.endswith("s") else _WHOSE.get(word.split("-")[0], "their"))
