"""Which documents the index holds: rows with text and vector in one SQLite file, the index's only truth."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from curbside.errors import IndexUnavailable
from curbside.retrieval.document import Document
from curbside.retrieval.encoder import Vectors
from curbside.retrieval.generation import REBUILD

# `row` is never used twice, so an old row number in the other files can only be dead, never somebody else.
# `pending` lists rows the lexical index has yet to learn of: it survives a crash between the two files.
_SCHEMA = """
CREATE TABLE document (
  row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
  answer TEXT NOT NULL, department TEXT NOT NULL, language TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX document_department ON document (department);
CREATE TABLE pending (row INTEGER PRIMARY KEY);
"""
_COLUMNS = "row, id, title, text, answer, department, language, vector"
# SQLite's default limit of variables in one statement was 999 before 3.32.
_CHUNK = 500
_WAIT_S = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class StoredDocument:
    """One live document: its row number and its vector, float32[dimension]."""

    row: int
    document: Document
    vector: Vectors


class Store:
    """An open documents.sqlite. May raise sqlite3.Error; the callers' `guarded` makes it IndexUnavailable."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise IndexUnavailable(f"{path} is missing. {REBUILD}")
        self._db = sqlite3.connect(path, timeout=_WAIT_S, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute("PRAGMA synchronous = NORMAL")

    @staticmethod
    def create(path: Path) -> None:
        db = sqlite3.connect(path)
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(_SCHEMA)
        db.close()

    def close(self) -> None:
        self._db.close()

    def put(self, documents: Sequence[Document], vectors: Vectors) -> None:
        """Add or replace, all or none; later of two equal ids wins."""
        latest = {document.id: (document, vector) for document, vector in zip(documents, vectors, strict=True)}
        with self._transaction():
            self._remove(list(latest))
            for document, vector in latest.values():
                self._insert(document, vector)

    def remove(self, ids: Sequence[str]) -> int:
        """Remove by id, then empty the write-ahead log, so that withdrawn text does not stay in it."""
        with self._transaction():
            removed = self._remove(ids)
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return removed

    def pending(self) -> list[int]:
        return [row for (row,) in self._db.execute("SELECT row FROM pending ORDER BY row")]

    def forget_pending(self) -> None:
        self._db.execute("DELETE FROM pending")

    def documents(self, rows: Iterable[int]) -> list[StoredDocument]:
        """The live ones among `rows`, in no particular order."""
        wanted = list(rows)
        found: list[StoredDocument] = []
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            sql = f"SELECT {_COLUMNS} FROM document WHERE row IN ({marks})"  # noqa: S608 (marks are question marks)
            found.extend(_stored(record) for record in self._db.execute(sql, part))
        return found

    def in_department(self, department: str) -> Iterator[tuple[int, Vectors]]:
        sql = "SELECT row, vector FROM document WHERE department = ?"
        for row, blob in self._db.execute(sql, (department,)):
            yield row, np.frombuffer(blob, dtype=np.float16).astype(np.float32)

    def vectors_after(self, row: int) -> Iterator[tuple[int, bytes]]:
        """Row and float16 bytes of every live document above `row`, ascending."""
        yield from self._db.execute("SELECT row, vector FROM document WHERE row > ? ORDER BY row", (row,))

    def all_documents(self) -> Iterator[Document]:
        for record in self._db.execute(f"SELECT {_COLUMNS} FROM document ORDER BY row"):  # noqa: S608 (constant)
            yield _stored(record).document

    def count(self, *, up_to: int | None = None) -> int:
        limit = 2**62 if up_to is None else up_to
        (number,) = self._db.execute("SELECT count(*) FROM document WHERE row <= ?", (limit,)).fetchone()
        return int(number)

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db)

    def _remove(self, ids: Sequence[str]) -> int:
        removed = 0
        for id in ids:
            found = self._db.execute("SELECT row FROM document WHERE id = ?", (id,)).fetchone()
            if found:
                self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", found)
                self._db.execute("DELETE FROM document WHERE row = ?", found)
                removed += 1
        return removed

    def _insert(self, document: Document, vector: Vectors) -> None:
        fields = (document.id, document.title, document.text, document.answer, document.department, document.language)
        sql = (
            "INSERT INTO document (id, title, text, answer, department, language, vector) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        cursor = self._db.execute(sql, (*fields, vector.astype(np.float16).tobytes()))
        self._db.execute("INSERT INTO pending VALUES (?)", (cursor.lastrowid,))


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT, rolled back on any error."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _stored(record: tuple[int, str, str, str, str, str, str, bytes]) -> StoredDocument:
    row, id, title, text, answer, department, language, blob = record
    document = Document(id=id, text=text, title=title, answer=answer, department=department, language=language)
    return StoredDocument(row, document, np.frombuffer(blob, dtype=np.float16).astype(np.float32))
