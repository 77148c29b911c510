"""What a reader sees of an index folder: the three files of one generation, opened together, and its candidates."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from curbside.retrieval.dense import Dense
from curbside.retrieval.document import Filter
from curbside.retrieval.encoder import Recipe, Vectors
from curbside.retrieval.engine import DENSE_CANDIDATES
from curbside.retrieval.generation import Generation, check_manifest, read_generation, stamp
from curbside.retrieval.lexical import Lexical
from curbside.retrieval.store import Store, StoredDocument

# Candidates by words.
LEXICAL_CANDIDATES = 50
# So many times as many candidates by vector where nearly all of the nearest were withdrawn.
_WIDER = 20


class Snapshot:
    """One process's open files. `fresh()` reopens what a writer changed; one thread at a time (`lock`)."""

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        self.lock = threading.Lock()
        self._folder, self._dimension = folder, recipe.dimension
        self._stamp = stamp(folder)
        check_manifest(folder, recipe)
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

    def nearest(self, vector: Vectors, *, admitted: Filter, top_k: int) -> set[int]:
        """Rows near `vector`, enough live ones for top_k where there are so many."""
        most = max(DENSE_CANDIDATES, 2 * top_k)
        rows = self._dense.nearest(vector, most, admitted)
        if len(rows) < most or self.store.count_live(rows) >= top_k:
            return rows
        return self._dense.nearest(vector, _WIDER * most, admitted)

    def wanted(self, rows: Iterable[int], admitted: Filter) -> list[StoredDocument]:
        """The live documents among `rows` that may be shown."""
        return [stored for stored in self.store.documents(rows) if admitted.admits(stored.document)]

    def bm25(self, query: Any | None, most: int = LEXICAL_CANDIDATES) -> dict[int, float]:
        return self.lexical.best(query, most) if query is not None else {}
