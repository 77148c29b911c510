"""Does a dose fit the child's weight, and the dose that the question itself gives of the same medicine?"""

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache

from curbside.clinical.reply_checks.contents import contents
from curbside.clinical.reply_checks.lexicon import alternatives, entry, listed
from curbside.clinical.reply_checks.medicines.dose_words import dose_words
from curbside.clinical.reply_checks.reading import ReplyCase

_WEIGHT = re.compile(r"(?<![\d.])(?P<kg>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:kg|kilos?|kilograms?)\b")
_NO_WEIGHT = re.compile(r"\b(?:gained|lost|gain|lose|from|at\s+birth|born)\W+(?:\w+\W+){0,3}$")
_ADULT_YEARS, _ADULT_KILOGRAMS = 12.0, 40.0
_NO_NAME = frozenset(
    {"tablet", "tablets", "capsule", "capsules", "syrup", "drops", "daily", "times", "weight", "about", "given", "dose"}
)
_SHORTEST_NAME = 5
_MILLIGRAMS = {"mc": 0.001, "mg": 1.0, "µg": 0.001, "g": 1000.0, "gr": 1000.0}
# Nothing that is prescribed by name is taken in such lumps; from the British National Formulary's usual ranges (from
# knowledge, not opened), unreviewed.
_MOST_GRAMS = 5.0
_GRAMS = re.compile(r"^\s+(?:\w+\s+){0,2}?(?P<n>\d{1,3}(?:[.,]\d+)?)\s?(?:g|grams?)(?![a-z/])")
_NEAR = 0.02


def find_unfit_doses(case: ReplyCase, text: str) -> Iterator[tuple[int, int, str]]:
    """Spans of a folded sentence with a dose beyond a child's weight or ten, a hundred or a thousand times off."""
    yield from _beyond_weight(case, text)
    yield from _shifted(case, text)
    for piece in _PIECE_OF_GRAMS.finditer(text):
        if _number(piece["n"]) > 1:
            yield piece.start(), piece.end(), f"Hardly any medicine is given {piece['n']} g at a time."
    for drug in _named().finditer(text):
        hit = _GRAMS.match(text[drug.end() :])
        if hit is not None and _number(hit["n"]) >= _MOST_GRAMS:
            yield drug.start(), drug.end() + hit.end(), f"Hardly any medicine is given {hit['n']} g at a time."


# "Two sprays of 50 grams": a piece that holds so much was to be milli- or micrograms.
_PIECE_OF_GRAMS = re.compile(
    r"\b(?:sprays?|puffs?|tablets?|capsules?|pills?|drops?|inhalations?)\s+(?:of\s+)?(?:\w+\s+)?(?P<n>\d{1,4}(?:[.,]\d+)?)\s?(?:g|grams?)(?![a-z/])"
)


def kilograms(case: ReplyCase) -> float | None:
    """The child's weight in kg as the question gives it, else the most a child of that age weighs; None of adults."""
    years = case.age_years
    if case.subject != "child" and (years is None or years >= _ADULT_YEARS):
        return None
    said = [
        float(hit["kg"].replace(",", "."))
        for hit in _WEIGHT.finditer(case.asked_folded)
        if not _NO_WEIGHT.search(case.asked_folded[: hit.start()])
    ]
    if said:
        return said[0] if said[0] < _ADULT_KILOGRAMS else None
    if years is None or years >= _ADULT_YEARS:
        return None
    # Twice the age and eight is a child's usual weight (Advanced Paediatric Life Support); half as much again is much.
    return 1.5 * (years * 2 + 8) if years >= 1 else 12.0


def _beyond_weight(case: ReplyCase, text: str) -> Iterator[tuple[int, int, str]]:
    hits = list(_per_weight().finditer(text))
    weight = kilograms(case) if hits else None
    if weight is None:
        return
    for hit in hits:
        most = _most()[hit["name"]] * weight
        amount = _number(hit["n"]) * _milligrams(hit["unit"])
        if amount > most:
            yield hit.start(), hit.end(), f"{hit['n']} {hit['unit']} is much for some {weight:.0f} kg."


def _shifted(case: ReplyCase, text: str) -> Iterator[tuple[int, int, str]]:
    asked = _asked_doses(case)
    for hit in _dosed().finditer(text) if asked and not _led().search(text) else ():
        amount = _number(hit["n"]) * _milligrams(hit["unit"] or "")
        for name in _names(hit["names"]) if hit["unit"] and amount > 0 else ():
            told = asked.get(name, ())
            # Asked without a unit, the same number is the same dose in whichever.
            if any(math.isclose(one, same, rel_tol=0.5) for one in told for same in (amount, _number(hit["n"]))):
                continue
            if any(_is_power_of_ten(amount / one) for one in told if one > 0):
                start = hit.start() + hit["names"].find(name)
                yield start, hit.end(), f"The question gives {name} in another amount."
                break


def _asked_doses(case: ReplyCase) -> Mapping[str, tuple[float, ...]]:
    found: dict[str, tuple[float, ...]] = {}
    for hit in _dosed().finditer(case.asked_folded):
        amount = _number(hit["n"]) * _milligrams(hit["unit"] or "")
        for name in _names(hit["names"]):
            found[name] = (*found.get(name, ()), amount)
    return found


def _names(said: str) -> tuple[str, ...]:
    return tuple(word for word in contents(said) if len(word) >= _SHORTEST_NAME and word not in _NO_NAME)


def _is_power_of_ten(ratio: float) -> bool:
    power = math.log10(ratio)
    return round(power) != 0 and abs(power - round(power)) < _NEAR


def _number(said: str) -> float:
    return float(said.replace(",", "."))


def _milligrams(unit: str) -> float:
    return 0.001 if unit.startswith("micro") else _MILLIGRAMS.get(unit[:2], 1.0)


@cache
def _unit() -> str:
    return rf"(?:{dose_words('weighed')}|µg)"


@cache
def _dosed() -> re.Pattern[str]:
    """A dose with the three words before it, the medicine among them."""
    return re.compile(
        rf"(?P<names>(?:[a-z-]+\s+){{1,3}})(?P<n>\d{{1,5}}(?:[.,]\d+)?)\s?-?(?P<unit>{_unit()})?(?![\d.,]*\d|[%/a-zµ])"
    )


@cache
def _led() -> re.Pattern[str]:
    return re.compile(rf"\b(?:increase\w*|halve\w*|double\w*|{dose_words('led')}|low(?:est)?)\b")


@cache
def _most() -> Mapping[str, float]:
    return {str(name): float(most) for name, most in entry("most_mg_per_kilogram").items()}


@cache
def _per_weight() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<name>{alternatives(_most())})\s+(?:\w+\s+){{0,3}}?(?P<n>\d{{1,5}}(?:[.,]\d+)?)\s?-?(?P<unit>{_unit()})(?![a-z/])(?!\s*(?:per|/|a)\s?(?:kg|kilo|5))"
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![a-z])(?:{alternatives(name for name in listed('prescribed_drugs') if len(name) > 4)})(?![a-z])"
    )
