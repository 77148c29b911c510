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
# "on the 9th.", "till the nineteenth": a day of this or the last month, where no noun follows that is counted.
_DAY_ALONE = re.compile(
    rf"\b(?:on|until|till?|by|from|since|before|after|for|yesterday|today|tomorrow)\s(?P<d>the\s(?:{_DAY}(?:st|nd|rd|th)|{_ORDINAL}))"
    r"(?=\s*(?:[,.;:!?)\n]|$)|\s(?:and|but|so|since|he|she|i|we|they|it|at|in\sthe|to\sthe|with\sa|when|because|then)\b)",
    re.IGNORECASE,
)
# "16.9. to 23.9.", "Tues 16/2", "ORIF 3/18 on", "may 19-26": day and month behind a word that leads to a day.
_LEAD = r"\b(?:on|since|from|until|till?|to|dated?|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)"
_DAY_AND_MONTH = re.compile(
    rf"{_LEAD}\s(?:the\s)?(?P<d>(?:{_DAY}/(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])/{_DAY}|{_DAY}\.(?:0?[1-9]|1[0-2])\.))(?![\w/.]*\d|\s?(?:mg|ml|mmol|%))",
    re.IGNORECASE,
)
_DAYS_CHAIN = re.compile(
    rf"(?<![\w.])(?P<d>{_DAY}\.(?:0?[1-9]|1[0-2])\.)\s?(?=(?:to|bis|do|til|tot|[-–])\s?{_DAY}\.(?:0?[1-9]|1[0-2])\.)"
)
_MONTH_RANGE = re.compile(
    rf"\b(?P<m>{_ENGLISH})\.?\s{_DAY}(?:st|nd|rd|th)?\s?(?:-|–|to)\s?{_DAY}(?:st|nd|rd|th)?\b(?!\s?(?:mg|ml|%|days|weeks|times|years|months|/|-))",
    re.IGNORECASE,
)
# Feasts that are one day each year: with a year, or behind a word that leads to a day, they are as exact as a date.
_FEASTS = (
    r"(?:Good\sFriday|Easter\s(?:Sunday|Monday)|Ash\sWednesday|Palm\sSunday|Whit\s(?:Sunday|Monday)|Shrove\sTuesday|Maundy\sThursday|Ascension(?:\sDay)?"
    r"|Pentecost|Epiphany|Candlemas|All\s(?:Souls|Saints)['’]?(?:\sDay)?|(?:St\.?|Saint)\s(?:Patrick|Brigid|Nicholas|Lucia|Stephen|George|David|Andrew)['’]?s?"
    r"(?:\s(?:Day|Eve))?|Paddy['’]?s\sDay|Labou?r\sDay|Memorial\sDay|Independence\sDay|Veterans\sDay|Columbus\sDay|Canada\sDay|Australia\sDay|Anzac\sDay"
    r"|Bastille\sDay|Republic\sDay|Youth\sDay|Heritage\sDay|Mother['’]?s\sDay|Father['’]?s\sDay|Thanksgiving(?:\sDay)?|New\sYear['’]?s?(?:\sDay|\sEve)"
    r"|Boxing\sDay|Christmas(?:\s(?:Day|Eve))|Hallowe['’]?en|Valentine['’]?s\sDay|Eid(?:[\s-](?:al|ul)[\s-](?:Fitr|Adha))?|Ashura|Mawlid|Diwali(?:\snight)?|Holi"
    r"|Dussehra|Onam|Vesak|Nowruz|Yom\sKippur|Rosh\sHashanah?|Passover|Hanukkah|Purim|(?:Chinese|Lunar)\sNew\sYear|Tet(?:,\s\w+\sday)?|Songkran|Mid-?Autumn\sFestival"
    r"|Bonfire\sNight|Burns\sNight|Groundhog\sDay|Juneteenth|Midsummer)"
)
_FEAST_YEAR = re.compile(rf"\b(?P<d>{_FEASTS}),?\s(?:of\s|in\s)?(?:{_YEAR}\b|['’]\d\d\b)", re.IGNORECASE)
_FEAST_DAY = re.compile(
    rf"\b(?:since|on|before|after|until|till|from|last)\s(?:last\s)?(?P<d>(?:the\s(?:feast|day)\sof\s)?{_FEASTS})(?!\w)",
    re.IGNORECASE,
)
_BEFORE_FEAST = re.compile(
    rf"\b(?P<d>(?:\d{{1,2}}\sdays|the\s\w+day)\s(?:before|after)\s{_FEASTS}(?:,?\s{_YEAR})?|(?:{_FEASTS}|Christmas)\s{_YEAR})\b",
    re.IGNORECASE,
)
_NEAR_CHRISTMAS = re.compile(
    rf"\b(?P<d>\d{{1,2}}\sdays\s(?:before|after)\s(?:Christmas|Easter|Eid|Diwali|Ramadan)(?:,?\s{_YEAR})?)\b",
    re.IGNORECASE,
)
# Months of the Islamic and the Jewish calendar behind a day.
_OTHER_CALENDAR = re.compile(
    rf"\b(?P<d>(?:the\s)?{_DAY}(?:st|nd|rd|th)?\s(?:of\s)?(?:Muharram|Safar|Rabi['’]?(?:\s(?:al|ul)-\w+)?|Jumada(?:\s(?:al|ul)-\w+)?|Rajab|Sha['’]?ban|Ramadan"
    r"|Ramzan|Shawwal|Dhu['’]?l?\s?(?:al-)?(?:Qa['’]?dah?|Hijjah?)|Zul-?hijjah?|Nisan|Iyar|Sivan|Tammuz|Av|Elul|Tishrei|Tishri|Cheshvan|Kislev|Tevet|Shevat|Adar))\b",
    re.IGNORECASE,
)
_WHOLE = (_DAY_ALONE, _DAY_AND_MONTH, _DAYS_CHAIN, _NEAR_CHRISTMAS, _OTHER_CALENDAR)
_FEAST_FORMS = (_FEAST_YEAR, _FEAST_DAY, _BEFORE_FEAST)
# Where no word of a feast stands none is looked for; most texts name none.
_FEAST_WORDS = (
    *(
        "good friday",
        "easter",
        "ash wed",
        "palm sun",
        "whit ",
        "shrove",
        "maundy",
        "ascension",
        "pentecost",
        "epiphany",
    ),
    *(
        "candlemas",
        "all s",
        "st ",
        "st. ",
        "saint ",
        "paddy",
        "labor",
        "labour",
        "memorial",
        "independence",
        "veterans",
    ),
    *("columbus", "canada day", "australia day", "anzac", "bastille", "republic", "youth day", "heritage", "mother's"),
    *(
        "mothers day",
        "mother’s",
        "father's",
        "fathers day",
        "father’s",
        "thanksgiving",
        "new year",
        "boxing",
        "christmas",
    ),
    *("hallow", "valentine", "eid", "ashura", "mawlid", "diwali", "holi", "dussehra", "onam", "vesak", "nowruz"),
    *("kippur", "rosh hash", "passover", "hanukkah", "purim", "tet", "songkran", "autumn", "bonfire", "burns night"),
    *("groundhog", "juneteenth", "midsummer"),
)


