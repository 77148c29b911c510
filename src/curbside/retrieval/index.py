"""The index on disk: one writer, many readers that see a new generation without restart."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from curbside.errors import BadInput, IndexUnavailable
from curbside.retrieval.corrections import corrected
from curbside.retrieval.dictionary import Dictionary
from curbside.retrieval.document import Document, Filter, Found, Hit
from curbside.retrieval.encoder import Encoder
from curbside.retrieval.fusion import Scored, floor_for, mixed, without_twins
from curbside.retrieval.looking_up import MOST_RELATED, by_words_first, look_up, related
from curbside.retrieval.plain import plain_question
from curbside.retrieval.search import evidence_query, has_phrase
from curbside.retrieval.snapshot import Snapshot
from curbside.retrieval.words import content_words, shared_words
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


class Index:
    """An index folder. Opening one made by another recipe, or a corrupt one, raises IndexUnavailable.

    An absent or empty folder becomes an empty index. Safe to share between threads and to carry over a fork.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.folder, self.encoder = folder, encoder
        self._snapshot: Snapshot | None = None
        self._owner = 0
        self._words: Dictionary | None = None
        with guarded(folder):
            if not (folder / "CURRENT").exists():
                create_index(folder, encoder)
        with self._reading():
            pass

    def upsert(self, documents: Iterable[Document]) -> int:
        """Add or replace documents by id; visible to every reader when this returns. Returns how many.

        Takes any iterable in constant memory, a thousand at a time. Raises BadInput for a document without id or words
        (earlier thousands stay) and IndexUnavailable.
        """
        return put_documents(self.folder, self.encoder, documents)

    def delete(self, ids: Iterable[str]) -> int:
        """Remove documents; gone for every reader when this returns. Returns how many were there."""
        return remove_documents(self.folder, self.encoder, list(ids))

    def merge(self) -> None:
        """Join newer rows to the HNSW file now, as after a large import."""
        merge_newer(self.folder, self.encoder, always=True)

    def query(
        self,
        text: str,
        *,
        top_k: int = 10,
        department: str | None = None,
        language: str | None = None,
        age_group: str | None = None,
        exclude: Sequence[str] = (),
        floor: bool = True,
    ) -> tuple[Hit, ...]:
        """Hits best first; fewer than top_k, or none, when nothing is close enough (unless floor=False).

        Of one department, language and age group where they are named, without the ids in `exclude`. The first 20,000
        characters count. Raises BadInput (no words, top_k < 1) and IndexUnavailable.
        """
        cleaned = _checked(text, top_k)
        if self._is_empty():
            return ()  # nothing to compare with: spare the encoding
        admitted = Filter(department or "", language or "", age_group or "", frozenset(exclude))
        vector = self.encoder.encode([cleaned])[0]
        with self._reading() as snapshot:
            bm25 = snapshot.bm25(evidence_query(cleaned, snapshot.lexical.searcher, admitted=admitted))
            rows = snapshot.nearest(vector, admitted=admitted, top_k=top_k) | bm25.keys()
            candidates = snapshot.wanted(rows, admitted)
        scored = mixed(vector, candidates, bm25)
        close = [pair for pair in scored if pair[0] >= floor_for(self.encoder.recipe)] if floor else scored
        return _hits(cleaned, without_twins(close), top_k)

    def search(self, words: str, *, top_k: int = 200, department: str | None = None) -> tuple[Hit, ...]:
        """The hits of `look_up`. Raises BadInput (no words, top_k < 1) and IndexUnavailable."""
        return self.look_up(words, top_k=top_k, department=department).hits

    def look_up(self, words: str, *, top_k: int = 200, department: str | None = None, exact: bool = False) -> Found:
        """Keyword search for the search page: quoted phrases, other names, spellings, typos, dense as support.

        exact=True searches what was typed, whatever it finds. Raises BadInput (no words, top_k < 1) and
        IndexUnavailable.
        """
        cleaned = _checked(words, top_k)
        if self._is_empty():
            return Found((), cleaned, corrected(cleaned) or "")
        admitted = Filter(department or "")
        with self._reading() as snapshot:
            looked = look_up(cleaned, snapshot, self._dictionary(snapshot), admitted=admitted, exact=exact, most=top_k)
        vector = self.encoder.encode([looked.searched])[0]
        with self._reading() as snapshot:
            near: set[int] = set()
            if looked.is_little and not has_phrase(looked.searched):
                near = snapshot.nearest(vector, admitted=admitted, top_k=min(top_k, MOST_RELATED))
            candidates = snapshot.wanted(near | looked.bm25.keys(), admitted)
        scored = mixed(vector, candidates, {})
        by_words = _hits(looked.searched, iter(by_words_first(looked.searched, scored, looked.bm25)), top_k)
        close = related(scored, looked.bm25, self.encoder.recipe)
        by_meaning = _hits(looked.searched, iter(close), min(MOST_RELATED, top_k - len(by_words)))
        hits = (*by_words, *(replace(hit, related=True) for hit in by_meaning))
        return Found(hits, looked.searched, looked.suggestion)

    def _dictionary(self, snapshot: Snapshot) -> Dictionary:
        """The words of the index as it is now. Call under the snapshot's lock."""
        if self._words is None or self._words.searcher is not snapshot.lexical.searcher:
            self._words = Dictionary(snapshot)
        return self._words

    def documents(self) -> Iterator[Document]:
        """Every live document, for building an index anew. Raises IndexUnavailable."""
        yield from stored_documents(self.folder)

    def count(self) -> int:
        """How many documents there are. Raises IndexUnavailable."""
        with self._reading() as snapshot:
            return snapshot.store.count()

    def _is_empty(self) -> bool:
        with self._reading() as snapshot:
            return snapshot.store.is_empty()

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """The open files, reopened after a change, a fork or a damage; any damage as IndexUnavailable."""
        snapshot = self._locked_snapshot()
        try:
            with guarded(self.folder):
                yield snapshot
        finally:
            snapshot.lock.release()

    def _locked_snapshot(self) -> Snapshot:
        """Files of one and the same index, the lock held. A folder that is swapped meanwhile is opened again."""
        for _ in range(_SWAPS_OUTLIVED):
            with suppress(IndexUnavailable):
                return self._try_locked()
        return self._try_locked()

    def _try_locked(self) -> Snapshot:
        with guarded(self.folder):
            if self._snapshot is None or self._owner != os.getpid() or self._snapshot.is_replaced():
                self._snapshot, self._owner = Snapshot(self.folder, self.encoder), os.getpid()
            snapshot = self._snapshot
            snapshot.lock.acquire()
            try:
                snapshot.fresh()
                if snapshot.is_replaced():
                    raise IndexUnavailable(f"The index in {self.folder} was replaced while it was read. Ask again.")
            except BaseException:
                self._snapshot = None  # it may hold files of two indexes: never use it again
                snapshot.lock.release()
                raise
            return snapshot


def _checked(text: str, top_k: int) -> str:
    if top_k < 1:
        raise BadInput("Ask for at least one result.")
    return plain_question(text)


def _hits(text: str, scored: Iterator[Scored], top_k: int) -> tuple[Hit, ...]:
    words = content_words(text)
    return tuple(
        Hit(stored.document.id, round(score, 4), shared_words(words, _whole(stored.document)))
        for _, (score, stored) in zip(range(top_k), scored, strict=False)
    )


def _whole(document: Document) -> str:
    return f"{document.title} {document.text}"
