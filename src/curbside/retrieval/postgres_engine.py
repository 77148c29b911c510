"""The index in PostgreSQL with pgvector, for more than one machine: vectors by HNSW, words by tsvector."""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import Connection, sql

from curbside.errors import IndexUnavailable
from curbside.retrieval.batches import encoded
from curbside.retrieval.corrections import Known
from curbside.retrieval.document import Document, Filter
from curbside.retrieval.encoder import Encoder, Recipe, Vectors
from curbside.retrieval.engine import DENSE_CANDIDATES, Candidates
from curbside.retrieval.looking_up import LookedUp, look_up
from curbside.retrieval.postgres_tables import (
    BESIDE,
    COLUMNS,
    LIVE,
    check_recipe,
    create_graphs,
    create_tables,
    halfvec,
    is_there,
    named,
    put_rows,
    quoted,
    stored,
)
from curbside.retrieval.postgres_words import evidence_among, word_queries
from curbside.retrieval.store import StoredDocument
from curbside.retrieval.synonyms import term_of

_CONNECT_S = 5
# One writer creates or swaps tables at a time: any number will do that is the same in every process.
_LOCK = 7_430_911_085
# pgvector: breadth of the search (at least the candidates), and searching on where a filter leaves too few.
_SESSION = "SET hnsw.ef_search = 256; SET hnsw.iterative_scan = strict_order"


class PostgresEngine:
    """Keeps the port of engine.Engine. A database without the tables becomes an empty index."""

    def __init__(self, address: str, recipe: Recipe) -> None:
        self._address, self._recipe = address, recipe
        self._lock = threading.Lock()
        self._db: Connection | None = None
        self._owner = 0
        with self._connected() as db:
            _create_if_absent(db, recipe)

    def put(self, documents: Sequence[Document], vectors: Vectors) -> None:
        with self._changing() as db:
            put_rows(db, LIVE, documents, vectors)

    def remove(self, ids: Sequence[str]) -> int:
        with self._changing() as db:
            return db.execute(named("DELETE FROM {schema}.document WHERE id = ANY(%s)", LIVE), (list(ids),)).rowcount

    def settle(self, *, always: bool = False) -> None:
        """PostgreSQL keeps its graphs itself; after a large change its planner should know."""
        if always:
            with self._connected() as db:
                db.execute(named("ANALYZE {schema}.document", LIVE))

    def documents(self) -> Iterator[Document]:
        yield from _stored_documents(self._address)

    @contextmanager
    def reading(self) -> Iterator["PostgresReader"]:
        with self._connected() as db:
            check_recipe(db, self._recipe)
            yield PostgresReader(db)

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A transaction that waits while tables are built anew, on a connection of its own: readers need not wait."""
        with _guarded(), _connect(self._address) as db, db.transaction():
            db.execute("SELECT pg_advisory_xact_lock_shared(%s)", (_LOCK,))
            check_recipe(db, self._recipe)
            yield db

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """This process's connection, opened again after a fork or when it broke."""
        with self._lock, _guarded():
            if self._db is None or self._db.closed or self._owner != os.getpid():
                self._db, self._owner = _connect(self._address), os.getpid()
            yield self._db


class PostgresReader:
    """Keeps the port of engine.Reader."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def is_empty(self) -> bool:
        return self._db.execute(named("SELECT 1 FROM {schema}.document LIMIT 1", LIVE)).fetchone() is None

    def count(self) -> int:
        return _count(self._db, LIVE)

    def alike(self, text: str, vector: Vectors, *, admitted: Filter, top_k: int) -> Candidates:
        near = self._nearest(COLUMNS, vector, admitted, top_k)
        candidates = [each for record in near if admitted.admits((each := stored(record)).document)]
        return Candidates(candidates, evidence_among(text, candidates))

    def nearest(self, vector: Vectors, *, admitted: Filter, top_k: int) -> set[int]:
        return {int(str(row)) for (row,) in self._nearest(sql.SQL("row"), vector, admitted, top_k)}

    def wanted(self, rows: Iterable[int], admitted: Filter) -> list[StoredDocument]:
        statement = named("SELECT {columns} FROM {schema}.document WHERE row = ANY(%s)", LIVE, columns=COLUMNS)
        found = [stored(record) for record in self._db.execute(statement, (list(rows),))]
        return [each for each in found if admitted.admits(each.document)]

    def look_up(self, words: str, *, admitted: Filter, exact: bool, most: int) -> LookedUp:
        """Misspellings are put right from the shipped words alone: no list of the index's own is kept."""

        def having(words: str, typos: bool) -> dict[int, float]:
            return self._having(words, admitted, most)

        return look_up(words, Known(self.holds, lambda word: ()), having, exact=exact)

    def _having(self, words: str, admitted: Filter, most: int) -> dict[int, float]:
        phrases, groups, needed = word_queries(words)
        if not phrases and not groups:
            return {}
        parts = [*phrases, *groups]
        condition, values = _narrowed(admitted)
        some = " & ".join([*phrases, *([f"({' | '.join(groups)})"] if groups else [])])
        matched = sql.SQL(" + ").join([sql.SQL("(words @@ %s::tsquery)::int")] * len(groups) or [sql.SQL("0")])
        statement = named(
            "SELECT row, ts_rank(words, %s::tsquery, 1) FROM {schema}.document WHERE words @@ %s::tsquery"
            " AND {matched} >= %s AND {condition} ORDER BY 2 DESC, row LIMIT %s",
            LIVE,
            matched=matched,
            condition=condition,
        )
        rank = " | ".join(parts)
        found = self._db.execute(statement, (rank, some, *groups, needed, *values, most))
        return {int(row): float(score) for row, score in found}

    def holds(self, word: str) -> bool:
        forms = " | ".join(map(quoted, term_of(word)))
        statement = named("SELECT 1 FROM {schema}.document WHERE words @@ %s::tsquery LIMIT 1", LIVE)
        return bool(forms) and self._db.execute(statement, (forms,)).fetchone() is not None

    def _nearest(self, columns: sql.SQL, vector: Vectors, admitted: Filter, top_k: int) -> list[tuple[object, ...]]:
        condition, values = _narrowed(admitted)
        statement = named(
            "SELECT {columns} FROM {schema}.document WHERE {condition} ORDER BY vector <#> %s::halfvec LIMIT %s",
            LIVE,
            columns=columns,
            condition=condition,
        )
        most = max(DENSE_CANDIDATES, 2 * top_k)
        return self._db.execute(statement, (*values, halfvec(vector), most)).fetchall()


