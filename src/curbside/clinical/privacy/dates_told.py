"""Exact days in other words than "8 May": "Thursday 16th", "the sixteenth of July", "15 de mayo", "26-Sep-98"."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Names of the months in some twenty languages, in Latin letters, as calendars print them; months that English spells
# alike are left to it.
_FOREIGN = (
    "janvier|enero|janeiro|gennaio|januar|jänner|januari|styczeń|stycznia|ocak|enero|ianuarie|január|leden|ledna|tammikuu(?:ta)?",
    "février|fevrier|febrero|fevereiro|febbraio|februar|februari|luty|lutego|şubat|subat|pebrero|februarie|február|února|helmikuu(?:ta)?",
    "mars|marzo|março|marco|märz|maerz|maart|marzec|marca|mart|marso|martie|március|března|maaliskuu(?:ta)?",
    "avril|abril|aprile|kwietnia|nisan|április|dubna|huhtikuu(?:ta)?|aprilie",
    "mai|mayo|maio|maggio|mei|maja|mayıs|mayis|május|května|toukokuu(?:ta)?",
    "juin|junio|junho|giugno|juni|czerwca|haziran|hunyo|iunie|június|června|kesäkuu(?:ta)?",
    "juillet|julio|julho|luglio|juli|lipca|temmuz|hulyo|iulie|július|července|heinäkuu(?:ta)?",
    "août|agosto|augusti|augustus|sierpnia|ağustos|agustos|elokuu(?:ta)?|srpna|augusztus",
    "septembre|septiembre|setembro|settembre|września|eylül|eylul|setyembre|septembrie|szeptember|září|syyskuu(?:ta)?",
    "octobre|octubre|outubro|ottobre|oktober|października|ekim|oktubre|octombrie|október|října|lokakuu(?:ta)?",
    "novembre|noviembre|novembro|listopada|kasım|kasim|nobyembre|nob|noiembrie|marraskuu(?:ta)?",
    "décembre|decembre|diciembre|dezembro|dicembre|dezember|desember|grudnia|aralık|aralik|disyembre|decembrie|prosince"
    "|joulukuu(?:ta)?",
)
_ENGLISH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    "|dec(?:ember)?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_ANY = "|".join(_FOREIGN)
# Filipinos and Hungarians put the month first.
_BEFORE_DAY = (
    "enero|pebrero|marso|abril|mayo|hunyo|hulyo|agosto|setyembre|oktubre|nobyembre|nob|disyembre|január|február|március"
    "|április|május|június|július|augusztus|szeptember|október"
)
_OTHER = re.compile(
    rf"\b(?:{_DAY}\.?º?\s(?:de\s|d['’])?(?P<m>{_ANY})\b|(?P<n>{_BEFORE_DAY})\s{_DAY}\b(?!\s?(?:mg|ml|%)))(?:\.?,?\s(?:de\s)?(?P<y>{_YEAR})\b)?",
    re.IGNORECASE,
)
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINAL = (
    rf"(?:{_ONES}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    rf"|twentieth|thirtieth|(?:twenty|thirty)[- ](?:{_ONES}))"
)
_IN_WORDS = re.compile(
    # Without "of" the months that are verbs too stay: "the second may be right".
    rf"\b(?:the\s)?{_ORDINAL}\s(?:day\s)?(?:of\s(?:this\s)?|(?!ma[ry]))(?P<m>{_ENGLISH})\b",
    re.IGNORECASE,
)
_SHORT = re.compile(rf"\b{_DAY}[-./ ](?P<m>{_ENGLISH})[-./ ]['’]?\d\d\b(?![:.]?\d)", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?P<w>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?),?\s(?:the\s)?"
    rf"{_DAY}(?:st|nd|rd|th)\b(?!\s(?:of\s)?(?:{_ENGLISH})\b|\s(?:week|day|month|time|dose|cycle|grade|floor|century|degree|percentile|birthday))",
    re.IGNORECASE,
)


def find_told_dates(text: str) -> Iterator[PrivacySpan]:
    """Each with its month in English, with the year where one stands; beside a weekday the weekday alone stays."""
    for hit in _WEEKDAY.finditer(text):
        yield make_span(text, hit.span(), IdentifierType.DATE, hit["w"])
    for hit in _OTHER.finditer(text):
        month = _foreign_month(hit["m"] or hit["n"])
        yield make_span(text, hit.span(), IdentifierType.DATE, f"{month} {hit['y'] or ''}".strip())
    for pattern in (_IN_WORDS, _SHORT):
        for hit in pattern.finditer(text):
            yield make_span(text, hit.span(), IdentifierType.DATE, english_month(hit["m"]))


def english_month(said: str) -> str:
    """The month whose English name or its beginning `said` is, by its first letters; compared as it was found, since
    "ſep" in lower case is no longer "sep"."""
    return next(month for month in MONTHS if re.match(month[:3], said, re.IGNORECASE))


def _foreign_month(said: str) -> str:
    """As `english_month`, of `_FOREIGN`: "NİSAN" in lower case is no longer "nisan"."""
    return MONTHS[next(n for n, names in enumerate(_FOREIGN) if re.fullmatch(names, said, re.IGNORECASE))]
