"""Which capitalised words are ordinary words and therefore nobody's name."""

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
