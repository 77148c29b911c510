"""Which words a search is for in the end, what they find, and what may be shown beside it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from curbside.retrieval.corrections import Known, corrected
from curbside.retrieval.denials import Denials
from curbside.retrieval.encoder import Recipe
from curbside.retrieval.fusion import HASH_FLOOR, Scored
from curbside.retrieval.synonyms import synonyms

# With fewer hits than this the correction is tried and neighbours in meaning are added.
LITTLE = 3
MOST_RELATED = 5
# Shares of words and meaning on the search page: a person who types words wants those words.
_WORDS_SHARE = 0.7
# A page that mentions the thing only to deny it is about something else; the best this many are read.
_READ_FOR_DENIALS = 10
# Without the words a document must be this close in meaning (0.95 of a cosine). Measured with the shipped encoder, 20
# single words against 12 made-up questions: the right one 0.31 to 0.59, words of other subjects at most 0.15, a wrong
# complaint at most 0.40.
_MEANING_ONLY = 0.38


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Row → BM25 of what has the words `searched`; `suggestion` as in Found."""

    searched: str
    bm25: Mapping[int, float]
    suggestion: str

    @property
    def is_little(self) -> bool:
        return len(self.bm25) < LITTLE


def look_up(words: str, known: Known, having: Callable[[str, bool], Mapping[int, float]], *, exact: bool) -> LookedUp:
    """By the words typed; by their correction when they find little and it finds more, unless `exact`.

    `having` gives row → score of what has the words; its second argument says whether a word may be a typo.
    """
    better = corrected(words, known)
    # Where a correction is known, guessing at the index's stems as well would only add noise.
    typed = having(words, not exact and better is None)
    if better is None or exact or len(typed) >= LITTLE:
        return LookedUp(words, typed, better or "")
    meant = having(better, False)
    if len(meant) > len(typed):
        return LookedUp(better, meant, "")
    return LookedUp(words, typed, better)


def by_words_first(words: str, scored: Iterable[Scored], bm25: Mapping[int, float]) -> list[Scored]:
    """Those that have the words: word evidence first, meaning as support, mere denials ("no fever") behind."""
    best = max(bm25.values(), default=0.0) or 1.0
    kept = sorted(
        (
            (_WORDS_SHARE * bm25[stored.row] / best + (1 - _WORDS_SHARE) * meaning, stored)
            for meaning, stored in scored
            if stored.row in bm25
        ),
        key=_best_first,
    )
    denials = Denials(words, synonyms())
    first, rest = kept[:_READ_FOR_DENIALS], kept[_READ_FOR_DENIALS:]
    # Sorting is stable: within each half the best stay first.
    return sorted(first, key=lambda pair: denials.denies(pair[1].document)) + rest


def _best_first(pair: Scored) -> tuple[float, str]:
    return -pair[0], pair[1].document.id


def related(scored: Iterable[Scored], bm25: Mapping[int, float], recipe: Recipe) -> list[Scored]:
    """Those near in meaning without the words, the nearest first; none below the encoder's floor."""
    floor = HASH_FLOOR if recipe.name == "hash" else _MEANING_ONLY
    return [(meaning, stored) for meaning, stored in scored if stored.row not in bm25 and meaning >= floor]