def build_index(address: str, encoder: Encoder, documents: Iterable[Document]) -> int:
    """Build in a schema beside, then let it take the live one's place in one transaction; how many documents.

    Readers keep what is there until then; writers wait. Raises BadInput and IndexUnavailable.
    """
    with _guarded(), _connect(address) as db:
        db.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        db.execute(named("DROP SCHEMA IF EXISTS {schema} CASCADE", BESIDE))
        create_tables(db, BESIDE, encoder.recipe)
        count = 0
        for part, vectors in encoded(documents, encoder):
            with db.transaction():
                put_rows(db, BESIDE, part, vectors)
            count += len(part)
        create_graphs(db, BESIDE)
        db.execute(named("ANALYZE {schema}.document", BESIDE))
        with db.transaction():
            db.execute(named("DROP SCHEMA IF EXISTS {schema} CASCADE", LIVE))
            db.execute(named("ALTER SCHEMA {schema} RENAME TO {live}", BESIDE, live=sql.Identifier(LIVE)))
    return count


def rebuild_index(address: str, encoder: Encoder) -> int:
    """Encode every stored document again. Raises IndexUnavailable when there is none to encode."""
    with _guarded(), _connect(address) as db:
        if not is_there(db, LIVE):
            raise IndexUnavailable("There are no documents in this database to index anew.")
    return build_index(address, encoder, _stored_documents(address))


def _create_if_absent(db: Connection, recipe: Recipe) -> None:
    """A replica, which can make nothing, is asked first."""
    if not is_there(db, LIVE):
        with db.transaction():
            db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            if not is_there(db, LIVE):
                create_tables(db, LIVE, recipe)
                create_graphs(db, LIVE)
    check_recipe(db, recipe)


def _stored_documents(address: str) -> Iterator[Document]:
    """Every live document, on a connection and in a transaction of its own, a thousand in memory at a time."""
    with _guarded(), _connect(address) as db, db.transaction(), db.cursor(name="documents") as cursor:
        cursor.itersize = 1000
        cursor.execute(named("SELECT {columns} FROM {schema}.document ORDER BY row", LIVE, columns=COLUMNS))
        for record in cursor:
            yield stored(record).document


def _connect(address: str) -> Connection:
    db = psycopg.connect(address, autocommit=True, connect_timeout=_CONNECT_S)
    db.execute(_SESSION)
    return db


def _count(db: Connection, schema: str) -> int:
    found = db.execute(named("SELECT count(*) FROM {schema}.document", schema)).fetchone()
    return int(found[0]) if found else 0


def _narrowed(admitted: Filter) -> tuple[sql.Composable, list[str]]:
    """A condition with its values: hidden ids are left out later, they are few."""
    wanted = admitted.wanted
    parts: list[sql.Composable] = [sql.SQL("{} = %s").format(sql.Identifier(name)) for name in wanted]
    return sql.SQL(" AND ").join(parts or [sql.SQL("true")]), list(wanted.values())


@contextmanager
def _guarded() -> Iterator[None]:
    """What psycopg raises, as IndexUnavailable."""
    try:
        yield
    except psycopg.Error as error:
        raise IndexUnavailable(f"The index in PostgreSQL cannot be used: {error}") from error
