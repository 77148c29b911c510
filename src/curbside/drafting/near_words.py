"""Which plain words does a point call for in other words: deeds, tests and warning signs named by words that stand near
each other ("sleep with a pillow between the knees")?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from curbside.clinical.context import folded
from curbside.drafting.mentions import is_ruled_out
from curbside.drafting.points import Point
from curbside.drafting.terms import SAME, WordAt, words_at
from curbside.drafting.worded import fits_case
from curbside.knowledge.plain_words import PlainWord, plain_words

# The words of one name stand within this many words of each other, two of them or a "not" nearer; set by hand on the
# tuning replies.
_REACH, _NEAR_REACH, _FEW = 7, 4, 2
# Places of one word looked at in a sentence: more say the same again.
_MOST_PLACES = 6
# "With a blood, urine and stool test" tells a test, no sign.
_TESTS = frozenset({"test", "scan", "sampl", "cultur", "examin"})
_NOT = "not"
_NOTS = frozenset(
    {"no", "not", "cannot", "can't", "without", "never", "unable", "don't", "nothing", "doesn't", "won't"}
)
# Characters on each side of a sign in which a test turns it into one.
_BESIDE = 8
# A warning that says that there is no need for something gives no sign of danger.
_NO_NEED = re.compile(r"\b(?:no need|not necessary|not needed|need not|do not need|don't need)\b")


@dataclass(frozen=True, slots=True)
class _Name:
    words: frozenset[str]
    word: PlainWord


def near_words(point: Point, case: frozenset[str]) -> Iterator[tuple[PlainWord, frozenset[str]]]:
    """(plain word, the stems that name it) for each plain word whose name's words stand near each other in the point,
    outside a denial of theirs. `case`: all stems of question and reply."""
    low = folded(point.text)
    for word, stems, start, end, negated in _hits(point.text, _names()):
        if fits_case(word, case) and (negated or not is_ruled_out(low, start, end)):
            yield word, stems


def signs_named(point: Point, case: frozenset[str]) -> Iterator[tuple[PlainWord, frozenset[str]]]:
    """The same for the warning signs in a warning of the doctor's, where a "not" belongs to a sign of the list more
    often than to the warning."""
    if _NO_NEED.search(folded(point.text)):
        return
    words = words_at(point.text)
    for word, stems, start, end, _ in _hits(point.text, _signs()):
        beside = {one.stem for one in words if start - _BESIDE <= one.start and one.end <= end + _BESIDE}
        if fits_case(word, case) and not beside & _TESTS:
            yield word, stems


def _hits(
    text: str, names: Mapping[str, tuple[_Name, ...]]
) -> Iterator[tuple[PlainWord, frozenset[str], int, int, bool]]:
    """(word, its stems as the text has them, first and last character, is a "not" part of the name?), each word once,
    by the name with most words."""
    words = words_at(text)
    said = [_meaning(word) for word in words]
    places: dict[str, list[int]] = {}
    for at, meaning in enumerate(said):
        if len(found := places.setdefault(meaning, [])) < _MOST_PLACES:
            found.append(at)
    best: dict[str, tuple[int, _Name, list[int]]] = {}
    for meaning, found in places.items():
        for name in names.get(meaning, ()):
            if not name.words <= places.keys():
                continue
            held = best.get(name.word.name)
            if held is not None and held[0] >= len(name.words):
                continue
            for at in found:
                if span := _around(at, name.words, places):
                    best[name.word.name] = (len(name.words), name, span)
                    break
    for _, name, span in best.values():
        stems = frozenset(words[at].stem for at in span)
        yield name.word, stems, words[min(span)].start, words[max(span)].end, _NOT in name.words


def _meaning(word: WordAt) -> str:
    """One word for all that mean the same; every "not" is one."""
    return _NOT if word.text in _NOTS else SAME.get(word.stem, word.stem)


def _around(at: int, wanted: frozenset[str], places: Mapping[str, list[int]]) -> list[int]:
    """Places of all the words wanted, each the nearest to `at`; empty when one is out of reach."""
    span = []
    for meaning in wanted:
        nearest = min(places[meaning], key=lambda place: abs(place - at))
        if meaning == _NOT and abs(nearest - at) > _NEAR_REACH:
            return []
        span.append(nearest)
    return span if max(span) - min(span) <= (_REACH if len(wanted) > _FEW else _NEAR_REACH) else []


@cache
def _names() -> Mapping[str, tuple[_Name, ...]]:
    return _by_key([word for word in plain_words() if word.kind != "sign"])


@cache
def _signs() -> Mapping[str, tuple[_Name, ...]]:
    return _by_key([word for word in plain_words() if word.kind == "sign"])


def _by_key(words: list[PlainWord]) -> dict[str, tuple[_Name, ...]]:
    """Names by their longest word, which is mostly their rarest."""
    found: dict[str, list[_Name]] = {}
    for word in words:
        for name in word.near:
            parts = frozenset(map(_meaning, words_at(name)))
            found.setdefault(max(sorted(parts - {_NOT}), key=len), []).append(_Name(parts, word))
    return {key: tuple(names) for key, names in found.items()}
