"""Is every dose in the reply written with a unit, and is it possible at all?"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, entry, fold, listed
from curbside.clinical.reply_checks.medicines.dose_figures import bare_figures, beyond_all, noughts, other_units
from curbside.clinical.reply_checks.medicines.dose_of_person import find_unfit_doses
from curbside.clinical.reply_checks.medicines.dose_times import too_often, weekly_taken_daily
from curbside.clinical.reply_checks.medicines.dose_words import bounded_drugs, dose_words, drug_names, masses
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.sentences import Sentence

TYPE = "dose_without_unit_or_implausible"
_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,4})?)"
_PER_DAY = re.compile(
    r"^[^.;,\d]{0,30}?\b(?:a day|per day|daily|each day|(?:in|within|over) (?:any |one |a |a single |the |the whole )?"
    r"(?:day|24 hours|24 h)|/day|every day|in total)\b"
)
_TIMES = re.compile(
    r"\b(?P<t>once|twice|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})(?: times)?"
    r" (?:(?:a|per|each|in a|in one) day|in 24 (?:hours|h))\b"
    r"|\b(?P<d>once"
    r"|twice|three times|four times) daily\b"
)
_EVERY = re.compile(
    r"\bevery (?P<h>\d{1,2}|two|three|four|six|eight|twelve)(?:\s?(?:-|–|to)\s?\d{1,2})? ?(?:hours?|hrs?|h)\b"
)
_COUNTS = {
    "once": 1,
    "one": 1,
    "twice": 2,
    "two": 2,
    "three": 3,
    "three times": 3,
    "four": 4,
    "four times": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
# Ten and more tablets in one go: beyond any usual adult instruction in the NHS medicines A-Z.
_MANY_TABLETS = re.compile(
    r"\b(?:take|taking|swallow|give) [1-9]\d{1,2} (?:tablets|pills|capsules)\b(?! (?:over|in "
    r"all|in total|a month))"
)
_LEVEL_REACH = 22
_MOST_TIMES = 8
_MOST_WEIGHED = 6
# Drinks, sips and exercises may be hourly.
_HOURLY = re.compile(
    r"\b(?:given|give|take|taken|repeat(?:ed)?|tablets?|dose)\b[^.;,]{0,30}\b(?:every"
    r"|each)\s+(?:single\s+)?(?:hour|30 minutes|half hour)\b"
)
_BARE_COUNT = re.compile(
    r"\b(?:to|at|of|take|taking|give|use|dose|than|with)\s+(?P<n>\d{1,4}(?:\.\d+)?)\s+(?:once|twice|three\s+times"
    r"|four\s+times|3\s+times|4\s+times)"
    r"(?:\s+(?:a|per)\s+day|\s+daily)\b"
)
_PER_WEIGHT = re.compile(
    r"^\s?(?:per|/|a|for each|for every|times)\s?(?:kg|kilo)"
    r"|^\s(?:for each|for every|each|per|for all|x|times)\s(?:\w+\s){0,3}(?:kg|kilo)"
)


def find_doses(case: ReplyCase) -> Iterator[Problem]:
    """A number beside a medicine without a unit, or an amount beyond the table of largest usual ones."""
    before = False
    asked = _asked_amounts(case)
    for sentence in case.sentences:
        yield from _other_units(case, sentence, asked)
        drugs = list(_drugs().finditer(sentence.text))
        named = bool(drugs or _named().search(sentence.text) or _names_dose(sentence.text))
        near = named or before
        if near:
            yield from _often(case, sentence)
            yield from _bare_counts(case, sentence)
        if drugs or _listed_drugs().search(sentence.text):
            yield from _bare_numbers(case, sentence)
        if drugs:
            yield from _implausible(case, sentence, drugs)
        before = named
        found = [
            *(
                (start, end, "A dose without a unit.")
                for start, end in bare_figures(case, sentence.text, near_medicine=near)
            ),
            *beyond_all(sentence.text, _named()),
            *other_units(case, sentence.text),
            *noughts(case, sentence.text, _named()),
            *(too_often(sentence.text) if near else ()),
            *weekly_taken_daily(sentence.text),
        ]
        for start, end, message in found:
            yield _report(case, sentence, start, end, message)
        for start, end, message in find_unfit_doses(case, sentence.text):
            yield _report(case, sentence, start, end, message)


def _asked_amounts(case: ReplyCase) -> Mapping[str, frozenset[float]]:
    """Each number the question gives with a unit of mass, and how many mg one of those units is."""
    units: dict[str, set[float]] = {}
    for hit in _amount().finditer(case.asked_folded):
        units.setdefault(hit["n"], set()).add(masses()[hit["unit"]])
    # "From 75 to 100 micrograms" gives both.
    for hit in _from_to().finditer(case.asked_folded):
        if hit["from"]:
            units.setdefault(hit["from"], set()).add(masses()[hit["unit"]])
    return {number: frozenset(all_) for number, all_ in units.items()}


def _other_units(case: ReplyCase, sentence: Sentence, asked: Mapping[str, frozenset[float]]) -> Iterator[Problem]:
    """ "From 75 to 88 milligrams" where the question has 75 micrograms: the asker's number with a unit a thousand times
    as large or as small."""
    for hit in _from_to().finditer(sentence.text):
        unit = masses()[hit["unit"]]
        for number in (hit["from"], hit["n"]):
            if number in asked and all(not 1 / 500 < unit / told < 500 for told in asked[number]):
                yield _report(case, sentence, hit.start(), hit.end(), "The question gives this number in another unit.")
                break


def _often(case: ReplyCase, sentence: Sentence) -> Iterator[Problem]:
    """Taken oftener than anything by mouth is: more than eight times a day, or every hour."""
    for hit in _TIMES.finditer(sentence.text):
        # A weighed amount is swallowed less often than drops are given.
        weighed = _weighed().search(sentence.text[: hit.start()]) is not None
        if _count(hit["t"] or hit["d"]) > (_MOST_WEIGHED if weighed else _MOST_TIMES):
            yield _report(case, sentence, hit.start(), hit.end(), "So many times a day are hardly ever meant.")
    for hit in _HOURLY.finditer(sentence.text):
        yield _report(case, sentence, hit.start(), hit.end(), "So many times a day are hardly ever meant.")


def _bare_counts(case: ReplyCase, sentence: Sentence) -> Iterator[Problem]:
    """ "Raise it to 20 twice a day": a number and how often, and no unit."""
    for hit in _BARE_COUNT.finditer(sentence.text):
        yield _report(case, sentence, hit.start("n"), hit.end("n"), "A dose without a unit.")


def _bare_numbers(case: ReplyCase, sentence: Sentence) -> Iterator[Problem]:
    for hit in _MANY_TABLETS.finditer(sentence.text):
        yield _report(case, sentence, hit.start(), hit.end(), "So many tablets at once are hardly ever meant.")
    for pattern in _bare_patterns():
        for hit in pattern.finditer(sentence.text):
            near = sentence.text[max(0, hit.start() - _LEVEL_REACH) : hit.end() + _LEVEL_REACH]
            if _level().search(near):
                continue
            message = "A dose without a unit."
            yield _report(case, sentence, hit.start(), hit.end(), message)


def _implausible(case: ReplyCase, sentence: Sentence, drugs: list[re.Match[str]]) -> Iterator[Problem]:
    limits = entry("drugs")
    for hit in _amount().finditer(sentence.text):
        after = sentence.text[hit.end() :]
        near = sentence.text[max(0, hit.start() - _LEVEL_REACH) : hit.end() + _LEVEL_REACH]
        if _PER_WEIGHT.match(after) or _level().search(near):
            continue
        drug = _drug_of(sentence.text, hit, drugs)
        if drug is None:
            continue
        smallest, single, daily = limits[re.sub(r"\s+", " ", drug[0])]
        amount = float(hit["n"].replace(",", "")) * masses()[hit["unit"]]
        if _is_possible(amount, after, smallest=smallest, single=single, daily=daily):
            continue
        message = (
            f"{hit[0]} of {drug[0]} lies outside what is usually given ({single:g} mg at once, {daily:g} mg a day)."
        )
        yield _report(case, sentence, hit.start(), hit.end(), message)


def _drug_of(sentence: str, amount: re.Match[str], drugs: list[re.Match[str]]) -> re.Match[str] | None:
    """The medicine an amount is of: the nearest one, but none behind a comma or in the next clause ("Tums 500 mg are
    fine; if not, famotidine")."""
    others = [hit for hit in _other_drugs().finditer(sentence) if all(hit.start() != drug.start() for drug in drugs)]
    near = [
        drug
        for drug in (*drugs, *others)
        if drug.end() <= amount.start()
        or not re.search(r"[,;:(]|\bif\b|\bor\b|\band\b", sentence[amount.end() : drug.start()])
    ]
    nearest = min(near, key=lambda d: min(abs(amount.start() - d.end()), abs(d.start() - amount.end())), default=None)
    return None if nearest in others else nearest


# Medicines that the table of largest doses lacks, by the endings of their names (WHO "stem book", from knowledge).
_DRUG_SHAPE = (
    r"[a-z]{2,}(?:azole|cycline|mycin|micin|cillin|oxacin|pril|sartan|statin|olol|dipine|prazole|setron|triptan|gliptin|gliflozin"
    r"|glutide|parin|xaban|mab|tinib|ciclovir|cyclovir|vudine|tidine|zepam|zolam|barbital|sone|solone|onide|terol|tropium|oxetine|pramine"
    r"|triptyline|dronate|fenac|profen|oxicam|coxib|caine|mustine|platin|taxel|rubicin|quine|mide|thiazide|semide|formin|gesterone|gestrel|estradiol|zosin|fibrate|lukast|oxyzine|apine|peridone|setide|sulphate|fumarate)"
)


@cache
def _other_drugs() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){_DRUG_SHAPE}(?![a-z])")


