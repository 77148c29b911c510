"""Which documents the index holds: rows with text and vector in one SQLite file, the index's only truth."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

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
  answer TEXT NOT NULL, department TEXT NOT NULL, language TEXT NOT NULL, age_group TEXT NOT NULL,
  vector BLOB NOT NULL);
CREATE TABLE pending (row INTEGER PRIMARY KEY);
"""
_COLUMNS = "row, id, text, title, answer, department, language, age_group, vector"
# SQLite's default limit of variables in one statement was 999 before 3.32.
_CHUNK = 500
_WAIT_S = 30.0


class StoredVector(NamedTuple):
    """One live document's vector (float16 bytes) and what a query may be narrowed to."""

    row: int
    vector: bytes
    department: str
    language: str
    age_group: str


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

    def put(self, documents: Sequence[Document], vectors: Vectors) -> tuple[list[int], list[StoredDocument]]:
        """Add or replace, all or none; later of two equal ids wins. The rows that went and the documents that came."""
        latest = {document.id: (document, vector) for document, vector in zip(documents, vectors, strict=True)}
        with self._transaction():
            gone = self._remove(list(latest))
            return gone, [self._insert(document, vector) for document, vector in latest.values()]

    def remove(self, ids: Sequence[str]) -> int:
        """Remove by id, then empty the write-ahead log, so that withdrawn text does not stay in it."""
        with self._transaction():
            removed = len(self._remove(ids))
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
            found.extend(_stored(self._db.execute(sql, part).fetchall()))
        return found

    def count_live(self, rows: Iterable[int]) -> int:
        """How many of `rows` are live."""
        wanted, count = list(rows), 0
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            sql = f"SELECT count(*) FROM document WHERE row IN ({marks})"  # noqa: S608 (marks are question marks)
            count += int(self._db.execute(sql, part).fetchone()[0])
        return count

    def vectors_after(self, row: int) -> Iterator[StoredVector]:
        """Of every live document above `row`, ascending."""
        sql = f"SELECT {', '.join(StoredVector._fields)} FROM document WHERE row > ? ORDER BY row"  # noqa: S608 (names)
        yield from map(StoredVector._make, self._db.execute(sql, (row,)))

    def all_documents(self) -> Iterator[Document]:
        """Of a folder of format 1, which had no age group, too: to make it anew."""
        has = {name for _, name, *_ in self._db.execute("PRAGMA table_info(document)")}
        columns = _COLUMNS if "age_group" in has else _COLUMNS.replace("age_group", "''")
        for record in self._db.execute(f"SELECT {columns} FROM document ORDER BY row"):  # noqa: S608 (constant)
            yield Document(*record[1:8])

    def count(self) -> int:
        (number,) = self._db.execute("SELECT count(*) FROM document").fetchone()
        return int(number)

    def count_after(self, row: int) -> int:
        (number,) = self._db.execute("SELECT count(*) FROM document WHERE row > ?", (row,)).fetchone()
        return int(number)

    def is_empty(self) -> bool:
        return self._db.execute("SELECT 1 FROM document LIMIT 1").fetchone() is None

    def last_row(self) -> int:
        """The highest row number given out so far, 0 for none: never fewer than there are documents."""
        found = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'document'").fetchone()
        return int(found[0]) if found else 0

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db)

    def _remove(self, ids: Sequence[str]) -> list[int]:
        removed = []
        for id in ids:
            found = self._db.execute("SELECT row FROM document WHERE id = ?", (id,)).fetchone()
            if found:
                self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", found)
                self._db.execute("DELETE FROM document WHERE row = ?", found)
                removed.append(int(found[0]))
        return removed

    def _insert(self, document: Document, vector: Vectors) -> StoredDocument:
        told = (document.id, document.title, document.text, document.answer)
        narrowing = (document.department, document.language, document.age_group)
        sql = (
            "INSERT INTO document (id, title, text, answer, department, language, age_group, vector)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        cursor = self._db.execute(sql, (*told, *narrowing, vector.astype(np.float16).tobytes()))
        self._db.execute("INSERT INTO pending VALUES (?)", (cursor.lastrowid,))
        return StoredDocument(int(cursor.lastrowid or 0), document, vector)


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT, rolled back on any error."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _stored(records: Sequence[tuple[Any, ...]]) -> list[StoredDocument]:
    """Vectors are widened all at once: one by one that took longer than reading them."""
    if not records:
        return []
    flat = np.frombuffer(b"".join(record[8] for record in records), dtype=np.float16)
    vectors = flat.reshape(len(records), -1).astype(np.float32)
    return [StoredDocument(record[0], Document(*record[1:8]), vectors[n]) for n, record in enumerate(records)]
