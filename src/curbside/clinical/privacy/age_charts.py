"""Ages as charts, parents and short messages write them: "63Y/M", "he is 18mo", "2y7m", "Edad: 46a", "M, 47".

Only for taking them out: a reading of the age itself must be surer of its ground (demographics.age).
"""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age_context import NOT_UNIT, PERSON
from curbside.clinical.demographics.age_number import NUMBER, read_number
from curbside.clinical.privacy.age_subject import find_whose
from curbside.clinical.privacy.age_words import group_of, say_age, say_band, say_group
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

_YEARS = r"(?P<years>years?|yrs?|y)"
_UNIT = rf"(?:{_YEARS}|(?P<months>months?|mths?|mos?)|(?P<weeks>weeks?|wks?)|(?P<days>days?))"
_N = rf"(?P<n>{NUMBER})"
# Years and months in some twenty languages, in Latin letters, as charts and guests write them behind a number.
_FOREIGN_YEARS = (
    r"años?|anos?|ans?|anni|anno|jahre?n?|jaar|år|ára|lata?|lat|rok[uy]?|let|éves|yaşında|yasinda|yaş|taon|tahun|thn|tuổi|tuoi|godin[ae]|metų"
    r"|aastat?|vuotta|ani|vjeç"
)
_FOREIGN_MONTHS = (
    r"(?:meses|mes|mesi|mies(?:i[ąa]c[ae]?|\.)?|mois|monate?n?|maanden|måneder|månader|bulan|bln|buwan|ay|luni|hónap)"
)
# The parts of a year that come behind its number: "four and a quarter", "10 and 3 quarters".
_PART = r"\sand\s(?:a\s(?:half|quarter|bit)|(?:one|two|three|\d)\s(?:quarters?|months?))"
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
        # The same in other languages: "78 anos", "4 lata i 2 mies.", "2 thn 8 bln"; "34 a," between commas.
        rf"(?<![\w.,/-])(?P<n>\d{{1,3}})\s(?P<years>{_FOREIGN_YEARS})\b(?:\s(?:(?:e|y|i|et|und|og|och|en|dan)\s)?\d{{1,2}}\s"
        rf"{_FOREIGN_MONTHS}\b)?\.?",
        r"(?<=[,:]\s)(?P<n>[1-9]\d)\s?(?P<years>a)(?=\.?\s*[,;]|\.\.)",
        # A text that opens with it: "65 yrs tailor, sees badly".
        r"\A\s*(?P<n>\d{1,3})\s?(?P<years>yrs?|years?)\s(?!of|ago|since|later|after|in|on|with|now|history|back|into|for|and|to|is"
        r"|has|have|was|i\b|we\b|the|my|a\b|an\b|between|apart|experience|smok|clean|sober|post|pregnan|gap|marri)",
        # Years and months together: "2y7m", "1 yr 2 months", "60y 4m".
        rf"(?<![\w.,/-]){_N}\s?{_YEARS}[\s,]{{0,2}}(?:and\s)?\d{{1,2}}\s?(?:months?|mths?|mos?|m)\b",
      )), (_SAID, (
        # Somebody is so old: "she is 29yrs", "he's 18mo", "baby is six weeks today".
        rf"\b(?:i\sam|i['’]?m|im|(?:{PERSON}|\ue000|he|she|they){_IS})\s?{_N}\s?{_YEARS}\b{_STOP}",
        rf"\b{_BABY}{_IS}{_N}\s?(?:(?P<months>months?|mths?|mos?)|(?P<weeks>weeks?|wks?)|(?P<days>days?))\b{_STOP}",
        rf"\bshe{_IS}{_N}\s?(?P<months>mths?|mos?)\b{_STOP}",
        rf"(?:\b(?:i\sam|i['’]?m|im|(?:{PERSON}|\ue000|he|she|they){_IS})|[:.,!?]\s){_N}(?P<years>{_PART})(?=\s*[,.;:!?)]|\s*$|\s(?:and|but|with|now)\b)",
        # Without the sign: "shes 15", "i m 27"; "she has 54" as other languages say it; "turned forty on Sunday".
        rf"\b(?:shes|hes|i\sm|theyre)\s(?P<n>[1-9]\d?)(?P<years>)(?=\s*(?:[,;!?\n]|\.(?!\d)|$)|\s(?:n|and|with|but)\s){NOT_UNIT}",
        rf"\b(?:shes|hes)\s{_N}\s?(?P<months>months?|mths?)\b{_STOP}",
        rf"\b(?:(?:he|she|{PERSON}|\ue000)\s(?:is\s)?ha(?:s|ve)|i\shave)\s(?P<n>(?:1[89]|[2-9]\d))(?P<years>)(?=\s*[,.;!?](?!\d)|\s*$)",
        rf"\b(?:he|she|{PERSON}|\ue000)\s(?:is\s)?ha(?:s|ve)\s(?P<n>\d{{1,3}})\s(?P<years>years?|yrs?)(?=\s*[,.;!?]|\s*$)",
        rf"\bturn(?:ed|s|ing)?\s{_N}(?P<years>)(?=\s(?:on|in|this|last|next|yesterday|today|tomorrow)\b)",
        # Behind a name that was taken out: "[name] (13)", "[name] / 46 /", "[name] 7,".
        r"\ue000\s?[(/]\s?(?P<n>[2-9]|[1-9]\d)(?P<years>)(?=\s?[)/])",
        r"\ue000\s(?P<n>[1-9]\d?)(?P<years>)(?=,\s|;|\.\s|\s(?:and|has|had)\s)(?!,\s?\d)",
        rf"\b{PERSON}\s[a-z'’-]{{2,15}}\s?\((?P<n>[1-9]\d?)(?P<years>)(?=\))",
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
# Words one of which a wording of the second kind cannot do without: most windows hold none of them.
_NEEDS = tuple(
    next((words for mark, words in (
        (_PART, (" and ",)), ("ha(?:s|ve)", ("has ", "have ")), (r"\bturn", ("turn",)), (r"{2,15}\s?\(", ("(",)),
        (r"\b(?:shes|hes", ("hes ", "i m ", "theyre ")),
    ) if mark in pattern.pattern), ())
    for _, pattern in _PATTERNS
)  # fmt: skip
# "77 going on 78", "he's 62, 63 in a fortnight": the second number is as exact as the first.
_NEXT = re.compile(
    r"\s?(?:and\s(?:a|one|two|three|\d)\s(?:half|bit|quarters?)|(?:,|and)\s\d{1,2}\s(?:months?|weeks?|days?)\b|exactly\b|(?:running|going\son|turning|rising|plus|\+)\s?\d{1,3}|½|\sand\s(?:\w+\s)?(?:months?|weeks?))"
    r"(?!\s?(?:mg|ml|g|weeks))",
    re.IGNORECASE,
)
# A band that stands there already is none.
_BAND_AFTER = re.compile(
    r"\s?(?:to|[-–~])\s?\d|\s+(?:or|and)\s+(?:over|older|above|up)|\s?(?:plus|\+)(?!\s?\d)", re.IGNORECASE
)
_BAND_BEFORE = re.compile(r"\d\s?(?:to|[-–~])\s?$", re.IGNORECASE)
_PER_YEAR = {"months": 12.0, "weeks": 52.18, "days": 365.25}
_MOST_YEARS = 120
_REACH = 14
# Where none of these stands no such age does: the wordings are looked for around them alone, at a quarter of the time.
_ANCHOR = re.compile(
    r"(?:\d\s?|[a-z]\s)(?:years?|yrs?|y|months?|mths?|mos?|weeks?|wks?|days?)\b|\by\.?o\b"
    r"|\b(?:age|edad|idade|alter|âge|wiek|yaş|età|leeftijd)\b|\b(?-i:[FM]),\s\d|\sof\s[1-9]\d"
    rf"|\d\s(?:{_FOREIGN_YEARS})\b|{_PART}|\b(?:shes|hes|i\sm|theyre|has|have)\s\d|\bturn(?:ed|s|ing)?\s|\ue000\s?[(/]?\s?\d"
    r"|\s\([1-9]\d?\)|\d\s?a\b",
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
    low = text[start:end].lower()
    for (where, pattern), needs in zip(_PATTERNS, _NEEDS, strict=True):
        for hit in pattern.finditer(text, start, end) if not needs or any(word in low for word in needs) else ():
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


_LONE = re.compile(
    rf"(?:age[d:]?\s)?{_N}(?:[\s-]?{_UNIT}|\s?(?P<foreign>{_FOREIGN_YEARS}|a)\.?)?\b(?:[\s-]old\b)?", re.IGNORECASE
)
_OLD = re.compile(r"[\s-]olds?\b")


def say_lone_age(text: str, start: int, end: int) -> PrivacySpan | None:
    """The band in place of text[start:end], which somebody else takes for an age: "22 months.", "fell. 72."

    None where it holds no number, or one that may be a measure, a span of time or how far a pregnancy is.
    """
    number = _LONE.search(text, start)
    if number is None or number.start() >= end or _BAND_AFTER.match(text, number.end("n")):
        return None
    if text[number.end("n") : number.end("n") + 1] == "+":
        return None
    unit = next((unit for unit in _PER_YEAR if number[unit]), "")
    has_unit = bool(unit or number["years"] or number["foreign"])
    value = read_number(number["n"])
    years = value / _PER_YEAR.get(unit, 1.0)
    until = goes_on(text, number.end())
    before = text[max(0, number.start() - _BEFORE) : number.start()]
    if years > _MOST_YEARS or _SO_LONG.match(text, until) or (unit == "weeks" and value > _MOST_WEEKS):
        return None
    if _BAND_BEFORE.search(before[-6:]) or _MEASURED.search(before) or _BAND_SAID.search(before):
        return None
    # A value of the body must never be read as an age: "82 on the finger clip", "FeNO 61", "kidneys at 41".
    if has_unit and (_LASTING.search(before) or _CARRYING.search(before)):
        return None
    if not has_unit and not (
        value > 1 and _ALONE_BEFORE.search(before) and _ALONE_BEHIND.match(text, until) and not _VITAL.search(before)
    ):
        return None
    if old := _OLD.match(text, until):
        until = old.end()
    words = say_age(group_of(years), find_whose(text, number.start(), until))
    return make_span(text, (number.start(), until), IdentifierType.AGE_EXACT, words)


# Half of a band that stands there already, "between 10 and 15", or a limit: "under 3 months".
_BAND_SAID = re.compile(r"\b(?:between(?:\s\d{1,3}\sand)?|under|over|above|below|than)\s$", re.IGNORECASE)
# A number without a unit is an age only by itself: between signs, or behind whoever is so old.
_ALONE_BEFORE = re.compile(
    r"(?:^|[.!?,;:(\n/]\s?|\b(?:is|am|turned|aged?|now|he|she|i|im|shes|hes|(?:i['’]m|s?he['’]s))\s)$", re.IGNORECASE
)
_ALONE_BEHIND = re.compile(
    r"\s*(?:[,;:!?)\n/]|\.(?!\d)|$)|\s(?:and|but|with|he|she|i|we|when|so|has|n)\b", re.IGNORECASE
)
_VITAL = re.compile(
    r"\b(?:fever|temp\w*|pulse|heart\srate|hr|bp|pressure|sats?|spo2|oxygen|sugars?|glucose|weigh\w*|bmi|egfr|hb|tsh|inr|crp"
    r"|score\w*|level|reading|count|peak\sflow|feno)\b[^\n]{0,40}$",
    re.IGNORECASE,
)
_CARRYING = re.compile(r"\b(?:pregnan\w*|gestation\w*|gravid\w*|expecting|due\sin)\b[^.!?\n]{0,30}$", re.IGNORECASE)
# A baby's weeks; more are how far a pregnancy is.
_MOST_WEEKS = 26
# What ends so is measured or counted, whatever a reader says: "BP 120/", "x ", "score of ".
_MEASURED = re.compile(
    r"(?:[/:x×<>=~.,]|\d\s|\b(?:score|level|grade|stage|type|phase|dose|day|week|no|number|room|bed|bay|zone|ward|page|table|figure|size|child|class)\s(?:of\s)?)$",
    re.I,
)
