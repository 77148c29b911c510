"""Ages as charts, parents and short messages write them: "63Y/M", "he is 18mo", "2y7m", "Edad: 46a", "M, 47".

Only for taking them out: a reading of the age itself must be surer of its ground (demographics.age).
"""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age_context import PERSON
from curbside.clinical.demographics.age_number import NUMBER, read_number
from curbside.clinical.privacy.age_subject import find_whose
from curbside.clinical.privacy.age_words import group_of, say_age, say_band, say_group
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

_YEARS = r"(?P<years>years?|yrs?|y)"
_UNIT = rf"(?:{_YEARS}|(?P<months>months?|mths?|mos?)|(?P<weeks>weeks?|wks?)|(?P<days>days?))"
_N = rf"(?P<n>{NUMBER})"
_STOP = r"(?=\.?\s*(?:$|[,;:!?)/\n.]|(?:and|but|with|today|now|who|has|had|is)\b(?!\s(?:pregnant|gone|late))))"
# What is counted there is no age: how long, how long ago, how far along.
_LASTING = re.compile(
    r"\b(?:for|over|past|last|within|in|after|since|before|every|next|first|about|around|only|another|took|takes|lasted|"
    r"until|till|at|of|the|by|per|to|than|from|ago|pregnant|gestation)\s?$",
    re.IGNORECASE,
)
_SO_LONG = re.compile(
    r"\s?(?:ago|of|later|post|into|pregnan\w*|gest\w*|history|follow|old\s(?:scar|injury)|clean|sober|apart)\b", re.I
)
# Behind these a number of weeks is a baby's age; behind "she" or "wife" it may be how far along she is.
_BABY = r"(?:baby|babe|newborn|infant|twins?|son|boy|lad|grandson|nephew|he|toddler|bub|bubs|bebe|bebê)"
_IS = r"(?:\s(?:is|was|are)|['’]?s)\s(?:(?:only|just|now|about|nearly|almost|already)\s){0,2}"
# On a chart the band stands alone ("60 to 69"), in a sentence it is said ("in her 60s").
_CHART, _SAID, _OF = "chart", "said", "of"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (where, re.compile(pattern, re.IGNORECASE))
    for where, patterns in (
      (_CHART, (
        # On a chart: "63Y/M", "Age/Sex: 63Y", "Edad 46a", "y.o. 39".
        rf"(?<![\w.,/-])(?P<n>\d{{1,3}})\s?{_YEARS}\.?(?=\s?/\s?(?-i:[MF])\b)",
        r"(?<![\w.,/-])(?P<n>\d{1,3})(?P<years>(?-i:Y))(?=[,;.)/\n]|$|\s(?:old|(?:fe)?male|[mf])\b)",
        r"\b(?:age|edad|idade|alter|âge|wiek|yaş|età|leeftijd)(?:/(?:sex|gender))?\s?[:=-]?\s?(?P<n>\d{1,3})\s?"
        r"(?P<years>(?:y(?:ea)?rs?|años|anos|ans|jahre|lat|y|a|l)?)\b(?![.,/]\d|\s?(?:mg|ml|weeks?|wks?|months?|days?)\b)",
        r"\b(?P<years>y\.?o\.?)\s(?P<n>[1-9]\d)(?=[,;.)\s]|$)(?!\.\d)",
        # "Pt [name], M, 47," and "(F, 31)".
        r"\ue000,\s(?-i:[MF]),?\s(?P<n>[1-9]\d?)(?=[,;.)]|$)(?!\.\d)",
        r"[(,]\s?(?-i:[MF]),\s(?P<n>[1-9]\d?)(?=[,;)])",
        # Years and months together: "2y7m", "1 yr 2 months", "60y 4m".
        rf"(?<![\w.,/-]){_N}\s?{_YEARS}[\s,]{{0,2}}(?:and\s)?\d{{1,2}}\s?(?:months?|mths?|mos?|m)\b",
      )), (_SAID, (
        # Somebody is so old: "she is 29yrs", "he's 18mo", "baby is six weeks today".
        rf"\b(?:i\sam|i['’]?m|im|(?:{PERSON}|\ue000|he|she|they){_IS})\s?{_N}\s?{_YEARS}\b{_STOP}",
        rf"\b{_BABY}{_IS}{_N}\s?(?:(?P<months>months?|mths?|mos?)|(?P<weeks>weeks?|wks?)|(?P<days>days?))\b{_STOP}",
        rf"\bshe{_IS}{_N}\s?(?P<months>mths?|mos?)\b{_STOP}",
        # Behind a name that was taken out, or whoever it is of: "[name], five months,", "my baby, 5 mo."
        rf"(?:\ue000|\b{PERSON}|\b{_BABY})\s?[,(]\s?{_N}\s?{_YEARS}\b{_STOP}",
        rf"(?:\ue000|\b{_BABY})\s?[,(]\s?{_N}\s?(?:(?P<months>months?|mths?|mos?)|(?P<weeks>weeks?|wks?)|(?P<days>days?))"
        rf"\b{_STOP}",
      )), (_OF, (
        r"\b(?:a|any)\s(?:man|woman|lady|boy|girl|person|child)\s(?P<of>of\s)(?P<n>[1-9]\d)(?=\s(?:on|with|who|and|has)\b|[,;?!]|\.(?!\d)|$)",
      )),
    )
    for pattern in patterns
)  # fmt: skip
# "77 going on 78", "he's 62, 63 in a fortnight": the second number is as exact as the first.
_NEXT = re.compile(
    r"\s?(?:and\sa\s(?:half|bit)|(?:running|going\son|turning|rising|plus|\+)\s?\d{1,3}|½|\sand\s(?:\w+\s)?(?:months?|weeks?))"
    r"(?!\s?(?:mg|ml|g|weeks))",
    re.IGNORECASE,
)
# A band that stands there already is none.
_BAND_AFTER = re.compile(r"\s?(?:to|[-–~])\s?\d|\s+or\s+over", re.IGNORECASE)
_BAND_BEFORE = re.compile(r"\d\s?(?:to|[-–~])\s?$", re.IGNORECASE)
_PER_YEAR = {"months": 12.0, "weeks": 52.18, "days": 365.25}
_MOST_YEARS = 120
_REACH = 14
# Where none of these stands no such age does: the wordings are looked for around them alone, at a quarter of the time.
_ANCHOR = re.compile(
    r"(?:\d\s?|[a-z]\s)(?:years?|yrs?|y|months?|mths?|mos?|weeks?|wks?|days?)\b|\by\.?o\b"
    r"|\b(?:age|edad|idade|alter|âge|wiek|yaş|età|leeftijd)\b|\b(?-i:[FM]),\s\d|\sof\s[1-9]\d",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 45, 30


def find_chart_ages(text: str) -> Iterator[PrivacySpan]:
    """Every age of these wordings with the band that takes its place, possibly found twice."""
    seen: dict[str, tuple[tuple[int, int, str], ...]] = {}
    for anchor in _ANCHOR.finditer(text):
        # A text of tables repeats itself: the same surroundings are read once.
        start, end = max(0, anchor.start() - _BEFORE), min(len(text), anchor.end() + _BEHIND)
        around = text[start:end]
        if around not in seen:
            spans = _around(text, start, end)
            seen[around] = tuple((span.start - start, span.end - start, span.replacement) for span in spans)
        for at, until, words in seen[around]:
            yield make_span(text, (start + at, start + until), IdentifierType.AGE_EXACT, words)


def _around(text: str, start: int, end: int) -> Iterator[PrivacySpan]:
    for where, pattern in _PATTERNS:
        for hit in pattern.finditer(text, start, end):
            # What ends with the window may be cut short.
            if (hit.end() + 1 < end or end == len(text)) and (span := _read(text, where, hit)) and span.end <= end:
                yield span


def _read(text: str, where: str, hit: re.Match[str]) -> PrivacySpan | None:
    groups = ("of",) if where == _OF else ("n", "years")
    start = min(hit.start(group) for group in groups if hit.groupdict().get(group))
    lasting = where != _OF and _LASTING.search(text[max(0, start - _REACH) : start])
    unit = next((unit for unit in _PER_YEAR if hit.groupdict().get(unit)), "")
    years = read_number(hit["n"]) / _PER_YEAR.get(unit, 1.0)
    is_band = _BAND_AFTER.match(text, hit.end("n")) or _BAND_BEFORE.search(text[max(0, start - 6) : start])
    if lasting or is_band or years > _MOST_YEARS or _SO_LONG.match(text, hit.end()):
        return None
    band, end = group_of(years), goes_on(text, hit.end())
    whose = find_whose(text, start, end)
    words = {_CHART: say_band(band), _SAID: say_age(band, whose), _OF: say_group(band, whose)}[where]
    return make_span(text, (start, end), IdentifierType.AGE_EXACT, words)


def goes_on(text: str, end: int) -> int:
    """Where an age ends that is said more exactly behind `end`."""
    more = _NEXT.match(text, end)
    return more.end() if more else end
