"""Which words give an exact day or birth year, and which coarser time stands in."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy_span import IdentifierType, PrivacySpan, make_span

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NAMES = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    "Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_ON = r"(?P<on>\b[Oo]n\s+(?:the\s+)?)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?,?\s+)?"
_DAY_MONTH = re.compile(
    rf"{_ON}{_WEEKDAY}\b(?:the\s+)?{_DAY}(?:st|nd|rd|"
    rf"th)?\s+(?:of\s+)?(?P<m>{_NAMES})\b(?:\.?,?\s+(?P<y>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_ON}{_WEEKDAY}\b(?P<m>{_NAMES})\b\.?\s+(?:the\s+)?{_DAY}(?:st|nd|rd|th)?\b(?!\s?(?:mg|ml|mcg|%|"
    rf"[.:]\d|days?|weeks?|hours?|minutes?|times?))"
    r"(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_YMD = re.compile(rf"{_ON}(?<![\w/.-])(?P<y>(?:19|20)\d\d)[-/.](?P<mm>0?[1-9]|1[0-2])[-/.]{_DAY}(?![\w/-])")
_DMY = re.compile(rf"{_ON}(?<![\w/.-])(?:{_DAY}[-/.]{_DAY}[-/.](?P<y>(?:19|20)\d\d|\d\d))(?![\w/-]|\.\d)")
_HAN = re.compile(r"(?P<y>(?:19|20)?\d\d年)?(?P<m>(?:1[0-2]|[1-9])月)(?:[12]\d|3[01]|[1-9])[日號号]")
_FEAST = re.compile(
    r"(?P<on>\b[Oo]n\s+)?\b(?:(?P<dec>Christmas(?:\s+(?:Eve|Day))?|Boxing\s+Day|"
    r"New\s+Year['’]?s?\s+Eve)|(?P<jan>New\s+Year['’]?s?(?:\s+Day)?)|"
    r"(?P<feb>Valentine['’]?s\s+Day)|(?P<oct>Hallowe['’]?en)|"
    r"(?P<jul>the\s+Fourth\s+of\s+July))(?:,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d))\b"
)
_BIRTH = re.compile(
    r"\b(?:d\.?o\.?b\.?|date\s+of\s+birth|birth\s?date|birthday|born)\b(?:\s+(?:is|was|on|in|"
    r"the))*\s*[:=]?\s*"
    rf"(?P<d>{_DAY}[-/. ]{_DAY}[-/. ](?:19|20)?\d\d|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|"
    rf"(?:\w{{3,9}}\.?\s+)?(?:{_DAY}(?:st|nd|rd|th)?,?\s+)?"
    rf"(?:(?:of\s+)?(?:{_NAMES})\.?,?\s+)?(?:19|20)\d\d|{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_NAMES})|"
    rf"(?:{_NAMES})\s+{_DAY}(?:st|nd|rd|th)?)\b(?!s)",
    re.IGNORECASE,
)

_BIRTH_WORD = re.compile(r"birth|born|d\.?o\.?b", re.IGNORECASE)
_MONTH_WORD = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)


def find_dates(text: str) -> Iterator[PrivacySpan]:
    """Exact days, numeric dates and birth dates. Months, bare years, weekdays and relative times are "
    "kept."""
    if _BIRTH_WORD.search(text):
        yield from (make_span(text, hit.span("d"), IdentifierType.DATE, "[date]") for hit in _BIRTH.finditer(text))
    if re.search(r"\d", text):
        yield from _find_days(text)


def _find_days(text: str) -> Iterator[PrivacySpan]:
    for pattern in (_DAY_MONTH, _MONTH_DAY) if _MONTH_WORD.search(text) else ():
        for hit in pattern.finditer(text):
            if not _is_verb_may(hit):
                yield _to_month(text, hit, _month_name(hit["m"]))
    for hit in _YMD.finditer(text):
        yield _to_month(text, hit, _MONTHS[int(hit["mm"]) - 1])
    for hit in _DMY.finditer(text):
        words = hit["y"] if len(hit["y"]) == 4 else "[date]"
        yield _span(text, hit, words)
    for hit in _FEAST.finditer(text):
        short = next(key for key in ("dec", "jan", "feb", "oct", "jul") if hit[key])
        yield _to_month(text, hit, _month_name(short))
    for hit in _HAN.finditer(text):
        yield make_span(text, hit.span(), IdentifierType.DATE, f"{hit['y'] or ''}{hit['m']}")


def _is_verb_may(hit: re.Match[str]) -> bool:
    """Lower-case "may 5" or "march 3" without suffix or year may be a verb."""
    return hit["m"] in ("may", "march") and not hit["y"] and not re.search(r"\d(?:st|nd|rd|th)", hit[0])


def _month_name(words: str) -> str:
    return next(month for month in _MONTHS if month[:3].lower() == words[:3].lower())


def _to_month(text: str, hit: re.Match[str], month: str) -> PrivacySpan:
    return _span(text, hit, f"{month} {hit['y']}" if hit["y"] else month)


def _span(text: str, hit: re.Match[str], words: str) -> PrivacySpan:
    """The date without its "on"; where that stood, "in" (a month) or "on" ([date]) is put back."""
    if not hit["on"]:
        return make_span(text, hit.span(), IdentifierType.DATE, words)
    link = ("On " if hit["on"][0] == "O" else "on ") if words == "[date]" else ("In " if hit["on"][0] == "O" else "in ")
    return make_span(text, hit.span(), IdentifierType.DATE, link + words)
