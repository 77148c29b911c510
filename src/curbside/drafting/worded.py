"""Which plain words does a point of the reply call for: the tests, medicines and illnesses it names as being so?"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from curbside.clinical.context import folded
from curbside.drafting.mentions import is_ruled_out
from curbside.drafting.points import Point
from curbside.drafting.terms import stems, words_at
from curbside.knowledge.plain_words import PlainWord, plain_words
from curbside.retrieval.spelling import american

_PLURAL = re.compile(r"[^aius]{2}s$|[^su][aeo]s$")


def named_words(point: Point, case: frozenset[str]) -> Iterator[tuple[PlainWord, frozenset[str]]]:
    """(plain word, the stems that name it) for each plain word standing in the point outside a denial.

    `case`: all stems of question and reply; a word that holds only in other cases is left out. Of two names over the
    same words the longer counts.
    """
    taken: set[int] = set()
    given: set[str] = set()
    low = folded(point.text)
    words = words_at(point.text)
    plain = [_plain(word.text) for word in words]
    for size in range(_longest(), 0, -1):
        for at in range(len(words) - size + 1):
            word = _by_name().get(tuple(plain[at : at + size]))
            if word is None or taken & set(range(at, at + size)):
                continue
            taken |= set(range(at, at + size))
            if word.name in given:
                continue
            if fits_case(word, case) and not is_ruled_out(low, words[at].start, words[at + size - 1].end):
                given.add(word.name)
                yield word, frozenset(one.stem for one in words[at : at + size])


def fits_case(word: PlainWord, case: frozenset[str]) -> bool:
    """Does the word hold in a case of these stems?"""
    wanted = {stem for name in word.when for stem in stems(name)}
    barred = {stem for name in word.unless for stem in stems(name)}
    return (not wanted or bool(wanted & case)) and not barred & case


@cache
def _by_name() -> Mapping[tuple[str, ...], PlainWord]:
    return {
        tuple(_plain(one.text) for one in words_at(name)): word
        for word in plain_words()
        if word.kind != "sign"
        for name in word.names
    }


def _plain(word: str) -> str:
    """In American spelling and the singular; a stem would take thyroiditis for thyroid."""
    word = american(word.removesuffix("'s"))
    return word[:-1] if _PLURAL.search(word) else word


@cache
def _longest() -> int:
    return max(len(name) for name in _by_name())
