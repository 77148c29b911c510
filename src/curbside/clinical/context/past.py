"""Which words of a sentence tell of a time long past, and does the sentence say that it still goes on?

Our own patterns for lay writing: years, ages of long ago ("at nineteen", "when she was ten days old").
"""

import re
from collections.abc import Iterator

_YEAR = re.compile(
    r"\b(?:in|since|during|of|around|back in|(?:is|are|was|were) from) (?:(?:the )?year )?(?:19[3-9]\d|20[0-2]\d)\b"
    r"|\bin the (?:19)?[5-9]0s\b"
    r"|\bin the (?:spring|summer|autumn|fall|winter) of (?:19[3-9]\d|20[0-2]\d)\b"
    # "In '98", "in nineteen ninety six".
    r"|\bin '(?:[3-9]\d|[01]\d)\b|\bin nineteen (?:\w+teen|fifty|sixty|seventy|eighty|ninety)\b"
    r"|(?<=, )(?:19[3-9]\d|20[0-2]\d)(?=[,.])"
    # "Stabbed in the chest 2012, drain, scar." is a year; "drank 2000," and "a count of 2000," are none.
    r"|(?<=[a-z] )(?<!\bof )(?<!\bis )(?<!\bto )(?<!\bat )(?<!\bwas )(?<!drank )(?<!took )(?<!than )"
    r"(?:19[5-9]\d|20[012][1-9])(?=[,;])"
    # An age of long ago: no clock says "at sixteen", and "at 16," has no minutes behind it.
    r"|\bat (?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)\b(?! (?:weeks|months|days|minutes))"
    r"|\bat 1[3-9](?=[,.;]| i\b| and\b)|\bat (?:eleven|twelve|eighteen|1[0-9]) months\b"
)
# "That was in March.", "Two weeks ago.": a sentence that only dates the one before.
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn"
    r"|winter|year|(?:19|20)\d\d)"
)
_ONLY_A_TIME = re.compile(
    rf"\s*(?:(?:that|this|it|all that) was )?(?:about |some )?(?:(?:last|in|back in) {_MONTHS}(?: last year)?"
    r"|(?:\w+|a few|a couple of|several) (?:weeks|months|years) ago)\s*[.!]?\s*"
)
_NUMBERS = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty)"
_WHO = r"(?:i|he|she|we|they|(?:my|our) (?:son|daughter|baby|boy|girl|eldest|youngest|twins))"
_AT_THAT_AGE = re.compile(
    rf"\b(?:when|as) {_WHO} (?:was|were) (?:only |about |just )?(?:{_NUMBERS}\b(?! (?:weeks|months))"
    rf"|pregnant with|{_NUMBERS} (?:days|weeks|months) old)|\b(?:i|he|she) was {_NUMBERS}(?=[,.;])"
    rf"|\bwhen (?:only |just )?{_NUMBERS}(?=[,.;])"
)
_LONG_AGO = re.compile(
    r"\b(?:years|yrs|decades) (?:ago|back)\b|\bas a (?:child|kid|teen|teenager|student|baby|toddler|girl|boy|young)\b"
    r"|\bin (?:childhood|my (?:teens|twenties|thirties|forties)|primary school|the (?:army|navy|war))\b"
)
# "In 2019, well since" tells of an end, where "since then" alone tells that it goes on.
_ENDED_SINCE = re.compile(
    r"\b(?:well|fine|nothing|none|never|ok|okay|clear|perfect|once)\s+(?:ever\s+)?since\b|\bnever again\b"
    # "Those are out now", "stung when five, now nine", "a year ago today".
    rf"|\b(?:are|is) (?:out|over|healed|closed) now\b|\bnow {_NUMBERS}(?=[,.;])|\byears? ago today\b"
)
# What came with an illness is as past as the illness ("in April, with the rash"); so is what a colon leads to.
_GOES_ON = re.compile(r",\s*with\b|:")


def past_times(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(direction, start, end) of every long-past time said in characters [start, end): "clause" for a year or an age,
    "sentence" where the whole sentence tells of then. `text` is folded (context.py)."""
    for pattern, direction in ((_YEAR, "clause"), (_AT_THAT_AGE, "sentence")):
        for match in pattern.finditer(text, start, end):
            yield direction, match.start(), match.end()


def goes_on(cancel: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Does a word of `cancel` in characters [start, end) say that it is not over ("since", "still", "again")?"""
    ended = [match.span() for match in _ENDED_SINCE.finditer(text, start, end)]
    return any(not any(a <= m.start() < b for a, b in ended) for m in cancel.finditer(text, start, end))


def is_bridged(text: str, stop: int) -> bool:
    """Does the end of a clause at character `stop` let a past time reach over it?"""
    return _GOES_ON.match(text, stop) is not None


def is_long_ago(said: str) -> bool:
    """Are the words of a trigger years away, as a year itself is ("as a child", "ten years ago")?"""
    return _LONG_AGO.search(said) is not None


def only_dates(text: str, start: int, end: int) -> bool:
    """Do characters [start, end) say nothing but a time weeks or more ago, of what was told before?"""
    return _ONLY_A_TIME.fullmatch(text, start, end) is not None
