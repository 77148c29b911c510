"""How an index folder changes: created, added to, removed from, merged; every change ends in one rename of CURRENT."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from curbside.errors import BadInput, IndexUnavailable
from curbside.retrieval.batches import encoded
from curbside.retrieval.dense import LARGEST_SEGMENT
from curbside.retrieval.document import Document
from curbside.retrieval.encoder import Encoder, Recipe, Vectors
from curbside.retrieval.generation import (
    REBUILD,
    Generation,
    check_manifest,
    read_generation,
    write_generation,
    write_manifest,
    writing,
)
from curbside.retrieval.lexical import Lexical
from curbside.retrieval.store import Store
from curbside.retrieval.swapping import exchange
from curbside.retrieval.vector_file import open_vectors, write_vectors

# A file of vectors with more than this part of dead rows is written anew instead of added to.
MOST_DEAD = 0.2
_STORE_FILES = ("documents.sqlite", "documents.sqlite-wal", "documents.sqlite-shm", "documents.sqlite-journal")
_OWN_FILES = frozenset((*_STORE_FILES, "LOCK", "CURRENT", "CURRENT.new", "manifest.json", "manifest.new", "lexical"))


def create_index(folder: Path, recipe: Recipe) -> None:
    """An empty index in `folder` unless there is one. Raises IndexUnavailable when it holds something else."""
    folder.mkdir(parents=True, exist_ok=True)
    if _foreign_files(folder):
        raise IndexUnavailable(f"{folder} is not empty and holds no index; name another folder.")
    with writing(folder):
        if (folder / "CURRENT").exists():
            return
        if (folder / "documents.sqlite").exists() and (folder / "manifest.json").exists():
            raise IndexUnavailable(f"The index in {folder} has lost its CURRENT file; rebuild it in an empty folder.")
        _clear(folder)
        Store.create(folder / "documents.sqlite")
        Lexical.create(folder / "lexical")
        write_manifest(folder, recipe)
        write_generation(folder, Generation(version=1, base="", base_row=0))


def put_documents(folder: Path, recipe: Recipe, documents: Sequence[Document], vectors: Vectors) -> None:
    """Add or replace by id; visible on return. Raises IndexUnavailable."""
    with _changing(folder, recipe) as store:
        store.put(documents, vectors)


def remove_documents(folder: Path, recipe: Recipe, ids: Sequence[str]) -> int:
    """Remove by id; gone for every reader on return. Raises IndexUnavailable."""
    with _changing(folder, recipe) as store:
        return store.remove(ids)


def merge_newer(folder: Path, recipe: Recipe, *, always: bool = False) -> None:
    """Join the newer rows to the file of vectors when they are many (or `always`). Raises IndexUnavailable."""
    with guarded(folder), writing(folder), closing(Store(folder / "documents.sqlite")) as store:
        before = read_generation(folder)
        newer = store.last_row() - before.base_row
        if newer > LARGEST_SEGMENT or (always and newer):
            _write_next_base(folder, store, before, recipe.dimension)


def _write_next_base(folder: Path, store: Store, before: Generation, dimension: int) -> None:
    version = before.version + 1
    name = f"dense-{version:09d}.vectors"
    old = open_vectors(folder / before.base, dimension) if before.base else None
    count = store.count()
    if old is not None:
        live = count - store.count_after(before.base_row)
        if len(old) * (1 - MOST_DEAD) > live or old.is_outgrown(count):
            old = None
    first = before.base_row if old else 0
    rows = store.vectors_after(first)
    write_vectors(folder / name, rows, store.count_after(first), dimension=dimension, start_from=old)
    write_generation(folder, Generation(version=version, base=name, base_row=store.last_row()))
    for stale in set(folder.glob("dense-*")) - {folder / name}:
        stale.unlink(missing_ok=True)


def stored_documents(folder: Path) -> Iterator[Document]:
    """Every live document, whichever encoder made the index. Raises IndexUnavailable."""
    with guarded(folder), closing(Store(folder / "documents.sqlite")) as store:
        yield from store.all_documents()


def rebuild_index(folder: Path, encoder: Encoder) -> int:
    """Encode every stored document again, whichever encoder made the index; how many. See `build_index`."""
    if not (folder / "documents.sqlite").exists():
        raise IndexUnavailable(f"There are no documents in {folder} to index anew. {REBUILD}")
    return build_index(folder, encoder, stored_documents(folder))


def build_index(folder: Path, encoder: Encoder, documents: Iterable[Document]) -> int:
    """Build an index in a folder beside, then let it take `folder`'s place; how many documents.

    Readers keep what is there until the swap; writers wait. Raises BadInput when `folder` holds other files and
    IndexUnavailable when the disk fails.
    """
    if folder.exists() and _foreign_files(folder):
        raise BadInput(f"{folder} is not empty and holds no index; name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    beside, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    with guarded(folder), writing(folder):
        for leftover in (beside, old):
            shutil.rmtree(leftover, ignore_errors=True)
        create_index(beside, encoder.recipe)
        count = _fill(beside, encoder, documents)
        merge_newer(beside, encoder.recipe, always=True)
        exchange(beside, folder)
    shutil.rmtree(beside)
    return count


def _fill(folder: Path, encoder: Encoder, documents: Iterable[Document]) -> int:
    """Put all into a folder nobody reads yet: no lock, one commit of words for many thousands; how many.

    Dying half way leaves a folder that the next build throws away.
    """
    count = 0
    with closing(Store(folder / "documents.sqlite")) as store, Lexical(folder / "lexical").changing() as words:
        for part, vectors in encoded(documents, encoder):
            words.replace(*store.put(part, vectors))
            count += len(part)
        store.forget_pending()
    return count


@contextmanager
def _changing(folder: Path, recipe: Recipe) -> Iterator[Store]:
    """The store under the writer's lock; afterwards the lexical index catches up and readers are told."""
    with guarded(folder), writing(folder), closing(Store(folder / "documents.sqlite")) as store:
        check_manifest(folder, recipe)
        before = read_generation(folder)
        yield store
        rows = store.pending()
        if rows:
            with Lexical(folder / "lexical").changing() as words:
                words.replace(rows, store.documents(rows))
            store.forget_pending()
        write_generation(folder, replace(before, version=before.version + 1))


@contextmanager
def guarded(folder: Path) -> Iterator[None]:
    """What sqlite3, tantivy (ValueError) and the file system raise over a damaged folder, as IndexUnavailable."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError, RuntimeError) as error:
        raise IndexUnavailable(f"The index in {folder} cannot be used: {error}. {REBUILD}") from error


def _foreign_files(folder: Path) -> bool:
    """True when the folder holds files that no index leaves."""
    return any(path.name not in _OWN_FILES and not path.name.startswith("dense-") for path in folder.iterdir())


def _clear(folder: Path) -> None:
    """Leftovers of a creation that died half way."""
    for name in (*_STORE_FILES, "manifest.json"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "lexical", ignore_errors=True)
