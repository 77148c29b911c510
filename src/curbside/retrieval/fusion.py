"""How vector and word evidence become one score, which hits are too far to show, and which say the same twice."""

from collections.abc import Iterable, Iterator, Mapping

from curbside.retrieval.encoder import Recipe, Vectors
from curbside.retrieval.store import StoredDocument
from curbside.retrieval.words import tokens

# Measured on doctors' paraphrases: equal rank fusion finds fewer than the vectors alone, a small lexical share a few
# more (docs/decisions/0003-retrieval.md).
DENSE_SHARE = 0.95
# Chosen in docs/decisions/0003-retrieval.md: keeps 95 % of doctors' paraphrases.
FLOOR = 0.58
# Hashed words of unlike texts are nearly at right angles, so half of a meaning floor is already close.
HASH_FLOOR = 0.30
# Two texts sharing this part of their words are one text to a reader (Jaccard index, Broder 1997).
TWIN_OVERLAP = 0.9

Scored = tuple[float, StoredDocument]


def floor_for(recipe: Recipe) -> float:
    """The score under which nothing is shown, by encoder."""
    return HASH_FLOOR if recipe.name == "hash" else FLOOR


def mixed(query: Vectors, candidates: Iterable[StoredDocument], bm25: Mapping[int, float]) -> list[Scored]:
    """Candidates with 0.95 · cosine + 0.05 · BM25 ÷ best BM25, clipped to [0, 1]; best first, ties by id."""
    best = max(bm25.values(), default=0.0) or 1.0
    scored = []
    for stored in candidates:
        cosine = float(stored.vector @ query)
        score = DENSE_SHARE * cosine + (1 - DENSE_SHARE) * bm25.get(stored.row, 0.0) / best
        scored.append((min(1.0, max(0.0, score)), stored))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].document.id))


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
