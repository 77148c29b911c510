"""What a person probably meant to type: unknown words as near known ones, neighbours that name one thing first."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from curbside.retrieval.lexicon import english_words, lexicon
from curbside.retrieval.nearby import SHORTEST, near_words
from curbside.retrieval.spelling import american
from curbside.retrieval.words import STOP_WORDS

_WORD = re.compile(r"(?<![^\W_])[A-Za-z]+(?![^\W_]|['’]\w)")
_MOST_WORDS = 24
_LONGEST_WORD = 40
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
