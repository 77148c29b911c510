"""Which words stand beside a dose: its units, forms and the medicines dosed (knowledge/reply_checks_drugs.yaml)."""

from collections.abc import Mapping
from functools import cache

from curbside.clinical.reply_checks.lexicon import entry, fold, listed

_SHORTEST_NAME = 5


@cache
def dose_words(row: str) -> str:
    """The inside of a pattern group: the words of a row of `dose_words`, for folded text."""
    return "|".join(entry("dose_words")[row])


@cache
def masses() -> Mapping[str, float]:
    """Each folded unit of mass → how many mg one of it is."""
    return {fold(str(unit)): float(value) for unit, value in entry("units").items()}


@cache
def bounded_drugs() -> tuple[str, ...]:
    """Names of the medicines with a largest usual dose."""
    return tuple(str(name) for name in entry("drugs"))


@cache
def drug_names() -> tuple[str, ...]:
    """Medicines with or without a largest dose in the table; of these no short name and none of several words."""
    others = (name for name in listed("prescribed_drugs") if len(name) >= _SHORTEST_NAME and " " not in name)
    return (*bounded_drugs(), *others)
