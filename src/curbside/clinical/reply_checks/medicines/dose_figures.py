"""Does a figure of a dose lack its unit, or have another one or a nought more than the question gives it?

A figure counts as a dose by what stands beside it (a schedule: "37.5 in the morning"; a medicine: "loratadine 10
helps"; "the 25 you take now") or because the question gives the very figure with a unit. Frames are everyday English,
our own lists; unreviewed.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, entry, listed
from curbside.clinical.reply_checks.medicines.dose_words import bounded_drugs, dose_words, masses
from curbside.clinical.reply_checks.reading import ReplyCase

_N = r"(?<![\d.,/:+×x-])(?<!\d\s)(?P<n>\d{1,4}(?:[.,]\d{1,3})?)(?![\d.,]*\d)"
_BARE = r"(?!\s*[-–/%°+×:]|\s*x\b)"
_SCHEDULE = (
    r"(?:(?:once|twice|three\s+times|four\s+times|[1-6]\s?x|[1-6]\s+times|two\s+times)\s*(?:(?:a|per|each|every)\s*(?:day|night|week)|daily|weekly|nightly)?"
    r"|every\s+(?:\w+\s+)?(?:hours?|day|other\s+day|night|morning|evening|week|second\s+day)|(?:a|per|each)\s+day|daily|nightly|in\s+(?:the|each)\s+(?:morning|evening)"
    r"|(?:at|before)\s+(?:night|bedtime|bed)|after\s+(?:meals?|food|breakfast|supper|dinner)|before\s+(?:meals?|food|breakfast|supper|dinner)|with\s+(?:food|meals?|breakfast)"
    r"|up\s+to\s+(?:(?:three|four|two|[2-6])\s+times|every)|as\s+needed|when\s+needed|tds|bd|qds|od|tid|bid)\b"
)
_SCHEDULED = re.compile(rf"{_N}{_BARE}(?=,?\s+{_SCHEDULE})")
# So clear a schedule that no medicine need be named.
_ALONE = re.compile(
    rf"{_N}{_BARE}(?=,?\s+(?:(?:once|twice|three\s+times|four\s+times|[1-4]\s+times)\s+(?:daily|a\s+day|per\s+day)|every\s+(?:\w+\s+)?hours)\b)"
)
_YOU_TAKE = re.compile(
    rf"\b(?:the|your|his|her|those)\s+{_N}{_BARE}(?=\s+(?:that\s+|which\s+)?(?:you|he|she)\s+(?:now\s+|already\s+|have\s+|has\s+|are\s+|is\s+)?"
    r"(?:take|takes|took|taken|taking|give|gave|given|use|uses|used|swallow\w*|get|gets|got|on|inject\w*)\b)"
)
# A clause that ends in a bare figure: "an alginate after supper, 10."
_LAST = re.compile(rf",\s+{_N}{_BARE}(?=\s*(?:[.;)]|$))")
# Behind the medicine's name, whatever little word follows.
_FOLLOWS = (
    r"(?=\s*(?:[.;,)]|$)|\s+(?:helps?|is|was|are|and|which|that|can|may|might|will|would|should|must|with|from|on|by|instead|plus|then|so|but|only|alone|you|he|she|it"
    r"|once|twice|every|daily|nightly|for|when|if|until|before|after|at|in|rather|again|today|tonight|as|does|did|has|had|works?)\b)"
)
# Times of day, ages, counts and readings are no doses.
_NO_DOSE_BEFORE = re.compile(
    r"\b(?:before|by|until|till|from|past|around|age|aged|grade|stage|page|scale|week|day|number|omega|vitamin\s+b|type|hba1c|covid|at\s+about|between|room|phone|ring|call"
    r"|dial|line|score|spf|factor|fev1|stands?|reads?|was|were|of\s+your\s+age|times|every|at)\s+$"
)
_FEWEST = 5.0
_WHOLE_YEARS = range(1900, 2101)


def bare_figures(case: ReplyCase, sentence: str, *, near_medicine: bool) -> Iterator[tuple[int, int]]:
    """Spans of figures in the folded sentence that are doses without a unit; `near_medicine`: a medicine is named."""
    told = _figures_with_units(case.asked_folded)
    bare_told = {hit["n"] for hit in _bare_asked().finditer(case.asked_folded)}
    for pattern in (_SCHEDULED, _YOU_TAKE, _LAST) if near_medicine else (_ALONE,):
        for hit in pattern.finditer(sentence):
            if _is_dose(sentence, hit) and hit["n"] not in bare_told:
                yield hit.start("n"), hit.end("n")
    for hit in _beside_name().finditer(sentence):
        if _is_dose(sentence, hit) and hit["n"] not in bare_told:
            yield hit.start("n"), hit.end("n")
    # The question's own figure, which has a unit there each time.
    for hit in _own_figure().finditer(sentence):
        if hit["n"] in told and hit["n"] not in bare_told and _is_dose(sentence, hit):
            yield hit.start("n"), hit.end("n")


def other_units(case: ReplyCase, sentence: str) -> Iterator[tuple[int, int, str]]:
    """Figures that the question gives with one unit alone and the folded sentence with one of another kind or size."""
    told = _figures_with_units(case.asked_folded)
    for hit in _with_unit().finditer(sentence):
        units, unit = told.get(hit["n"], frozenset()), _kind(hit["unit"])
        if (
            units
            and unit not in units
            and float(hit["n"].replace(",", ".")) >= _FEWEST
            and "volume" not in {unit, *units}
        ):
            yield hit.start(), hit.end(), "The question gives this number in another unit."


def noughts(case: ReplyCase, sentence: str, medicines: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """The tenfold or a tenth of a figure of the question with the same unit, of no other medicine; not led there."""
    told = _figures_with_units(case.asked_folded)
    for hit in _with_unit().finditer(sentence) if told and not _led().search(sentence) else ():
        n, unit = float(hit["n"].replace(",", ".")), _kind(hit["unit"])
        same = [float(one.replace(",", ".")) for one, units in told.items() if unit in units]
        if n <= 0 or any(abs(n - one) < 0.6 * one for one in same):
            continue
        # A medicine of the reply's own may be given in any amount.
        others = [drug[0] for drug in medicines.finditer(sentence) if drug[0] not in case.asked_folded]
        if others or not any(_is_shifted(n, one) for one in same):
            continue
        if _OWN_BEFORE.search(sentence[: hit.start()]) or medicines.search(sentence):
            yield hit.start(), hit.end(), "The question gives this amount with another number of noughts."


_PER_KILO = r"\s?(?:per|/|for\s+each|for\s+every|a)\s?(?:kg|kilo)"


def beyond_all(sentence: str, medicines: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Amounts no table of single doses is needed for: grams of a medicine, mg per kg, spoonfuls of syrup, litres."""
    limits = entry("most_mg_per_kilogram")
    for hit in _per_kilo().finditer(sentence):
        mg = float(hit["n"].replace(",", ".")) * masses()[hit["unit"]]
        if mg > float(limits[hit["name"]]):
            yield hit.start(), hit.end(), f"{hit['n']} {hit['unit']} for each kg of {hit['name']} is too much."
    for name in medicines.finditer(sentence):
        grams = _GRAMS.match(sentence, name.end())
        most = float(entry("most_grams").get(name[0], _MOST_GRAMS))
        if grams is not None and float(grams["n"].replace(",", ".")) > most:
            yield name.start(), grams.end(), f"Hardly anybody takes {grams['n']} g of this at a time."
    if _SYRUP.search(sentence) and not _NO_SYRUP.search(sentence):
        for hit in _MILLILITRES.finditer(sentence):
            if float(hit["n"]) >= _MOST_MILLILITRES:
                yield hit.start(), hit.end(), "So many ml of a syrup are hardly ever meant."
    for hit in _LITRES.finditer(sentence):
        if float(hit["n"].replace(",", ".")) > _MOST_LITRES:
            yield hit.start(), hit.end(), "Nobody should drink so many litres a day."


