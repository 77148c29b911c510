"""Which numbers does a sentence give, each with its unit?"""

import re

from curbside.drafting.terms import stem

_WORDS = {
    word: str(number)
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2
    )
}
_QUANTITY = re.compile(
    rf"\b(?P<number>\d+(?:[.,]\d+)*|{'|'.join(_WORDS)}|half|quarters?)\b(?:\s+(?:to|or|in)\s+(?:\d+|{'|'.join(_WORDS)}))?"
    r"(?:\s+(?P<unit>[a-z]+))?"
)
_UNITS = frozenset(
    stem(unit)
    for unit in (
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "percent",
        "millimeter",
        "centimeter",
        "degree",
        "time",
        "cup",
        "glass",
    )
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def quantities(folded: str) -> frozenset[tuple[str, str]]:
    """(number, unit's stem or "") of each number of a folded text; number words up to twelve count, "one" does not."""
    found = set()
    for hit in _QUANTITY.finditer(folded):
        unit = stem(hit["unit"] or "")
        found.add((_WORDS.get(hit["number"], hit["number"]), unit if unit in _UNITS else ""))
    return frozenset(found)


def foreign_quantity(folded: str, *others: str) -> str:
    """The first number of `folded` that none of the others gives with the same unit, "" when all are given."""
    known = frozenset[tuple[str, str]]().union(*(quantities(other) for other in others))
    numbers = {number for number, _ in known} | {number for other in others for number in _DIGITS.findall(other)}
    for number, unit in sorted(quantities(folded)):
        if number not in numbers or (unit and (number, unit) not in known):
            return f"{number} {unit}".strip()
    return ""
