"""The index as a folder of files: one writer at a time, readers in every process, each change seen without restart."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from curbside.errors import IndexUnavailable
from curbside.retrieval.corrections import Known
from curbside.retrieval.dictionary import Dictionary
from curbside.retrieval.document import Document, Filter
from curbside.retrieval.encoder import Recipe, Vectors
from curbside.retrieval.engine import Candidates
from curbside.retrieval.looking_up import LookedUp, look_up
from curbside.retrieval.search import evidence_query, keyword_query
from curbside.retrieval.snapshot import Snapshot
from curbside.retrieval.store import StoredDocument
from curbside.retrieval.synonyms import synonyms
from curbside.retrieval.writer import (
    create_index,
    guarded,
    merge_newer,
    put_documents,
    remove_documents,
    stored_documents,
)

# Folders may be swapped while their files are being opened; more often in a row is damage, not change.
_SWAPS_OUTLIVED = 4


class FolderEngine:
    """Keeps the port of engine.Engine. An absent or empty folder becomes an empty index."""

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        self._folder, self._recipe = folder, recipe
        self._snapshot: Snapshot | None = None
        self._owner = 0
        self._words: Dictionary | None = None
        with guarded(folder):
            if not (folder / "CURRENT").exists():
                create_index(folder, recipe)
        with self.reading():
            pass

    def put(self, documents: Sequence[Document], vectors: Vectors) -> None:
        put_documents(self._folder, self._recipe, documents, vectors)

    def remove(self, ids: Sequence[str]) -> int:
        return remove_documents(self._folder, self._recipe, ids)

    def settle(self, *, always: bool = False) -> None:
        merge_newer(self._folder, self._recipe, always=always)

    def documents(self) -> Iterator[Document]:
        yield from stored_documents(self._folder)

    @contextmanager
    def reading(self) -> Iterator["FolderReader"]:
        """The open files, reopened after a change, a fork or a damage; any damage as IndexUnavailable."""
        snapshot = self._locked_snapshot()
        try:
            with guarded(self._folder):
                if self._words is None or self._words.searcher is not snapshot.lexical.searcher:
                    self._words = Dictionary(snapshot)
                yield FolderReader(snapshot, self._words)
        finally:
            snapshot.lock.release()

    def _locked_snapshot(self) -> Snapshot:
        """Files of one and the same index, the lock held. A folder that is swapped meanwhile is opened again."""
        for _ in range(_SWAPS_OUTLIVED):
            with suppress(IndexUnavailable):
                return self._try_locked()
        return self._try_locked()

    def _try_locked(self) -> Snapshot:
        with guarded(self._folder):
            if self._snapshot is None or self._owner != os.getpid() or self._snapshot.is_replaced():
                self._snapshot, self._owner = Snapshot(self._folder, self._recipe), os.getpid()
            snapshot = self._snapshot
            snapshot.lock.acquire()
            try:
                snapshot.fresh()
                if snapshot.is_replaced():
                    raise IndexUnavailable(f"The index in {self._folder} was replaced while it was read. Ask again.")
            except BaseException:
                self._snapshot = None  # it may hold files of two indexes: never use it again
                snapshot.lock.release()
                raise
            return snapshot


class FolderReader:
    """Keeps the port of engine.Reader while the snapshot's lock is held."""

    def __init__(self, snapshot: Snapshot, dictionary: Dictionary) -> None:
        self._snapshot, self._dictionary = snapshot, dictionary

    def is_empty(self) -> bool:
        return self._snapshot.store.is_empty()

    def count(self) -> int:
        return self._snapshot.store.count()

    def alike(self, text: str, vector: Vectors, *, admitted: Filter, top_k: int) -> Candidates:
        bm25 = self._snapshot.bm25(evidence_query(text, self._snapshot.lexical.searcher, admitted=admitted))
        rows = self.nearest(vector, admitted=admitted, top_k=top_k) | bm25.keys()
        return Candidates(self.wanted(rows, admitted), bm25)

    def nearest(self, vector: Vectors, *, admitted: Filter, top_k: int) -> set[int]:
        return self._snapshot.nearest(vector, admitted=admitted, top_k=top_k)

    def wanted(self, rows: Iterable[int], admitted: Filter) -> list[StoredDocument]:
        return self._snapshot.wanted(rows, admitted)

    def holds(self, word: str) -> bool:
        return self._dictionary.holds(word)

    def look_up(self, words: str, *, admitted: Filter, exact: bool, most: int) -> LookedUp:
        searcher = self._snapshot.lexical.searcher

        def having(words: str, typos: bool) -> dict[int, float]:
            query = keyword_query(words, synonyms(), searcher, admitted=admitted, typos=typos)
            return self._snapshot.bm25(query, most)

        return look_up(words, Known(self.holds, self._dictionary.near), having, exact=exact)