# Beyond these nobody is told to go; from knowledge, unreviewed. Bowel preparations and feeds are left out.
_MOST_GRAMS, _MOST_MILLILITRES, _MOST_LITRES = 6.0, 50.0, 6.0
_GRAMS = re.compile(
    r"\s+(?:(?:at|of|to|below|under|up|about|tablets?|inhaler|cream\s+at)\s+){0,3}(?P<n>\d{1,4}(?:[.,]\d+)?)\s?(?:g|grams?)(?![a-z/µ])(?!\s+(?:tube|pot|jar|bottle|of\s+cream))"
)
_SYRUP = re.compile(r"\b(?:syrup|suspension|linctus|elixir|oral\s+drops|alginate|antacid)\b")
_NO_SYRUP = re.compile(r"\b(?:bottles?|rehydration|ors|water|lactulose|bowel|prep\w*)\b")
_MILLILITRES = re.compile(
    r"(?<![\d.,/])(?P<n>\d{2,4})\s?(?:ml|millilit(?:re|er)s?)\b(?!\s+(?:bottle|of\s+(?:water|fluid)))"
)
_LITRES = re.compile(
    r"(?<![\d.,/])(?P<n>\d{1,3}(?:[.,]\d+)?)\s?(?:l|litres?|liters?)\s+(?:of\s+\w+\s+)?(?:a|per|each|every)\s+day\b"
)


