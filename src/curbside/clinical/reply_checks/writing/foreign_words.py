"""Which everyday words of other languages are there, and in how many pieces of one language do they stand?"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from curbside.clinical.reply_checks.lexicon import entry

# Letters that Unicode does not take apart.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def without_accents(word: str) -> str:
    """ "cabeça" as "cabeca": who writes in a hurry leaves accents out."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(char for char in apart if not unicodedata.combining(char))


@cache
def languages() -> Mapping[str, frozenset[str]]:
    """The listed everyday words of each language, in lower case as written and without accents."""
    found = {}
    for language, words in entry("foreign_words").items():
        listed = str(words).lower().split()
        found[str(language)] = frozenset(listed) | frozenset(map(without_accents, listed))
    return found


@cache
def _languages_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, words in languages().items():
        for word in words:
            found.setdefault(word, []).append(language)
    return {word: tuple(among) for word, among in found.items()}


def best_language(words: Iterable[str]) -> frozenset[str]:
    """Of words in lower case, those that the one language lists which lists most of them."""
    by_language: dict[str, set[str]] = {}
    for word in words:
        for language in _languages_of().get(without_accents(word), ()):
            by_language.setdefault(language, set()).add(word)
    return frozenset(max(by_language.values(), key=len, default=()))


@cache
def borrowed() -> frozenset[str]:
    """Words of other languages that letters in English hold."""
    return frozenset(str(entry("borrowed_words")).lower().split())


@cache
def english_too() -> frozenset[str]:
    """Listed words that English has as well, as a word, a name or a letter alone."""
    return frozenset(str(entry("english_too")).lower().split())