def _is_possible(amount: float, after: str, *, smallest: float, single: float, daily: float) -> bool:
    """`amount` in mg; a twentieth of slack keeps rounding out."""
    times, every = _TIMES.search(after[:60]), _EVERY.search(after[:60])
    if not times and not every and _PER_DAY.match(after[:45]):
        return smallest <= amount <= daily * 1.05
    if not smallest / 2 <= amount <= single * 1.05:
        return False
    per_day = 1.0
    if times:
        per_day = _count(times["t"] or times["d"])
    elif every:
        per_day = 24 / max(1.0, _count(every["h"]))
    return amount * per_day <= daily * 1.5


def _count(word: str) -> float:
    return float(word) if word.isdigit() else float(_COUNTS.get(word, 1))


def _report(case: ReplyCase, sentence: Sentence, start: int, end: int, message: str) -> Problem:
    span = (sentence.start + start, sentence.start + end)
    return problem(case, TYPE, *span, severity=Severity.WARN, message=message)


def _names_dose(folded: str) -> bool:
    return _dose().search(folded) is not None


@cache
def _dose() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{dose_words('said_of_doses')})\b")


@cache
def _weighed() -> re.Pattern[str]:
    return re.compile(rf"\d\s?(?:{dose_words('weighed')}|iu)\b[^.;:]{{0,30}}$")


