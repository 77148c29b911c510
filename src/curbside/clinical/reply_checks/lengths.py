"""Which lengths of time does a text state, and which beginnings: numbers with units, vague amounts, dates in words?"""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age_number import NUMBER_WORDS, read_number

DAYS = {
    "hour": 1 / 24,
    "hr": 1 / 24,
    "day": 1.0,
    "night": 1.0,
    "week": 7.0,
    "wk": 7.0,
    "fortnight": 14.0,
    "month": 30.0,
    "mth": 30.0,
    "mo": 30.0,
    "year": 365.0,
    "yr": 365.0,
    "decade": 3650.0,
}
# Vague amounts as everyday English uses them: (least, most).
_VAGUE = {
    "a few": (2, 6),
    "few": (2, 6),
    "several": (3, 10),
    "a couple of": (2, 3),
    "couple of": (2, 3),
    "a couple": (2, 3),
    "some": (2, 12),
    "many": (3, 50),
    "these many": (3, 50),
    "all these": (2, 50),
    "a": (1, 1),
    "an": (1, 1),
    "half": (0.4, 0.6),
    "half a": (0.5, 0.5),
    "half the": (0.4, 0.6),
    "the best part of a": (0.6, 1.1),
    "the better part of a": (0.6, 1.1),
    "the best part of an": (0.6, 1.1),
    "most of a": (0.6, 1.1),
    "this many": (3, 50),
    "so many": (3, 50),
    "that many": (3, 50),
    "the past": (1, 6),
    "the last": (1, 6),
    "past": (1, 6),
    "last": (1, 6),
}
_AMOUNT = (
    rf"(?:(?P<low>(?<![.,])\d{{1,3}}(?:\.\d)?|{NUMBER_WORDS})(?:\s?(?:-|–|~|to|or)\s?(?P<high>\d{{1,3}}|{NUMBER_WORDS}))?|"
    r"(?P<vague>" + "|".join(sorted(_VAGUE, key=len, reverse=True)) + r"))"
)
_LENGTH = (
    rf"{_AMOUNT}(?:[\s-]+|(?<=\d))(?:whole |full |long |more |good |odd |bad |poor |sleepless |short |entire )?"
    rf"(?P<unit>{'|'.join(sorted(DAYS, key=len, reverse=True))})s?\b"
    r"(?P<half>\s+and\s+a\s+half)?"
)
ANY_LENGTH = re.compile(rf"\b{_LENGTH}")
# Words that date a beginning without a number: (least, most) days ago.
_SINCE = {
    r"(?:the day before yesterday)": (1.2, 3.0),
    r"(?<!before )(?:yesterday|last night|this morning|today|breakfast|lunch(?:time)?|overnight|tonight)": (0.2, 2.0),
    r"(?:the other day)": (1.5, 10.0),
    r"(?:this week|the beginning of the week)": (0.5, 7.0),
    r"(?:the weekend|(?:last|this|the past) weekend|last week)": (1.0, 14.0),
    r"last month": (14.0, 62.0),
    r"last year": (90.0, 730.0),
    r"(?:childhood|you were (?:a child|little|young))": (1500.0, 36500.0),
    r"(?:the |last )?(?:spring|summer|autumn|winter|christmas|easter)": (25.0, 365.0),
}
_STARTED = (
    r"(?:since|began|begun|started|starting|from|came\s+(?:up|on)|come\s+(?:up|on)|appeared|showed\s+up|set\s+in|opened|broke\s+out"
    r"|noticed|popped\s+up|arrived|turned\s+up)"
)
BEGINNINGS = tuple(
    (re.compile(rf"\b{_STARTED}\s+(?:(?:only|just|as\s+recently\s+as|in|on|during)\s+){{0,2}}(?:{words})\b"), span)
    for words, span in _SINCE.items()
)
# "You only opened that first bottle last weekend": the verb and its object before the date.
ONLY_SINCE = tuple(
    (re.compile(rf"\b(?:only|just)\s+(?:\w+\s+){{1,7}}?(?:{words})\b"), span) for words, span in _SINCE.items()
)
DATES = tuple((re.compile(rf"\b(?:{words})\b"), span) for words, span in list(_SINCE.items())[:7])
# "Years ago", "for months", "weeks of this": an amount left out.
_BARE = re.compile(
    r"\b(?P<many>decades|years|months|weeks|days)\s+(?:ago|on\s+end|now|already|long)\b"
    r"|\b(?:for|over|these|after|of)\s+(?:so\s+|all\s+these\s+|the\s+past\s+|the\s+last\s+)?(?P<many2>decades|years|months|weeks|days)\b"
    r"(?!\s+(?:at|later|before|after))"
)
_BARE_AMOUNT = (2, 30)


# "Six kilos lost in two months", "a rise from 1.4 to 2.1 in three days": the time that a change has taken.
CHANGED_WITHIN = re.compile(
    r"\b(?:(?:have|has|had|you|he|she)\s+(?:\w+\s+)?(?:lost|gained|grown|risen|fallen|doubled)|a\s+(?:rise|drop|fall|loss|gain|climb)|rose|fell|dropped|climbed"
    r"|kilos?(?:\s+\w+)?\s+lost|lost\s+\S+\s+(?:kg|kilos?|pounds))\b[^,;]{0,40}\b(?:in|over|within)\s+(?:only\s+|just\s+|about\s+)?$"
)
# "Twice a day", "ten a day": how often, and no length.
_PER = re.compile(
    r"(?:\b(?:for|about|nearly|almost|over|than|after|within|half|quite|around|least|in|of|took|lasted|lasts|since|good|the|only|just"
    r"|maybe)|^|[,.;(])\s*$"
)


def lengths(folded: str) -> Iterator[re.Match[str]]:
    for hit in ANY_LENGTH.finditer(folded):
        if (
            hit["vague"] not in ("a", "an")
            or _PER.search(folded[: hit.start()])
            or folded.startswith(" ago", hit.end())
        ):
            yield hit


def bare_lengths(folded: str) -> Iterator[re.Match[str]]:
    """Lengths without an amount: "years ago", not the end of "two years ago"."""
    counted = [hit.span() for hit in ANY_LENGTH.finditer(folded)]
    for hit in _BARE.finditer(folded):
        if not any(low < hit.end() and hit.start() < high for low, high in counted):
            yield hit


def days_of(hit: re.Match[str]) -> tuple[float, float]:
    """(least, most) days the words allow."""
    unit = DAYS[hit["unit"]]
    if hit["vague"]:
        low, high = _VAGUE[hit["vague"]]
        # "Last week" is one week ago, "the last weeks" are several.
        if hit["vague"].endswith(("last", "past")) and not hit[0].rstrip().endswith("s"):
            low, high = 0.15, 2
    else:
        low = read_number(hit["low"])
        high = max(low, read_number(hit["high"]) if hit["high"] else low)
    if hit["half"]:
        low, high = low + 0.5, high + 0.5
    return low * unit, high * unit


def bare_days(hit: re.Match[str]) -> tuple[float, float]:
    unit = DAYS[(hit["many"] or hit["many2"])[:-1]]
    return _BARE_AMOUNT[0] * unit, _BARE_AMOUNT[1] * unit


def meets(one: tuple[float, float], other: tuple[float, float], ratio: float = 1.0) -> bool:
    """Do two ranges (least, most) of one unit share a value, each stretched by `ratio`?"""
    return one[0] <= other[1] * ratio and other[0] <= one[1] * ratio
