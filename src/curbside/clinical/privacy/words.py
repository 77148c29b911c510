"""Which words are ordinary words or part of a saying and therefore nobody's name."""

import re
from collections.abc import Iterable
from functools import cache

from curbside.knowledge.eponyms import load_eponyms
from curbside.knowledge.names import load_names
from curbside.knowledge.places import load_places

# Somebody may be called like a singer: whoever is presented by that name is hidden.
_PRESENTED = re.compile(
    r"\b(?:(?:my|his|her|their|full|first|same|patient['’]?s?)\sname\b[^.!?\n]{0,30}|(?:name|patient|called|named|regards|sincerely|dear)[:,]?\s)$",
    re.IGNORECASE,
)
_PRESENTED_REACH = 50


@cache
def _kept() -> frozenset[str]:
    return load_names().common | load_eponyms().words | load_places().countries


def is_common(word: str) -> bool:
    """Whether a word (any case, possessive or not) is ordinary, medical, a brand or a country: no name by itself."""
    bare = word.strip('.,;:!?()"').lower().replace("’", "'")
    return bare in _kept() or bare.removesuffix("'s") in _kept() or not any(map(str.isalpha, bare))


def is_eponym_phrase(text: str, start: int) -> bool:
    """Whether a score, sign or classification with a name in it stands at `start` ("Seattle protocol")."""
    return load_eponyms().is_phrase(text, start)


def find_sayings(text: str) -> tuple[tuple[int, int], ...]:
    """Where a dish, a disease or a saying stands that holds a name or a place ("Brussels sprouts")."""
    hits = load_eponyms().find_sayings(text)
    return tuple(
        hit.span() for hit in hits if not _PRESENTED.search(text, max(0, hit.start() - _PRESENTED_REACH), hit.start())
    )


def is_said(start: int, end: int, sayings: Iterable[tuple[int, int]]) -> bool:
    """Whether [start, end) lies inside one of `sayings`."""
    return any(low <= start and end <= high for low, high in sayings)
