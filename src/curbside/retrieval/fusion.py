"""How vector and word evidence become one score, which hits are too far to show, and which say the same twice."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from curbside.retrieval.encoder import Recipe, Vectors
from curbside.retrieval.pair_features import apart
from curbside.retrieval.sameness import likeness
from curbside.retrieval.store import StoredDocument
from curbside.retrieval.words import content_words, tokens

# Measured on doctors' paraphrases: equal rank fusion finds fewer than the vectors alone, a small lexical share a few
# more (docs/decisions/0003-retrieval.md).
DENSE_SHARE = 0.95
# Chosen in docs/decisions/0003-retrieval.md: keeps 95 % of doctors' paraphrases.
FLOOR = 0.58
# Hashed words of unlike texts are nearly at right angles, so half of a meaning floor is already close.
HASH_FLOOR = 0.30
# Two texts sharing this part of their words are one text to a reader (Jaccard index, Broder 1997).
TWIN_OVERLAP = 0.9

# The second stage reads this many of the best. Its log-odds count little beside the score, for they tell sameness
# better than nearness but rank worse alone (docs/decisions/0003-retrieval.md).
_DECIDED = 5
_LIKENESS_SHARE = 0.02
_SUREST = 0.98
# A question of four telling words is near to all that is asked about its subject; one of ten that is as near says the
# same. More than twelve add nothing, and fewer than four are all headings (docs/decisions/0003-retrieval.md).
_TELLING_SHARE, _FEW_TELLING, _MANY_TELLING = 0.06, 4, 12
# What differs in age, sex, pregnancy, side, time or a denial comes behind what does not and is nearly as close.
_APART_COST = 0.05

Scored = tuple[float, StoredDocument]


def floor_for(recipe: Recipe) -> float:
    """The score under which nothing is shown, by encoder."""
    return HASH_FLOOR if recipe.name == "hash" else FLOOR


def mixed(query: Vectors, candidates: Iterable[StoredDocument], bm25: Mapping[int, float]) -> list[Scored]:
    """Candidates with 0.95 · cosine + 0.05 · BM25 ÷ best BM25, clipped to [0, 1]; best first, ties by id."""
    best = max(bm25.values(), default=0.0) or 1.0
    stored = list(candidates)
    if not stored:
        return []
    cosines = (np.stack([each.vector for each in stored]) @ query).tolist()
    words = [bm25.get(each.row, 0.0) / best for each in stored]
    scores = [DENSE_SHARE * cosine + (1 - DENSE_SHARE) * word for cosine, word in zip(cosines, words, strict=True)]
    scored = [(min(1.0, max(0.0, score)), each) for score, each in zip(scores, stored, strict=True)]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].document.id))


def decided(query: str, vector: Vectors, scored: Sequence[Scored]) -> list[Scored]:
    """`scored` with the best five put in order by "would one answer serve both?", ties by id.

    0.02 · log-odds of sameness and 0.06 · log(1 + content words, 4 to 12) are added, 0.05 taken off for a difference
    that changes the answer. The scores stay those of the places: floors elsewhere are set on them.
    """
    best = [(_weighed(query, vector, score, stored), stored) for score, stored in scored[:_DECIDED]]
    best.sort(key=lambda pair: (-pair[0], pair[1].document.id))
    places = [(score, stored) for (score, _), (_, stored) in zip(scored, best, strict=False)]
    return [*places, *scored[_DECIDED:]]


def _weighed(query: str, vector: Vectors, score: float, stored: StoredDocument) -> float:
    text = f"{stored.document.title}\n{stored.document.text}".strip()
    like = min(_SUREST, max(1 - _SUREST, likeness(query, text, vector, stored.vector)))
    cost = _APART_COST if apart(query, text) else 0.0
    telling = math.log1p(min(_MANY_TELLING, max(_FEW_TELLING, len(content_words(text)))))
    return score + _LIKENESS_SHARE * math.log(like / (1 - like)) + _TELLING_SHARE * telling - cost


def without_twins(scored: Iterable[Scored]) -> Iterator[Scored]:
    """`scored` in order, leaving out what repeats the words of an earlier one."""
    seen: list[frozenset[str]] = []
    for score, stored in scored:
        words = frozenset(tokens(f"{stored.document.title} {stored.document.text}"))
        if not any(_overlap(words, other) >= TWIN_OVERLAP for other in seen):
            seen.append(words)
            yield score, stored


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    either = len(a | b)
    return len(a & b) / either if either else 1.0
