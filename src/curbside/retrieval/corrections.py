"""What a person probably meant to type: unknown words as near known ones, neighbours that name one thing first."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from curbside.knowledge.topics import forget_with_topics
from curbside.retrieval.lexicon import english_words, lexicon
from curbside.retrieval.nearby import SHORTEST, near_words
from curbside.retrieval.spelling import american
from curbside.retrieval.words import STOP_WORDS

_WORD = re.compile(r"(?<![^\W_])[A-Za-z]+(?![^\W_]|['’]\w)")
_MOST_WORDS = 24
# The same, also with a dose right behind it ("carvedilol25").
_WORD_BEFORE_FIGURES = re.compile(r"(?<![^\W_])[A-Za-z]+(?![^\W\d_]|['’]\w)")
_LONGEST_WORD = 40
_SHORTEST_PLAIN, _LETTERS_FOR_ONE_WRONG = 6, 5
_MOST_UNKNOWN = 6
# Two neighbours that name one thing outweigh one wrong letter: "hart atack" is a heart attack, not a hard one.
_PAIR = 1.5
# A common English word gives way only to a near neighbour, and only through such a pair.
_ENGLISH_COST = 1.0

Option = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the index has: whether it holds a word, and its words near a misspelt one."""

    holds: Callable[[str], bool]
    near: Callable[[str], Iterable[str]]


NOTHING_INDEXED = Known(lambda word: False, lambda word: ())


def put_right(text: str, holds: Callable[[str], bool]) -> str:
    """`text` with plainly misspelt words as the shipped words have them, all else unchanged; `holds`: the index has it.

    For whole questions, where nobody is told what was corrected: at most one letter in five is wrong, one word is the
    nearest, and the word written is neither common English nor held by the index.
    """

    def meant(match: re.Match[str]) -> str:
        word = match.group().lower()
        better = _plainly_meant(word)
        return match.group() if better is None or holds(word) else better

    return _WORD_BEFORE_FIGURES.sub(meant, text)


@lru_cache(maxsize=20_000)
def _plainly_meant(word: str) -> str | None:
    if not _SHORTEST_PLAIN <= len(word) <= _LONGEST_WORD or _is_sure(word, NOTHING_INDEXED) or word in english_words():
        return None
    wrong = len(word) // _LETTERS_FOR_ONE_WRONG
    near = process.extract(word, lexicon().words, scorer=OSA.distance, score_cutoff=wrong, limit=None)
    nearest = sorted(str(found) for found, distance, _ in near if distance == near[0][1])
    return nearest[0] if nearest and all(found in (nearest[0], f"{nearest[0]}s") for found in nearest) else None


forget_with_topics(_plainly_meant.cache_clear)


def corrected(text: str, known: Known = NOTHING_INDEXED) -> str | None:
    """`text` with its misspelt words put right, all else unchanged; None when there is nothing to put right."""
    spans = [match for match in _WORD.finditer(text) if len(match.group()) <= _LONGEST_WORD][:_MOST_WORDS]
    typed = [match.group().lower() for match in spans]
    left = [_MOST_UNKNOWN]
    best = _likeliest([_options(word, known, left) for word in typed])
    if best == typed:
        return None
    parts, end = [], 0
    for match, old, new in zip(spans, typed, best, strict=True):
        parts += [text[end : match.start()], match.group() if old == new else new]
        end = match.end()
    return "".join(parts) + text[end:]


def _options(word: str, known: Known, left: list[int]) -> list[Option]:
    """What `word` may stand for. `left[0]` counts down the words that may still be looked up, to bound the cost."""
    if len(word) < SHORTEST or _is_sure(word, known) or left[0] <= 0:
        return [(0.0, word)]
    left[0] -= 1
    ours = lexicon().words
    near = near_words(word, ours | set(known.near(word)))
    if word in english_words():
        return [(0.0, word), *(option for option in near if option[0] <= _ENGLISH_COST)]
    # Of words equally near, one that names something medical comes first.
    return sorted(near, key=lambda option: (option[0], option[1] not in ours)) or [(0.0, word)]


def _is_sure(word: str, known: Known) -> bool:
    ours = lexicon().words
    return word in ours or american(word) in ours or word in STOP_WORDS or known.holds(word)


def _likeliest(options: Sequence[Sequence[Option]]) -> list[str]:
    """The cheapest way through the words (Viterbi 1967): costs of the words, less 1.5 for each known pair."""
    pairs = lexicon().pairs
    ways: list[tuple[float, list[str]]] = [(0.0, [])]
    for choices in options:
        ways = [
            min(
                (
                    (cost + way[0] - _PAIR * bool(way[1] and (way[1][-1], word) in pairs), [*way[1], word])
                    for way in ways
                ),
                key=lambda pair: pair[0],
            )
            for cost, word in choices
        ]
    return min(ways, key=lambda pair: pair[0])[1]
