"""Which documents the index holds: rows with text and vector in one SQLite file, the index's only truth."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from curbside.errors import IndexUnavailable
from curbside.retrieval.document import Document, Filter
from curbside.retrieval.encoder import Vectors
from curbside.retrieval.generation import REBUILD

# `row` is never used twice, so an old row number in the other files can only be dead, never somebody else.
# `pending` lists rows the lexical index has yet to learn of: it survives a crash between the two files.
_SCHEMA = """
CREATE TABLE document (
  row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
  answer TEXT NOT NULL, department TEXT NOT NULL, language TEXT NOT NULL, age_group TEXT NOT NULL,
  vector BLOB NOT NULL);
CREATE INDEX document_narrowed ON document (department, language, age_group);
CREATE TABLE pending (row INTEGER PRIMARY KEY);
"""
_COLUMNS = "row, id, text, title, answer, department, language, age_group, vector"
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

    def admitted_vectors(self, admitted: Filter, *, most: int = -1) -> list[tuple[int, bytes]]:
        """Row and float16 bytes of live documents with the filter's values: all, or any `most` of them."""
        condition, values = _condition(admitted)
        sql = f"SELECT row, vector FROM document WHERE {condition} LIMIT ?"  # noqa: S608 (names from Filter)
        return self._db.execute(sql, (*values, most)).fetchall()

    def count_admitted(self, rows: Iterable[int], admitted: Filter) -> int:
        """How many of `rows` are live and have the filter's values."""
        wanted, (condition, values), count = list(rows), _condition(admitted), 0
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            sql = f"SELECT count(*) FROM document WHERE row IN ({marks}) AND {condition}"  # noqa: S608 (no values)
            count += int(self._db.execute(sql, (*part, *values)).fetchone()[0])
        return count

    def vectors_after(self, row: int) -> Iterator[tuple[int, bytes]]:
        """Row and float16 bytes of every live document above `row`, ascending."""
        yield from self._db.execute("SELECT row, vector FROM document WHERE row > ? ORDER BY row", (row,))

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


def _condition(admitted: Filter) -> tuple[str, tuple[str, ...]]:
    wanted = admitted.wanted
    return " AND ".join(f"{name} = ?" for name in wanted) or "1", tuple(wanted.values())
