"""Which relations does a text name?"""

import re
from functools import cache, lru_cache

from curbside.clinical.demographics.kin import KIN


@lru_cache(maxsize=64)
def kin_words(text: str) -> tuple[str, ...]:
    """The relations a text names, in order."""
    return tuple(match.group().lower() for match in _kin().finditer(text))


def without_kin(text: str) -> str:
    return _my_kin().sub(" ", text)


@cache
def _kin() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, KIN), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b(?!\s+(?:blue|bump|pressure))", re.IGNORECASE)


@cache
def _my_kin() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, KIN), key=len, reverse=True))
    return re.compile(rf"\bmy\s+(?:[\w-]+\s+){{0,4}}?(?:{words})\b", re.IGNORECASE)
