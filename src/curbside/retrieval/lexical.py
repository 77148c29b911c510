"""Which rows share words with a text: BM25 over question and answer, kept by tantivy, one writer, many readers."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from curbside.errors import IndexUnavailable
from curbside.retrieval.generation import REBUILD
from curbside.retrieval.store import StoredDocument
from curbside.retrieval.words import spaced

_WRITER_BYTES = 64_000_000
_LONGEST_TOKEN = 40
# The fields of Filter; one that is empty in a document is not indexed.
NARROWING = ("department", "language", "age_group")


def _analyzer() -> Any:
    """Words in lower case without accents, English stems (Snowball)."""
    filters = tantivy.Filter
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(filters.remove_long(_LONGEST_TOKEN))
    builder = builder.filter(filters.lowercase()).filter(filters.ascii_fold())
    return builder.filter(filters.stemmer("english")).build()


ANALYZER = _analyzer()


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=True, indexed=True, fast=True)
    builder.add_text_field("question", tokenizer_name="words")
    builder.add_text_field("answer", tokenizer_name="words")
    for name in NARROWING:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _schema()


def stems(text: str) -> list[str]:
    """The terms `text` is indexed under, in order."""
    return list(ANALYZER.analyze(spaced(text)))


class Lexical:
    """An open tantivy folder. Text is indexed, never stored: the store holds it."""

    def __init__(self, folder: Path) -> None:
        try:
            exists = folder.is_dir() and tantivy.Index.exists(str(folder))
            index = tantivy.Index.open(str(folder)) if exists else None
        except (ValueError, OSError) as error:
            raise IndexUnavailable(f"{folder} is damaged: {error}. {REBUILD}") from error
        if index is None:
            raise IndexUnavailable(f"{folder} is missing. {REBUILD}")
        self._index = index
        self._index.register_tokenizer("words", ANALYZER)
        self.reload()

    @staticmethod
    def create(folder: Path) -> None:
        folder.mkdir()
        tantivy.Index(SCHEMA, path=str(folder))

    def reload(self) -> None:
        """See what was committed last."""
        self._index.reload()
        self.searcher = self._index.searcher()

    @contextmanager
    def changing(self) -> Iterator["WordChanges"]:
        """Changes that are committed together at the end, or not at all."""
        writer = self._index.writer(_WRITER_BYTES, 1)
        yield WordChanges(writer)
        writer.commit()
        writer.wait_merging_threads()

    def best(self, query: Any, most: int) -> dict[int, float]:
        """Row → BM25 score of the best `most` rows, best first."""
        hits = self.searcher.search(query, limit=most, count=False).hits
        rows = self.searcher.fast_field_values("row", [address for _, address in hits])
        return {int(row or 0): float(score) for row, (score, _) in zip(rows, hits, strict=True)}


class WordChanges:
    """What one commit holds. Doing it twice changes nothing."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def replace(self, rows: Iterable[int], live: Iterable[StoredDocument]) -> None:
        """Drop `rows`, then add `live`."""
        for row in rows:
            self._writer.delete_documents_by_term("row", row)
        for stored in live:
            self._writer.add_document(_entry(stored))


def _entry(stored: StoredDocument) -> Any:
    document = stored.document
    entry = tantivy.Document()
    entry.add_unsigned("row", stored.row)
    entry.add_text("question", spaced(f"{document.title}\n{document.text}"))
    entry.add_text("answer", spaced(document.answer))
    for name in NARROWING:
        entry.add_text(name, getattr(document, name))
    return entry