def find_told_dates(text: str) -> Iterator[PrivacySpan]:
    """Each with its month in English, with the year where one stands; beside a weekday the weekday alone stays."""
    for hit in _WEEKDAY.finditer(text):
        yield make_span(text, hit.span(), IdentifierType.DATE, hit["w"])
    for hit in _OTHER.finditer(text):
        month = _foreign_month(hit["m"] or hit["n"])
        yield make_span(text, hit.span(), IdentifierType.DATE, f"{month} {hit['y'] or ''}".strip())
    low = text.lower()
    feasts = _FEAST_FORMS if any(word in low for word in _FEAST_WORDS) else ()
    for pattern in (*_WHOLE, *feasts):
        for hit in pattern.finditer(text):
            end = hit.end() if pattern is _FEAST_YEAR else hit.end("d")
            yield make_span(text, (hit.start("d"), end), IdentifierType.DATE)
    for pattern in (_IN_WORDS, _SHORT, _MONTH_RANGE):
        for hit in pattern.finditer(text):
            yield make_span(text, hit.span(), IdentifierType.DATE, english_month(hit["m"]))


def english_month(said: str) -> str:
    """The month whose English name or its beginning `said` is, by its first letters; compared as it was found, since
    "ſep" in lower case is no longer "sep"."""
    return next(month for month in MONTHS if re.match(month[:3], said, re.IGNORECASE))


def _foreign_month(said: str) -> str:
    """As `english_month`, of `_FOREIGN`: "NİSAN" in lower case is no longer "nisan"."""
    return MONTHS[next(n for n, names in enumerate(_FOREIGN) if re.fullmatch(names, said, re.IGNORECASE))]
