"""The file of an index's vectors: coded, in inverted lists, mapped into memory and shared between processes.

A head (mark, length of the facts, CRC-32 of tables and facts), on a page's border the codes, list after list, then the
tables (rows, starts, scales, narrowed, centres) and the facts in JSON; all little endian. The codes carry no checksum:
reading 400 MB at each opening costs more than a wrong candidate, whom the store's vector puts right.
"""

import json
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curbside.errors import IndexUnavailable
from curbside.retrieval.coded_vectors import CodedVectors, Narrowings
from curbside.retrieval.encoder import Vectors
from curbside.retrieval.generation import REBUILD
from curbside.retrieval.inverted_lists import list_count, nearest_centres, trained_centres
from curbside.retrieval.store import StoredVector

_MARK = b"CURBVEC1"
_HEAD = struct.Struct("<8sQQ")
_CODES_AT = 4096
_AT_ONCE = 8192
# Lists that were trained on half as many vectors, or fewer, are trained anew.
_OUTGROWN = 2


@dataclass(frozen=True, slots=True, eq=False)
class VectorFile:
    """List l is vectors[starts[l]:starts[l + 1]]; starts int64[lists + 1], centres float32[lists, dimension], counts
    int64[narrowings]: how many vectors each has."""

    vectors: CodedVectors
    narrowings: Narrowings
    starts: NDArray[np.int64]
    centres: Vectors
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.vectors)

    def is_outgrown(self, vectors: int) -> bool:
        """True when so many vectors want many more lists."""
        return list_count(vectors) >= _OUTGROWN * len(self.centres)


def open_vectors(path: Path, dimension: int) -> VectorFile:
    """Raises IndexUnavailable when the file is missing, cut short, damaged or of another dimension."""
    try:
        return _opened(np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray), dimension)
    except (OSError, ValueError, LookupError, TypeError, struct.error) as error:
        raise IndexUnavailable(f"{path} is missing or damaged: {error}. {REBUILD}") from error


def _opened(file: NDArray[np.uint8], dimension: int) -> VectorFile:
    mark, length, checksum = _HEAD.unpack(file[: _HEAD.size].tobytes())
    if mark != _MARK or not 0 < length <= len(file) - _CODES_AT:
        raise ValueError("it does not begin as a file of vectors does")
    facts = json.loads(file[len(file) - length :].tobytes())
    count, lists = int(facts["vectors"]), int(facts["lists"])
    tables_at = _CODES_AT + count * dimension
    if int(facts["dimension"]) != dimension or zlib.crc32(file[tables_at:].data) != checksum:
        raise ValueError("its tables are not those that were written, or its vectors are of another length")
    places = _tables_from(tables_at, count, lists, dimension)
    rows, starts, scales, narrowed, centres = (file[at:to].view(kind) for kind, at, to in places)
    codes = file[_CODES_AT:tables_at].view(np.int8).reshape(count, dimension)
    vectors = CodedVectors(rows, codes, scales, narrowed)
    narrowings = Narrowings(facts["narrowings"])
    counts = np.bincount(narrowed, minlength=len(narrowings.known)).astype(np.int64)
    return VectorFile(vectors, narrowings, starts, centres.reshape(lists, dimension), counts)


def _tables_from(at: int, count: int, lists: int, dimension: int) -> list[tuple[str, int, int]]:
    """Type, first byte and end of each table."""
    sizes = (("<i8", count), ("<i8", lists + 1), ("<f4", count), ("<u4", count), ("<f4", lists * dimension))
    places = []
    for kind, size in sizes:
        places.append((kind, at, at + size * np.dtype(kind).itemsize))
        at = places[-1][2]
    return places


def write_vectors(
    path: Path, stored: Iterator[StoredVector], most: int, *, dimension: int, start_from: VectorFile | None = None
) -> None:
    """Write `stored`, `most` at most, and before them those of `start_from` in its lists.

    On the disk under its name when this returns, whole or not at all.
    """
    narrowings = Narrowings(start_from.narrowings.known if start_from else ())
    newer, count = CodedVectors.blank(most, dimension), 0
    while part := list(islice(stored, _AT_ONCE)):
        newer.put(count, CodedVectors.of(part, dimension, narrowings))
        count += len(part)
    newer = newer[:count]
    centres = start_from.centres if start_from else _centres(newer, dimension)
    scratch = path.with_suffix(".new")
    with scratch.open("wb") as file:
        file.seek(_CODES_AT)
        tables = []
        for vectors in _in_lists(newer, centres, start_from):
            file.write(vectors.codes.tobytes())
            tables.append((vectors.rows, vectors.scales, vectors.narrowed))
        starts = np.cumsum([0, *(len(rows) for rows, _, _ in tables)], dtype=np.int64)
        rows, scales, narrowed = (np.concatenate(table) for table in zip(*tables, strict=True))
        facts = {"vectors": len(rows), "lists": len(centres), "dimension": dimension, "narrowings": narrowings.known}
        told = json.dumps(facts).encode()
        tail = b"".join(table.tobytes() for table in (rows, starts, scales, narrowed, centres)) + told
        file.write(tail)
        file.seek(0)
        file.write(_HEAD.pack(_MARK, len(told), zlib.crc32(tail)))
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


def _centres(vectors: CodedVectors, dimension: int) -> Vectors:
    lists = list_count(len(vectors))
    if lists == 1:
        return np.zeros((1, dimension), dtype=np.float32)
    return trained_centres(lambda positions: vectors[positions].floats(), len(vectors), lists)


def _in_lists(newer: CodedVectors, centres: Vectors, older: VectorFile | None) -> Iterator[CodedVectors]:
    """The vectors of one list after another, older ones first."""
    parts = range(0, len(newer), _AT_ONCE)
    belongs = np.concatenate(
        [np.zeros(0, np.intp), *(nearest_centres(newer[at : at + _AT_ONCE].floats(), centres) for at in parts)]
    )
    ordered = np.argsort(belongs, kind="stable")
    ends = np.searchsorted(belongs[ordered], np.arange(len(centres) + 1))
    for number in range(len(centres)):
        came = newer[ordered[ends[number] : ends[number + 1]]]
        if older is None:
            yield came
        else:
            yield CodedVectors.joined([older.vectors[older.starts[number] : older.starts[number + 1]], came])