@cache
def _per_kilo() -> re.Pattern[str]:
    name = alternatives(str(one) for one in entry("most_mg_per_kilogram"))
    return re.compile(
        rf"(?<![a-z])(?P<name>{name})(?![a-z])\s+(?:[a-z]+\s+){{0,3}}{_N}\s?-?(?P<unit>{alternatives(masses())}){_PER_KILO}"
    )


_OWN_BEFORE = re.compile(r"\b(?:the|your|his|her|you|he|she|whether|those|these)\s+(?:\w+\s+){0,2}$")


def _is_shifted(n: float, one: float) -> bool:
    return one > 0 and any(abs(n / one - ratio) < 0.01 * ratio for ratio in (0.01, 0.1, 10.0, 100.0))


def _is_dose(sentence: str, hit: re.Match[str]) -> bool:
    n = float(hit["n"].replace(",", "."))
    if (n < _FEWEST and n == int(n)) or n in _WHOLE_YEARS or _NO_DOSE_BEFORE.search(sentence[: hit.start("n")]):
        return False
    if _EXERCISE.search(sentence):
        return False
    before = _EDGES.split(sentence[max(0, hit.start("n") - 40) : hit.start("n")])[-1]
    after = _EDGES.split(sentence[hit.end("n") : hit.end("n") + 25])[0]
    return not _reading().search(f"{before} {after}")


_EXERCISE = re.compile(r"\b(?:steps|repetitions?|squats|lifts|stretches|breaths|squeezes|press-ups|holds)\b")
_EDGES = re.compile(r"[,;:()]\s?")


def _figures_with_units(folded: str) -> Mapping[str, frozenset[str]]:
    """Each figure of the text with a unit of a dose → the kinds of its units ("mg", "mcg", "g", "units", "volume")."""
    found: dict[str, set[str]] = {}
    for hit in _with_unit().finditer(folded):
        found.setdefault(hit["n"], set()).add(_kind(hit["unit"]))
    return {n: frozenset(kinds) for n, kinds in found.items()}


def _kind(unit: str) -> str:
    if unit in listed("dose_words.counted"):
        return "units"
    if unit.startswith(("ml", "millilit")):
        return "volume"
    return {1.0: "mg", 1000.0: "g"}.get(float(masses()[unit]), "mcg")


@cache
def _reading() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:pressure|pulse|sugars?|glucose|readings?|temperature|peak\s+flow|level|levels|values?|inr|ferritin|hb|haemoglobin|hemoglobin|tsh|egfr|creatinine"
        rf"|cholesterol|saturation|oxygen|beats?|(?:blood|serum|corrected)\s+(?:{dose_words('measured')})"
        r"|(?:potassium|sodium|phosphate)\s+of)\b"
    )


@cache
def _led() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:increas\w+|halv\w+|doubl\w+|{dose_words('led')}|total|altogether|more\s+than|at\s+most|maximum)\b"
    )


@cache
def _with_unit() -> re.Pattern[str]:
    unit = alternatives((*masses(), *listed("dose_words.counted"), "ml", "millilitres", "milliliters"))
    return re.compile(rf"{_N}\s?-?(?P<unit>{unit})(?![a-zµ])(?!\s?/\s?\d*\s?(?:ml|l|dl)\b)")


@cache
def _bare_asked() -> re.Pattern[str]:
    """Figures of the question right behind a medicine without a unit: the asker leaves it out as well."""
    names = alternatives((*bounded_drugs(), *listed("prescribed_drugs"), *listed("dosed_things")))
    unit = alternatives((*masses(), *listed("dose_words.counted"), "ml"))
    return re.compile(rf"(?<![a-z])(?:{names})\s+(?:\w+\s+)?\(?{_N}(?!\s?-?(?:{unit})(?![a-z]))")


@cache
def _own_figure() -> re.Pattern[str]:
    return re.compile(rf"{_N}{_BARE}{_FOLLOWS}(?!\s+(?:and|to|or)\s+\d)")


@cache
def _beside_name() -> re.Pattern[str]:
    names = alternatives((*bounded_drugs(), *listed("dosed_things")))
    form = rf"(?:\s+(?:{dose_words('forms')}|at|of|below|under|up\s+to))?"
    return re.compile(rf"(?<![a-z])(?:{names}){form}\s+{_N}{_BARE}{_FOLLOWS}(?!\s+(?:and|to|or)\s+\d)")
