"""Which words give an exact day or birth date, and which coarser time stands in."""

import re
from collections.abc import Iterator
from itertools import chain

from curbside.clinical.privacy.dates_told import MONTHS, english_month, find_told_dates
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

_NAMES = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    "Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_ON = r"(?P<on>\b[Oo]n\s+(?:the\s+)?)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s+)?"
_DAYS = rf"(?:{_DAY}(?:st|nd|rd|th)?\s?(?:-|–|to|and|or|until|through)\s?(?:the\s)?)?"
_DAY_MONTH = re.compile(
    rf"{_ON}{_WEEKDAY}\b(?:the\s+)?{_DAYS}{_DAY}(?:st|nd|rd|th)?(?:\s+(?:of\s+)?|-)(?P<m>{_NAMES})\b"
    rf"(?:(?:\.?,?\s+|-)(?P<y>{_YEAR})\b)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_ON}{_WEEKDAY}\b(?P<m>{_NAMES})\b(?:\.?\s+(?:the\s+)?|-){_DAY}(?:st|nd|rd|th)?\b(?!\s?(?:mg|ml|mcg|%|"
    rf"[.:]\d|days?|weeks?|hours?|minutes?|times?))"
    rf"(?:(?:,?\s+|-)(?P<y>{_YEAR})\b)?",
    re.IGNORECASE,
)
_YMD = re.compile(rf"{_ON}(?<![\w/.-])(?P<y>{_YEAR})(?P<sep>[-/.])(?P<mm>0?[1-9]|1[0-2])(?P=sep){_DAY}(?![\w/-])")
_DMY = re.compile(
    rf"{_ON}(?<![\w/.-])(?P<a>{_DAY})(?P<sep>[-/.])(?P<b>{_DAY})(?P=sep)(?P<y>{_YEAR}|\d\d)(?![\w/-]|\.\d)"
)
_HAN = re.compile(
    r"(?:(?:19|20)?\d\d年|民國\d{2,3}年)?(?P<m>(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月)"
    r"(?:[12]\d|3[01]|[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日號号]"
)
_HAN_BIRTH = re.compile(
    rf"(?:(?:生日|出生(?:日期|年月日)?|生於)(?:是|為|在)?\s?[:：]?\s?(?P<d>(?:(?:19|20)?\d\d|民國\d{{2,3}})年?[-/.\d月日號号]{{2,8}}|"
    rf"{_YEAR}年)|(?P<e>(?:(?:19|20)?\d\d|民國\d{{2,3}})年(?:\d{{1,2}}月(?:\d{{1,2}}[日號号])?)?)(?=出?生))"
)
_FEAST = re.compile(
    r"(?P<on>\b[Oo]n\s+)?\b(?:(?P<dec>Christmas(?:\s+(?:Eve|Day))?|Boxing\s+Day|"
    r"New\s+Year['’]?s?\s+Eve)|(?P<jan>New\s+Year['’]?s?(?:\s+Day)?)|"
    r"(?P<feb>Valentine['’]?s\s+Day)|(?P<oct>Hallowe['’]?en)|"
    rf"(?P<jul>the\s+Fourth\s+of\s+July))(?:,?\s+(?:of\s+)?(?P<y>{_YEAR}))\b"
)
_BIRTH = re.compile(
    r"(?P<cue>\b(?:d\.?o\.?b\.?|date\s+of\s+birth|birth\s?date|birthday|born)(?!\w)(?:\s+(?:is|was|on|in"
    r"|the))*\s*[:=]?\s*)"
    rf"(?P<d>{_DAY}[-/. ]{_DAY}[-/. ](?:19|20)?\d\d|{_YEAR}[-/.]\d\d?[-/.]\d\d?|"
    rf"(?:{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_NAMES})|(?:{_NAMES})\.?\s+{_DAY}(?:st|nd|rd|th)?|(?:{_NAMES}))"
    rf"(?:\.?,?\s+{_YEAR})?|{_YEAR})\b(?!s)",
    re.IGNORECASE,
)
_NOUN_CUE = re.compile(r"d\.?o\.?b|date\s+of\s+birth\s*[:=]|birth\s?date\s*[:=]", re.IGNORECASE)
_BIRTH_WORD = re.compile(r"birth|born|d\.?o\.?b|生", re.IGNORECASE)
_MONTH_WORD = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b", re.IGNORECASE)
_FEAST_WORD = re.compile(r"Christmas|Boxing|New\s+Year|Valentine|Hallow|Fourth")
_REACH = 50
BIRTH_DATE = "[date of birth]"


