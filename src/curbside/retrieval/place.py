"""Where an index is kept, and so by which engine: a folder, or the address of a PostgreSQL database."""

from collections.abc import Iterable
from pathlib import Path

from curbside.retrieval import postgres_engine, writer
from curbside.retrieval.document import Document
from curbside.retrieval.encoder import Encoder, Recipe
from curbside.retrieval.engine import Engine
from curbside.retrieval.folder_engine import FolderEngine
from curbside.retrieval.postgres_engine import PostgresEngine

Place = Path | str
_SCHEMES = ("postgres://", "postgresql://")


def place_of(written: str) -> Place:
    """An address as it stands; anything else is a folder."""
    return written if written.startswith(_SCHEMES) else Path(written)


def open_engine(place: Place, recipe: Recipe) -> Engine:
    """Raises IndexUnavailable: damaged, out of reach, or made with another recipe."""
    return PostgresEngine(place, recipe) if isinstance(place, str) else FolderEngine(place, recipe)


def build_index(place: Place, encoder: Encoder, documents: Iterable[Document]) -> int:
    """Build beside what is there, then take its place in one step; how many documents were given.

    Raises BadInput for a folder with other files, or a document without words; IndexUnavailable.
    """
    if isinstance(place, str):
        return postgres_engine.build_index(place, encoder, documents)
    return writer.build_index(place, encoder, documents)


def rebuild_index(place: Place, encoder: Encoder) -> int:
    """Encode every stored document again, whichever encoder made the index; how many. See `build_index`."""
    if isinstance(place, str):
        return postgres_engine.rebuild_index(place, encoder)
    return writer.rebuild_index(place, encoder)
