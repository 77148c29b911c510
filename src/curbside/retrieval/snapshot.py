"""What a reader sees of an index folder: the three files of one generation, opened together, and its candidates."""

import threading
from collections.abc import Container
from pathlib import Path
from typing import Any

from curbside.retrieval.dense import Dense
from curbside.retrieval.encoder import Encoder, Vectors
from curbside.retrieval.generation import Generation, check_manifest, read_generation, stamp
from curbside.retrieval.lexical import Lexical
from curbside.retrieval.store import Store, StoredDocument

# Candidates from each half; a filter by department asks wider before it reads the whole department.
DENSE_CANDIDATES = 100
LEXICAL_CANDIDATES = 50
_WIDER = 1000


class Snapshot:
    """One process's open files. `fresh()` reopens what a writer changed; one thread at a time (`lock`)."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.lock = threading.Lock()
        self._folder, self._dimension = folder, encoder.recipe.dimension
        self._stamp = stamp(folder)
        check_manifest(folder, encoder.recipe)
        self._inode = (folder / "documents.sqlite").stat().st_ino
        self.store = Store(folder / "documents.sqlite")
        self.lexical = Lexical(folder / "lexical")
        self._generation = read_generation(folder)
        self._dense = self._open_dense(self._generation)

    def fresh(self) -> None:
        """Cost without a change: one stat."""
        now = stamp(self._folder)
        if now == self._stamp:
            return
        generation = read_generation(self._folder)
        if generation.base == self._generation.base:
            self._dense.extended(self.store.vectors_after(max(self._dense.last_row, generation.base_row)))
        else:
            self._dense = self._open_dense(generation)
        self.lexical.reload()
        self._generation, self._stamp = generation, now

    def is_replaced(self) -> bool:
        """True when another index stands in the folder's place; an inode in use is never given out again."""
        return (self._folder / "documents.sqlite").stat().st_ino != self._inode

    def _open_dense(self, generation: Generation) -> Dense:
        dense = Dense(self._folder, generation.base, dimension=self._dimension)
        dense.extended(self.store.vectors_after(generation.base_row))
        return dense

    def nearest(self, vector: Vectors, *, department: str | None, exclude: Container[str], top_k: int) -> set[int]:
        """Rows near `vector`, enough of the wanted department for top_k where it has them."""
        rows = set(self._dense.nearest(vector, max(DENSE_CANDIDATES, 2 * top_k)))
        if department is None:
            return rows
        if len(self.wanted(rows, department=department, exclude=exclude)) >= top_k:
            return rows
        rows = set(self._dense.nearest(vector, _WIDER))
        if len(self.wanted(rows, department=department, exclude=exclude)) >= top_k:
            return rows
        return {row for row, _ in self._nearest_in(department, vector, max(DENSE_CANDIDATES, 2 * top_k))}

    def _nearest_in(self, department: str, vector: Vectors, most: int) -> list[tuple[int, float]]:
        cosines = [(row, float(other @ vector)) for row, other in self.store.in_department(department)]
        return sorted(cosines, key=lambda pair: -pair[1])[:most]

    def wanted(self, rows: set[int], *, department: str | None, exclude: Container[str]) -> list[StoredDocument]:
        """The live documents among `rows` that may be shown."""
        return [
            stored
            for stored in self.store.documents(rows)
            if stored.document.id not in exclude and department in (None, stored.document.department)
        ]

    def bm25(self, query: Any | None, most: int = LEXICAL_CANDIDATES) -> dict[int, float]:
        return self.lexical.best(query, most) if query is not None else {}
