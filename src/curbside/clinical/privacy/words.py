"""Which words are ordinary words or part of a saying and therefore nobody's name."""

from collections.abc import Iterable
from functools import cache

from curbside.knowledge.eponyms import load_eponyms
from curbside.knowledge.names import load_names
from curbside.knowledge.places import load_places


@cache
def _kept() -> frozenset[str]:
    return load_names().common | load_eponyms().words | load_places().countries


def is_common(word: str) -> bool:
    """Whether a word (any case, possessive or not) is ordinary, medical, a brand or a country: no name by itself."""
    bare = word.strip('.,;:!?()"').lower().replace("’", "'")
    return bare in _kept() or bare.removesuffix("'s") in _kept() or not any(map(str.isalpha, bare))


def find_sayings(text: str) -> tuple[tuple[int, int], ...]:
    """Where a dish, a disease or a saying stands that holds a name or a place ("Brussels sprouts")."""
    return tuple(hit.span() for hit in load_eponyms().sayings.finditer(text))


def is_said(start: int, end: int, sayings: Iterable[tuple[int, int]]) -> bool:
    """Whether [start, end) lies inside one of `sayings`."""
    return any(low <= start and end <= high for low, high in sayings)
