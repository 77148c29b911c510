"""Which day of the week or month of the year does a text say that something began in?"""

import re
from collections.abc import Iterator

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_FEASTS = ("christmas", "easter", "ramadan", "diwali", "thanksgiving", "new year", "carnival", "eid", "halloween")
_CLASSES = {"day": _DAYS, "month": _MONTHS, "feast": _FEASTS}
_NAME = "|".join((*_DAYS, *(month for month in _MONTHS if month != "may"), "may", *_FEASTS))
# "May" is a month behind a preposition alone; the frames below all have one.
_ANY = re.compile(rf"\b(?P<name>{_NAME})s?\b")
_MAY = re.compile(r"\b(?:in|since|last|from|of|until|by|early|late|mid)[\s-]+$")
# What has happened then: a beginning, or a deed in the past.
_FRAMED = re.compile(
    r"\b(?:since|ever\s+since)\s+(?:last\s+|early\s+|late\s+|about\s+|around\s+|the\s+)?"
    rf"(?P<since>{_NAME})\b"
    r"|\b(?:began|started|came\s+on|appeared|happened|occurred|had|noticed|fell|hurt|twisted|showed\s+up|set\s+in|swallowed|caught|got|was|were|\w{3,}ed)"
    r"\s+(?:\w+\s+){0,3}?(?:in|on|last|back\s+in|at|around)\s+(?:early\s+|late\s+|mid-?)?"
    rf"(?P<then>{_NAME})\b"
)
_NOT_THEN = re.compile(
    r"\b(?:if|should|until|by|before|next|book\w*|see|call|come|appointment|would|could|will|can|may|repeat\w*|planned|scheduled|needs?"
    r"|checked|examined|looked\s+at|seen)\b"
)
WEEKDAY_PAST = re.compile(
    rf"\b(?:since|last|on|from|began|started|this\s+past|by|past)\s+(?:last\s+)?(?P<day>{'|'.join(_DAYS)})\b(?!\s+(?:i\s+have|we\s+have|i\s+am\s+going))"
)
# Days ago that a weekday of the week gone by may be, with room for rounding.
WEEKDAY_SPAN = (0.3, 5.5)


def names_in(folded: str) -> dict[str, set[str]]:
    """Class of name → the names of that class in the folded text."""
    found: dict[str, set[str]] = {}
    for hit in _ANY.finditer(folded):
        if hit["name"] == "may" and not _MAY.search(folded[: hit.start()]):
            continue
        found.setdefault(_class_of(hit["name"]), set()).add(hit["name"])
    return found


def framed_names(folded: str) -> Iterator[tuple[int, int, str, str]]:
    """Names of the sentence in which something is said to have begun or happened: start, end, class, name."""
    for hit in _FRAMED.finditer(folded):
        group = "since" if hit["since"] else "then"
        if _NOT_THEN.search(folded[: hit.start(group)]):
            continue
        yield hit.start(), hit.end(), _class_of(hit[group]), hit[group]


_TODAY = re.compile(
    r"\b(?:this\s+morning|today|tonight|(?:\d+|an|two|three|few|some|half\s+an)\s+hours?\s+ago|an\s+hour)\b"
)
_EARLIER = re.compile(
    r"\b(?:yesterday|last\s+\w+|ago|days?|weeks?|wks?|months?|years?|nights?|weekend|since\s+(?!this\b|today\b)\w+)\b"
)


def began_today(folded: str) -> bool:
    """Does the text tell of this day alone: "this morning" and no other time?"""
    return _TODAY.search(folded) is not None and _EARLIER.search(_TODAY.sub(" ", folded)) is None


def _class_of(name: str) -> str:
    return next(kind for kind, names in _CLASSES.items() if name in names)
