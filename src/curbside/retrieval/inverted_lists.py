"""Which vectors lie together: the centres of inverted lists (spherical k-means) and the list each vector belongs to.

Sivic & Zisserman 2003 and Jégou et al. 2011 for the names: a query compares the vectors of the lists whose centres are
nearest to it, one whole list after another.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from curbside.retrieval.encoder import Vectors

# Up to so many vectors are compared one by one (3 ms; 6 on a busy machine): no lists, nothing missed.
COMPARED_ALL = 131_072
# Among a million partly made vectors the first tenth looked through held 0.990 of the ten nearest in lists of 500,
# 0.982 in lists of 1,000 (docs/operate/retrieval.md).
_OF_ONE_LIST, _MOST_LISTS = 500, 4096
_SAMPLE_OF_ONE_LIST, _ROUNDS, _SEED = 64, 6, 7
_AT_ONCE = 8192

# Positions → float32[len(positions), dimension].
Taken = Callable[[NDArray[np.intp]], Vectors]


def list_count(vectors: int) -> int:
    """How many lists so many vectors want; 1 where all are compared."""
    return 1 if vectors <= COMPARED_ALL else min(_MOST_LISTS, vectors // _OF_ONE_LIST)


def trained_centres(take: Taken, vectors: int, lists: int) -> Vectors:
    """Centres of length 1, float32[lists, dimension], from a seeded sample of `vectors` vectors (lists <= vectors)."""
    random = np.random.default_rng(_SEED)
    sampled = random.choice(vectors, min(vectors, lists * _SAMPLE_OF_ONE_LIST), replace=False)
    sample = take(np.sort(sampled))
    centres = sample[random.choice(len(sample), lists, replace=False)]
    for _ in range(_ROUNDS):
        belongs = nearest_centres(sample, centres)
        sums = np.zeros_like(centres)
        for number, members in enumerate(_members(belongs, lists)):
            # A centre that nothing is nearest to starts again at some vector.
            sums[number] = sample[members].sum(axis=0) if len(members) else sample[random.integers(len(sample))]
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    return np.asarray(centres, dtype=np.float32)


def nearest_centres(vectors: Vectors, centres: Vectors) -> NDArray[np.intp]:
    """The list of each of one or more vectors: that of the centre with the largest product, intp[n]."""
    parts = range(0, len(vectors), _AT_ONCE)
    return np.concatenate([np.argmax(vectors[at : at + _AT_ONCE] @ centres.T, axis=1) for at in parts])


def _members(belongs: NDArray[np.intp], lists: int) -> list[NDArray[np.intp]]:
    ordered = np.argsort(belongs, kind="stable")
    return np.split(ordered, np.searchsorted(belongs[ordered], np.arange(1, lists)))