def find_dates(text: str) -> Iterator[PrivacySpan]:
    """Exact days and birth dates. Months, bare years, weekdays and relative times are kept.

    A day gives way to its month; a year that was written stays, since "operated in February" would be read as this
    February. Where the month is not certain ("5/6/2023") the year alone stays.
    """
    if not re.search(
        r"\d|[一二三四五六七八九十]月|th\b|(?:first|second|third)\b|day\b|year|feast|eid|tet\b", text, re.IGNORECASE
    ):
        return
    births = list(_find_births(text)) if _BIRTH_WORD.search(text) else []
    yield from births
    taken = [(span.start, span.end) for span in births]
    for span in chain(_find_days(text), find_told_dates(text)):
        if not any(start < span.end and span.start < end for start, end in taken):
            yield span


def _find_births(text: str) -> Iterator[PrivacySpan]:
    for hit in _BIRTH.finditer(text):
        # "DOB: 1/2/1990" is a label and its value, "born on 1/2/1990" part of a sentence.
        start = hit.start() if _NOUN_CUE.match(hit["cue"]) else hit.start("d")
        yield make_span(text, (start, hit.end("d")), IdentifierType.DATE, BIRTH_DATE)
    for hit in _HAN_BIRTH.finditer(text) if "生" in text else ():
        group = "d" if hit["d"] else "e"
        yield make_span(text, hit.span(group), IdentifierType.DATE, BIRTH_DATE)


def _find_days(text: str) -> Iterator[PrivacySpan]:
    for word in _MONTH_WORD.finditer(text):
        yield from _find_named_month(text, word)
    for hit in _YMD.finditer(text):
        yield _span(text, hit, _with_year(MONTHS[int(hit["mm"]) - 1], hit))
    for hit in _DMY.finditer(text):
        if words := _numeric(hit):
            yield _span(text, hit, words)
    for hit in _FEAST.finditer(text) if _FEAST_WORD.search(text) else ():
        short = next(key for key in ("dec", "jan", "feb", "oct", "jul") if hit[key])
        yield _span(text, hit, english_month(short))
    for hit in _HAN.finditer(text) if "月" in text else ():
        yield make_span(text, hit.span(), IdentifierType.DATE, hit["m"])


def _find_named_month(text: str, word: re.Match[str]) -> Iterator[PrivacySpan]:
    """The days written around one name of a month."""
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for hit in pattern.finditer(text, max(0, word.start() - _REACH), word.end() + _REACH):
            if hit.start("m") == word.start() and not _is_verb_may(hit):
                yield _span(text, hit, _with_year(english_month(hit["m"]), hit))


def _numeric(hit: re.Match[str]) -> str | None:
    """The month of 28/8/2023 or 8/28/2023, the year of 5/6/2023, None where it is no date."""
    one, two = int(hit["a"]), int(hit["b"])
    if one > 12 >= two or two > 12 >= one:
        return _with_year(MONTHS[min(one, two) - 1], hit)
    if one > 12 and two > 12:
        return None
    if one == two:
        return _with_year(MONTHS[one - 1], hit)
    # "5-10-15 sets" is a count as likely as a day.
    if len(hit["y"]) == 2 and hit["sep"] == "-" and int(hit["y"]) <= 31 and not hit["on"]:
        return None
    return hit["y"] if len(hit["y"]) == 4 else "[date]"


def _is_verb_may(hit: re.Match[str]) -> bool:
    """Lower-case "may 5" or "march 3" without suffix or year may be a verb."""
    return hit["m"] in ("may", "march") and not hit["y"] and not re.search(r"\d(?:st|nd|rd|th)", hit[0])


def _with_year(month: str, hit: re.Match[str]) -> str:
    year = hit.groupdict().get("y") or ""
    return f"{month} {year}" if len(year) == 4 else month


def _span(text: str, hit: re.Match[str], words: str) -> PrivacySpan:
    """The date without its "on"; where that stood, "in" (a month) or "on" ([date]) is put back."""
    if not hit["on"]:
        return make_span(text, hit.span(), IdentifierType.DATE, words)
    link = "on " if words == "[date]" else "in "
    return make_span(
        text, hit.span(), IdentifierType.DATE, link.capitalize() + words if hit["on"][0] == "O" else link + words
    )