@cache
def _level() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:level|levels|blood test|score|result|plasma|serum|packs? of|boxes? of|bottles? of|in (?:19|20)\d\d)\b"
        # Of what may be both swallowed and measured, a decimal is a measure: "a calcium of 10.9".
        rf"|\b(?:blood|serum|corrected|measured)\s+(?:{dose_words('measured')})\b"
        r"|\b(?:calcium|potassium|sodium|magnesium|phosphate|folate)\s+(?:was\s+|is\s+|of\s+|at\s+)?\d{1,2}\.\d"
    )


@cache
def _named() -> re.Pattern[str]:
    """Whatever is dosed, by its name or the shape of its name."""
    return re.compile(rf"(?<![a-z])(?:{alternatives((*drug_names(), *listed('dosed_things')))}|{_DRUG_SHAPE})(?![a-z])")


@cache
def _drugs() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternatives(bounded_drugs())})(?![a-z])")


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,]){_NUMBER}\s?-?(?P<unit>{alternatives(masses())})(?![a-z/µ])")


@cache
def _from_to() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.,])(?:(?P<from>\d{{1,5}}(?:\.\d+)?)\s+to\s+)?{_NUMBER}\s?-?(?P<unit>{alternatives(masses())})(?![a-z/µ])"
    )


@cache
def _listed_drugs() -> re.Pattern[str]:
    """Medicines with or without a largest dose in the table: a unit is due to all of them."""
    return re.compile(rf"(?<![a-z])(?:{alternatives(drug_names())})(?![a-z])")


@cache
def _bare_patterns() -> tuple[re.Pattern[str], ...]:
    drug = alternatives(drug_names())
    known = alternatives((*masses(), *(fold(str(unit)) for unit in entry("other_units"))))
    no_unit = rf"(?![\d.,]*\d)(?!\s?-?(?:{known})(?![a-z]))(?!\s*[%/×x-])"
    return (
        # "In" is among the words that stand for a unit, but not before a time of day.
        re.compile(
            rf"(?<![a-z])(?:{drug})\s+(?:\d{{1,5}}\.\d+|\d{{1,5}})(?=\s+(?:in\s+the\s+(?:morning|evening)|at\s+(?:night|bedtime)))"
        ),
        re.compile(
            rf"\b(?:take|taking|give|giving|use|try|start|dose of|up to)\s+(?:about\s+|up "
            rf"to\s+)?(?<![\d.])\d{{1,5}}(?:\.\d+)?{no_unit}\s+(?:of\s+)?(?:{drug})(?![a-z])"
        ),
        re.compile(
            rf"(?<![a-z])(?:{drug})\s+(?:(?:{dose_words('forms')})\s+)?(?:at\s+|of\s+)?(?:\d{{1,5}}\.\d+|\d{{1,5}}){no_unit}(?=\s*(?:$|[.,;)]|once|twice|daily|every"
            rf"|three|four|two|six|eight|up to|in the|each|morning|nightly|tds|bd|qds|od|tid|bid|a day|per|at|"
            rf"before|after|with|if|when|for|as))"
        ),
    )
