"""The index on disk: one writer, many readers that see a new generation without restart."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from curbside.retrieval.document import Document, Hit
from curbside.retrieval.encoder import Encoder


class Index:
    """An index folder. Opening one made by another recipe, or a corrupt one, raises IndexUnavailable."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        raise NotImplementedError

    def upsert(self, documents: Iterable[Document]) -> int:
        """Add or replace documents by id; visible to every reader when this returns. Returns how many."""
        raise NotImplementedError

    def delete(self, ids: Iterable[str]) -> int:
        """Remove documents; gone for every reader when this returns. Returns how many were there."""
        raise NotImplementedError

    def query(
        self,
        text: str,
        *,
        top_k: int = 10,
        department: str | None = None,
        exclude: Sequence[str] = (),
        floor: bool = True,
    ) -> tuple[Hit, ...]:
        """Hits best first; fewer than top_k, or none, when nothing is close enough (unless floor=False)."""
        raise NotImplementedError

    def search(self, words: str, *, top_k: int = 200, department: str | None = None) -> tuple[Hit, ...]:
        """Keyword search for the search page: quoted phrases, lay and medical words, typos, dense as support."""
        raise NotImplementedError

    def count(self) -> int:
        raise NotImplementedError
