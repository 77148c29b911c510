"""The index's tables in PostgreSQL with pgvector, and how a document becomes a row and a row a document."""

from collections.abc import Sequence
from typing import LiteralString

import numpy as np
from psycopg import Connection, sql

from curbside.errors import IndexOutdated
from curbside.retrieval.document import Document
from curbside.retrieval.encoder import Recipe, Vectors
from curbside.retrieval.generation import FORMAT, RENEW
from curbside.retrieval.store import StoredDocument
from curbside.retrieval.synonyms import term_of

LIVE, BESIDE = "curbside_index", "curbside_index_new"
COLUMNS = sql.SQL("row, id, text, title, answer, department, language, age_group, halfvec_send(vector)")
# The only unique column is the one Citus may distribute by.
_TABLES = """
CREATE SCHEMA {schema};
CREATE TABLE {schema}.recipe (
  format int NOT NULL, name text NOT NULL, dimension int NOT NULL, fingerprint text NOT NULL);
CREATE TABLE {schema}.document (
  id text PRIMARY KEY, row bigint GENERATED ALWAYS AS IDENTITY, text text NOT NULL, title text NOT NULL,
  answer text NOT NULL, department text NOT NULL, language text NOT NULL, age_group text NOT NULL,
  vector halfvec({dimension}) NOT NULL, words tsvector NOT NULL);
CREATE INDEX ON {schema}.document (row);
CREATE INDEX ON {schema}.document (department, language, age_group);
"""
# The same graph as the folder's (dense.py); halfvec holds float16.
_GRAPH = "CREATE INDEX ON {schema}.document USING hnsw (vector halfvec_ip_ops) WITH (m = 32, ef_construction = 128)"
_WORDS = "CREATE INDEX ON {schema}.document USING gin (words)"
_PUT = """
INSERT INTO {schema}.document (id, text, title, answer, department, language, age_group, vector, words)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::halfvec, %s::tsvector)
"""
# PostgreSQL refuses positions beyond 16383 and texts of words beyond a megabyte.
_MOST_WORDS = 16_000


def named(statement: LiteralString, schema: str, **parts: sql.Composable) -> sql.Composed:
    """`statement` with the schema's name and other parts in it."""
    return sql.SQL(statement).format(schema=sql.Identifier(schema), **parts)


def create_tables(db: Connection, schema: str, recipe: Recipe) -> None:
    """Without the graphs, which are quicker made once the rows are there."""
    db.execute("CREATE EXTENSION IF NOT EXISTS vector")
    db.execute(named(_TABLES, schema, dimension=sql.Literal(recipe.dimension)))
    facts = (FORMAT, recipe.name, recipe.dimension, recipe.fingerprint)
    db.execute(named("INSERT INTO {schema}.recipe VALUES (%s, %s, %s, %s)", schema), facts)


def create_graphs(db: Connection, schema: str) -> None:
    db.execute(named(_GRAPH, schema))
    db.execute(named(_WORDS, schema))


def is_there(db: Connection, schema: str) -> bool:
    return db.execute("SELECT to_regnamespace(%s) IS NOT NULL", (schema,)).fetchone() == (True,)


def check_recipe(db: Connection, recipe: Recipe) -> None:
    """Raises IndexOutdated when the tables were made by another format or encoder."""
    made = db.execute(named("SELECT format, name, dimension, fingerprint FROM {schema}.recipe", LIVE)).fetchone()
    if made != (FORMAT, recipe.name, recipe.dimension, recipe.fingerprint):
        message = f"The index in PostgreSQL was made by another encoder than {recipe.name} or by another Curbside."
        raise IndexOutdated(f"{message} {RENEW}")


def put_rows(db: Connection, schema: str, documents: Sequence[Document], vectors: Vectors) -> None:
    """Add or replace by id; later of two equal ids wins. Call inside a transaction."""
    latest = {document.id: (document, vector) for document, vector in zip(documents, vectors, strict=True)}
    db.execute(named("DELETE FROM {schema}.document WHERE id = ANY(%s)", schema), (list(latest),))
    with db.cursor() as cursor:
        cursor.executemany(named(_PUT, schema), [_row(*pair) for pair in latest.values()])


def stored(record: tuple[object, ...]) -> StoredDocument:
    """A document from COLUMNS."""
    row, vector = record[0], record[8]
    document = Document(*map(str, record[1:8]))
    return StoredDocument(int(str(row)), document, _vector(bytes(vector)))  # type: ignore[call-overload]


def halfvec(vector: Vectors) -> str:
    return f"[{','.join(f'{number:.6g}' for number in vector.tolist())}]"


def _vector(sent: bytes) -> Vectors:
    """pgvector's binary form: two 16-bit numbers (dimension, unused), then float16, all with the high byte first."""
    return np.frombuffer(sent, dtype=">f2", offset=4).astype(np.float32)


def _row(document: Document, vector: Vectors) -> tuple[str, ...]:
    told = (document.id, document.text, document.title, document.answer)
    narrowing = (document.department, document.language, document.age_group)
    return (*told, *narrowing, halfvec(vector), _words(document))


def _words(document: Document) -> str:
    """The document as a tsvector: our own stems in American spelling with their places, the question's weighing more.

    Single Chinese characters stand beside the pairs they are in, so that one alone is found.
    """
    question = term_of(f"{document.title}\n{document.text}")
    answer = term_of(document.answer)
    parts = []
    for place, stem in enumerate([*question, "", *answer][:_MOST_WORDS], start=1):
        weight = "A" if place <= len(question) else ""
        parts += [f"{quoted(form)}:{place}{weight}" for form in {stem, *_characters(stem)} if form]
    return " ".join(parts)


def _characters(stem: str) -> str:
    return stem if "\u3400" <= stem[:1] <= "\u9fff" else ""


def quoted(stem: str) -> str:
    """A word as tsvector and tsquery read it."""
    doubled = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
