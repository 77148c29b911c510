"""Which rows have the nearest vectors: an HNSW file on disk and a small flat segment of newer rows beside it.

The file holds vectors in int8, which proposes as well as float16 does (the ten nearest of the store's vectors are
among thirty nearest in int8) in 60 % of the room; whoever takes the candidates scores them by the store's vectors.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

# usearch loads its kernels with global symbols; onnxruntime imported after that crashes the process (usearch 2.26 with
# onnxruntime 1.32), so it is imported here, before.
import onnxruntime  # noqa: F401
from numpy.typing import NDArray
from usearch.index import Index as Hnsw

from curbside.errors import IndexUnavailable
from curbside.retrieval.encoder import Vectors
from curbside.retrieval.generation import REBUILD

# Malkov & Yashunin 2016 (arXiv 1603.09320) for the names. Questions come in clusters: with 16 links in place of 32 the
# search does not get from one to the next (recall@10 0.84 for 0.98 among 25,000; docs/operate/retrieval.md).
CONNECTIVITY = 32
EXPANSION_ADD = 128
# The search's breadth: one in 250 vectors, within these bounds. Recall among a million in dense clusters is 0.81 with
# 4,000 in view, 0.75 with 1,024, for some ten milliseconds (docs/operate/retrieval.md).
LEAST_BREADTH, MOST_BREADTH, _VECTORS_FOR_ONE = 1024, 4096, 250
# float → int8: the largest of 3.8 million components of encoded questions was 0.28, 99 of 100 vectors stay under 0.22.
_SCALE = 127 / 0.25
# Newer rows are scanned one by one up to this number (2 ms), then joined to the HNSW file.
LARGEST_SEGMENT = 4096
_ADD_AT_ONCE = 8192


class Dense:
    """The vectors of one generation. `base` is None before the first merge; rows may be dead: the store decides."""

    def __init__(self, folder: Path, base: str, *, dimension: int) -> None:
        self._base = _open(folder / base, dimension) if base else None
        self._rows: NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)
        self._vectors: NDArray[np.float32] = np.zeros((0, dimension), dtype=np.float32)

    def extended(self, newer: Iterable[tuple[int, bytes]]) -> None:
        """Take `newer` (row, float16 bytes), ascending, into the flat segment."""
        pairs = list(newer)
        if not pairs:
            return
        rows = np.array([row for row, _ in pairs], dtype=np.uint64)
        vectors = _matrix([blob for _, blob in pairs], self._vectors.shape[1])
        self._rows, self._vectors = np.append(self._rows, rows), np.vstack([self._vectors, vectors])

    @property
    def last_row(self) -> int:
        return int(self._rows[-1]) if len(self._rows) else 0

    def nearest(self, vector: Vectors, most: int) -> set[int]:
        """Up to `most` rows from each part; `vector` is float32[dimension] of length 1."""
        found: set[int] = set()
        if self._base is not None and len(self._base):
            found.update(map(int, self._base.search(_small(vector), most).keys))
        if len(self._rows):
            found.update(map(int, self._rows[np.argsort(-(self._vectors @ vector))[:most]]))
        return found


def nearest_of(some: Iterable[tuple[int, bytes]], vector: Vectors, most: int) -> set[int]:
    """The `most` rows nearest to `vector` of `some` (row, float16 bytes), by comparing all."""
    pairs = list(some)
    if not pairs:
        return set()
    cosines = _matrix([blob for _, blob in pairs], len(vector)) @ vector
    return {pairs[i][0] for i in np.argsort(-cosines)[:most]}


def write_base(path: Path, vectors: Iterator[tuple[int, bytes]], *, dimension: int, start_from: Path | None) -> int:
    """Write an HNSW file of `vectors` (added to those of `start_from`); returns the last row number, 0 for none."""
    # Lengths differ a little once rounded, so the metric is the cosine. Rows are looked up by nobody: no table of keys.
    hnsw = Hnsw(
        ndim=dimension,
        metric="cos",
        dtype="i8",
        connectivity=CONNECTIVITY,
        expansion_add=EXPANSION_ADD,
        enable_key_lookups=False,
    )
    if start_from is not None:
        hnsw.load(str(start_from))
    last = 0
    while part := list(islice(vectors, _ADD_AT_ONCE)):
        rows = np.array([row for row, _ in part], dtype=np.uint64)
        hnsw.add(rows, _small(_matrix([blob for _, blob in part], dimension)))
        last = int(rows[-1])
    scratch = path.with_suffix(".new")
    hnsw.save(str(scratch))
    scratch.replace(path)
    return last


def base_size(path: Path) -> int:
    """How many rows an HNSW file holds, dead ones included. Raises IndexUnavailable."""
    return len(_open(path, None))


def _matrix(blobs: list[bytes], dimension: int) -> NDArray[np.float32]:
    flat = np.frombuffer(b"".join(blobs), dtype=np.float16)
    return flat.reshape(len(blobs), dimension).astype(np.float32)


def _small(vectors: Vectors) -> NDArray[np.int8]:
    return np.asarray(np.clip(np.rint(vectors * _SCALE), -127, 127), dtype=np.int8)


def _open(path: Path, dimension: int | None) -> Hnsw:
    """The file mapped into memory, shared between processes."""
    try:
        metadata = Hnsw.metadata(str(path)) if path.exists() else None
        wide = breadth(int(metadata["count_present"])) if metadata else 0
        hnsw = Hnsw.restore(str(path), view=True, expansion_search=wide) if metadata else None
    except (RuntimeError, ValueError, OSError) as error:
        raise IndexUnavailable(f"{path} is damaged: {error}. {REBUILD}") from error
    if hnsw is None or (dimension is not None and hnsw.ndim != dimension):
        raise IndexUnavailable(f"{path} is missing or damaged. {REBUILD}")
    return hnsw


def breadth(vectors: int) -> int:
    """How many vectors a search of the graph keeps in view."""
    return min(MOST_BREADTH, max(LEAST_BREADTH, vectors // _VECTORS_FOR_ONE))
