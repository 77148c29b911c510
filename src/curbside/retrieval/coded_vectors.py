"""Vectors in int8, each with a scale of its own, and the values a query may be narrowed to beside them.

A quarter of the room of float32, compared by the SIMD kernels of numkong. Whoever takes the candidates scores them by
the store's vectors: the ten nearest of those are among the thirty nearest in int8.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numkong
import numpy as np
from numpy.typing import NDArray

from curbside.retrieval.document import Filter
from curbside.retrieval.encoder import Vectors
from curbside.retrieval.store import StoredVector

_LARGEST = 127


class Narrowings:
    """The different (department, language, age group) there are, numbered as they came."""

    def __init__(self, known: Iterable[Sequence[str]] = ()) -> None:
        self.known = [tuple(values) for values in known]
        self._numbers = {values: number for number, values in enumerate(self.known)}

    def number(self, values: tuple[str, ...]) -> int:
        if values not in self._numbers:
            self._numbers[values] = len(self.known)
            self.known.append(values)
        return self._numbers[values]

    def admitted(self, admitted: Filter) -> NDArray[np.bool_]:
        """Which of `known` have the filter's values."""
        if not admitted.wanted:
            return np.ones(len(self.known), dtype=np.bool_)
        wanted = (admitted.department, admitted.language, admitted.age_group)
        fits = [all(one in ("", other) for one, other in zip(wanted, values, strict=True)) for values in self.known]
        return np.array(fits, dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class CodedVectors:
    """n vectors: `codes` int8[n, dimension] times `scales` float32[n], `rows` int64[n], `narrowed` uint32[n] numbers in
    a Narrowings."""

    rows: NDArray[np.int64]
    codes: NDArray[np.int8]
    scales: NDArray[np.float32]
    narrowed: NDArray[np.uint32]

    @staticmethod
    def of(stored: Sequence[StoredVector], dimension: int, narrowings: Narrowings) -> "CodedVectors":
        """Raises ValueError when a vector has another dimension."""
        flat = np.frombuffer(b"".join(one.vector for one in stored), dtype=np.float16)
        codes, scales = in_int8(flat.reshape(len(stored), dimension).astype(np.float32))
        rows = np.array([one.row for one in stored], dtype=np.int64)
        numbers = [narrowings.number((one.department, one.language, one.age_group)) for one in stored]
        return CodedVectors(rows, codes, scales, np.array(numbers, dtype=np.uint32))

    @staticmethod
    def blank(count: int, dimension: int) -> "CodedVectors":
        """Room for `count` to be put."""
        return CodedVectors(
            np.zeros(count, np.int64),
            np.zeros((count, dimension), np.int8),
            np.zeros(count, np.float32),
            np.zeros(count, np.uint32),
        )

    def put(self, at: int, others: "CodedVectors") -> None:
        """Let `others` stand from position `at` on."""
        whole = slice(at, at + len(others))
        self.rows[whole], self.codes[whole] = others.rows, others.codes
        self.scales[whole], self.narrowed[whole] = others.scales, others.narrowed

    @staticmethod
    def joined(parts: "Sequence[CodedVectors]") -> "CodedVectors":
        """All of one or more, in order."""
        return CodedVectors(
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.codes for part in parts]),
            np.concatenate([part.scales for part in parts]),
            np.concatenate([part.narrowed for part in parts]),
        )

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, which: slice | NDArray[np.intp]) -> "CodedVectors":
        return CodedVectors(self.rows[which], self.codes[which], self.scales[which], self.narrowed[which])

    def floats(self) -> Vectors:
        """float32[n, dimension], of length about 1."""
        return self.codes.astype(np.float32) * self.scales[:, None]

    def products(self, codes: NDArray[np.int8]) -> NDArray[np.float32]:
        """The inner product with one vector's codes, float32[n], but for that one's scale."""
        if not len(self):
            return np.zeros(0, dtype=np.float32)
        compared = np.asarray(numkong.cdist(self.codes, codes[None], "dot"), dtype=np.float32)
        return compared.reshape(len(self)) * self.scales


def in_int8(vectors: Vectors) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Codes int8[n, dimension] and scales float32[n]: the largest component of each vector becomes 127."""
    largest = np.abs(vectors).max(axis=1, initial=0)
    scales = np.where(largest > 0, largest, 1).astype(np.float32) / np.float32(_LARGEST)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales
