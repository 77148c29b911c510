"""Which rows have the nearest vectors: inverted lists in a file on disk and a small segment of newer rows beside them.

A query compares whole lists, those of the nearest centres first, and goes on until what the last step brought says
that nothing better is to come: a tenth of the vectors where they lie in clusters, all of them where there is no order.
"""

import math
from collections.abc import Iterable
from pathlib import Path

import numkong
import numpy as np
from numpy.typing import NDArray

from curbside.retrieval.coded_vectors import CodedVectors, Narrowings, in_int8
from curbside.retrieval.document import EVERYTHING, Filter
from curbside.retrieval.encoder import Vectors
from curbside.retrieval.store import StoredVector
from curbside.retrieval.vector_file import VectorFile, open_vectors

# Newer rows are compared one by one up to this number (0.1 ms, and read when a process opens the index), then joined to
# the file.
LARGEST_SEGMENT = 4096
# Parts of all vectors: looked through at the least, and per step. Half of both: recall 0.980 for 0.991 among a million
# of a kind hard to cluster (docs/decisions/0007-inverted-lists.md).
_LEAST_PART, _STEP = 0.1, 0.05
# Looked through at the least in any case: about as many as are compared where there are no lists.
_LEAST = 100_000
# A query looks on while it expects to miss so many of the best tenth of its candidates (the ten nearest of a hundred).
_MISSED = 0.05
# So many that a filter admits are picked out and compared one by one (20 ms); they lie scattered over the lists.
_FEW = 131_072
_COMPARED_AT_ONCE = 8192


class Dense:
    """The vectors of one generation; without `base` those of the newer segment alone. Rows may be dead: the store
    decides. Raises IndexUnavailable."""

    def __init__(self, folder: Path, base: str, *, dimension: int) -> None:
        self._dimension = dimension
        self._base = open_vectors(folder / base, dimension) if base else None
        self._narrowings = Narrowings()
        self._newer = CodedVectors.blank(0, dimension)

    def extended(self, newer: Iterable[StoredVector]) -> None:
        """Take `newer`, ascending, into the segment."""
        came = list(newer)
        if came:
            coded = CodedVectors.of(came, self._dimension, self._narrowings)
            self._newer = CodedVectors.joined([self._newer, coded])

    @property
    def last_row(self) -> int:
        return int(self._newer.rows[-1]) if len(self._newer) else 0

    def nearest(self, vector: Vectors, most: int, admitted: Filter = EVERYTHING) -> set[int]:
        """Up to `most` rows with the filter's values; `vector` is float32[dimension] of length 1."""
        codes = in_int8(vector[None])[0][0]
        best = _Best(most)
        _compare(best, self._newer, codes, self._narrowings.admitted(admitted))
        best.settle()
        if self._base is not None and len(self._base):
            _look_through(best, self._base, vector, codes, admitted)
        return set(best.rows.tolist())


class _Best:
    """The `most` rows with the largest products so far, in no order."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.rows: NDArray[np.int64] = np.zeros(0, np.int64)
        self._products: NDArray[np.float32] = np.zeros(0, np.float32)
        self._proposed: list[tuple[NDArray[np.int64], NDArray[np.float32]]] = []
        self._least = -np.inf

    @property
    def is_full(self) -> bool:
        return len(self.rows) == self._most

    def propose(self, rows: NDArray[np.int64], products: NDArray[np.float32]) -> None:
        better = np.flatnonzero(products > self._least)
        if len(better):
            self._proposed.append((rows[better], products[better]))

    def settle(self) -> NDArray[np.float32]:
        """Keep the best of those proposed; the products of those that stay."""
        if not self._proposed:
            return np.zeros(0, np.float32)
        older = len(self.rows)
        rows = np.concatenate([self.rows, *(rows for rows, _ in self._proposed)])
        products = np.concatenate([self._products, *(products for _, products in self._proposed)])
        self._proposed = []
        kept = np.arange(len(rows))
        if len(rows) >= self._most:
            kept = np.argpartition(-products, self._most - 1)[: self._most]
            self._least = float(products[kept].min())
        self.rows, self._products = rows[kept], products[kept]
        return self._products[kept >= older]

    def still_better(self, came: NDArray[np.float32], steps: int) -> float:
        """How many of the best tenth `steps` more are expected to bring when the last brought `came` among the best.

        Beyond a high bound products fall off exponentially: as many come as came, times exp(-(tenth - least) / scale).
        The scale is their mean excess over the least kept; that of the lesser half of those kept counts as one more.
        """
        tenth = float(np.partition(self._products, -max(1, self._most // 10))[-max(1, self._most // 10)])
        lesser = (float(np.median(self._products)) - self._least) / math.log(2)
        scale = (float(np.sum(came - self._least)) + lesser) / (len(came) + 1)
        return steps * len(came) * math.exp(-(tenth - self._least) / max(scale, 1e-9))


def _compare(best: _Best, vectors: CodedVectors, codes: NDArray[np.int8], fits: NDArray[np.bool_]) -> None:
    """Propose those of all `vectors` whose narrowing fits; keep the best where there are fewer than wanted so far."""
    for at in range(0, len(vectors), _COMPARED_AT_ONCE):
        part = vectors[at : at + _COMPARED_AT_ONCE]
        if fits.all():
            best.propose(part.rows, part.products(codes))
        else:
            admitted = fits[part.narrowed]
            best.propose(part.rows[admitted], part.products(codes)[admitted])
        if not best.is_full:
            best.settle()


def _look_through(best: _Best, base: VectorFile, vector: Vectors, codes: NDArray[np.int8], admitted: Filter) -> None:
    """Propose from the lists, or of the few that the filter admits."""
    fits = base.narrowings.admitted(admitted)
    if not fits.all() and base.counts[fits].sum() <= _FEW:
        picked = np.flatnonzero(fits[base.vectors.narrowed])
        for at in range(0, len(picked), _COMPARED_AT_ONCE):
            part = base.vectors[picked[at : at + _COMPARED_AT_ONCE]]
            best.propose(part.rows, part.products(codes))
            best.settle()
        return
    looked, least = 0, max(_LEAST, _LEAST_PART * len(base))
    steps = _in_steps(base, vector)
    for left, lists in zip(reversed(range(len(steps))), steps, strict=True):
        was_full = best.is_full
        for number in lists:
            part = base.vectors[base.starts[number] : base.starts[number + 1]]
            _compare(best, part, codes, fits)
            looked += len(part)
        came = best.settle()
        if was_full and looked >= least and best.still_better(came, left) < _MISSED:
            return


def _in_steps(base: VectorFile, vector: Vectors) -> list[NDArray[np.intp]]:
    """The lists, nearest centre first, cut where another _STEP of all vectors begins."""
    # By numkong, in one thread: a second one of the matrix library's would spin for ten milliseconds of CPU.
    products = np.asarray(numkong.cdist(base.centres, vector[None], "dot")).reshape(len(base.centres))
    nearest = np.argsort(-products)
    sizes = np.diff(base.starts)[nearest]
    cuts = np.arange(_STEP, 1, _STEP) * len(base)
    steps = np.split(nearest, np.searchsorted(np.cumsum(sizes) - sizes, cuts))
    return [lists for lists in steps if len(lists)]
