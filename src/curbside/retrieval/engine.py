"""What keeps an index: the port of both engines, a folder of files (folder_engine) and PostgreSQL (postgres_engine)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from curbside.retrieval.document import Document, Filter
from curbside.retrieval.encoder import Vectors
from curbside.retrieval.looking_up import LookedUp
from curbside.retrieval.store import StoredDocument

# Candidates by vector; measured to hold the ten nearest (docs/operate/retrieval.md).
DENSE_CANDIDATES = 100


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be like a text: live, admitted documents, and row → word evidence (0 or more, any scale)."""

    stored: Sequence[StoredDocument]
    evidence: Mapping[int, float]


class Reader(Protocol):
    """One state of the index. Vectors are float32[dimension] of length 1; a row numbers one document."""

    def is_empty(self) -> bool: ...

    def count(self) -> int: ...

    def alike(self, text: str, vector: Vectors, *, admitted: Filter, top_k: int) -> Candidates:
        """Candidates by vector and by words, enough for `top_k` where so many are admitted."""
        ...

    def nearest(self, vector: Vectors, *, admitted: Filter, top_k: int) -> set[int]:
        """Rows near `vector`; some may not be admitted or gone: ask `wanted`."""
        ...

    def wanted(self, rows: Iterable[int], admitted: Filter) -> list[StoredDocument]:
        """The live documents among `rows` that are admitted."""
        ...

    def holds(self, word: str) -> bool:
        """True when some document has `word`, in any inflection."""
        ...

    def look_up(self, words: str, *, admitted: Filter, exact: bool, most: int) -> LookedUp:
        """By keywords: quoted phrases, other names, spellings; corrected unless `exact`."""
        ...


class Engine(Protocol):
    """Safe to share between threads and to carry over a fork; everything raises IndexUnavailable when it is damaged,
    out of reach, or made with another encoder's recipe."""

    def put(self, documents: Sequence[Document], vectors: Vectors) -> None:
        """Add or replace by id, all or none, later of two equal ids wins; visible to every reader on return."""
        ...

    def remove(self, ids: Sequence[str]) -> int:
        """Gone for every reader on return; how many were there."""
        ...

    def settle(self, *, always: bool = False) -> None:
        """What follows a large change: joining newer vectors to the graph, when they are many or `always`."""
        ...

    def documents(self) -> Iterator[Document]:
        """Every live document."""
        ...

    def reading(self) -> AbstractContextManager[Reader]: ...
