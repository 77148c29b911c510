"""Which state of an index folder is current: the manifest, the CURRENT pointer and the one writer's lock."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from curbside.errors import IndexOutdated, IndexUnavailable
from curbside.retrieval.encoder import Recipe

FORMAT = 3
REBUILD = "Rebuild it with: curbside similar build --out DIR"
RENEW = "Make it anew with: curbside reindex (the site's own), or curbside similar reindex --index DIR"


@dataclass(frozen=True, slots=True)
class Generation:
    """What CURRENT says. `version` grows with every change; `base` names the file of vectors, empty before the first;
    `base_row` is the last row number that file covers."""

    version: int
    base: str
    base_row: int


def write_manifest(folder: Path, recipe: Recipe) -> None:
    _replace(folder / "manifest.json", {"format": FORMAT, "recipe": asdict(recipe)})


def check_manifest(folder: Path, recipe: Recipe) -> None:
    """Raises IndexOutdated when the folder was made by another format or encoder, IndexUnavailable when damaged."""
    manifest = _read(folder / "manifest.json")
    if manifest.get("format") != FORMAT:
        made = f"format {manifest.get('format')}, and this Curbside reads {FORMAT}"
        raise IndexOutdated(f"The index in {folder} is of {made}. {RENEW}")
    if manifest.get("recipe") != asdict(recipe):
        raise IndexOutdated(f"The index in {folder} was made by another encoder than {recipe.name}. {RENEW}")


def read_generation(folder: Path) -> Generation:
    """Raises IndexUnavailable when CURRENT is missing or unreadable."""
    facts = _read(folder / "CURRENT")
    version, base, base_row = facts.get("version"), facts.get("base"), facts.get("base_row")
    if not (isinstance(version, int) and isinstance(base, str) and isinstance(base_row, int)):
        raise IndexUnavailable(f"{folder / 'CURRENT'} is damaged. {REBUILD}")
    return Generation(version, base, base_row)


def write_generation(folder: Path, generation: Generation) -> None:
    """Make `generation` the current one for every reader, in one rename."""
    _replace(folder / "CURRENT", asdict(generation))


def stamp(folder: Path) -> tuple[int, int]:
    """A cheap mark that changes with CURRENT: one stat. Raises IndexUnavailable when it is gone."""
    try:
        facts = os.stat(folder / "CURRENT")
    except OSError as error:
        raise IndexUnavailable(f"There is no index in {folder}. {REBUILD}") from error
    return facts.st_ino, facts.st_mtime_ns


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder's writer lock (waits for another writer; the system frees it when a writer dies)."""
    path = folder / "LOCK"
    while True:
        with path.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            # While this writer waited, a rebuilt index may have taken the folder's place, with a lock of its own.
            if path.exists() and path.stat().st_ino == os.fstat(lock.fileno()).st_ino:
                yield
                return


def _read(path: Path) -> dict[str, object]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexUnavailable(f"{path} is missing or damaged. {REBUILD}") from error
    if not isinstance(facts, dict):
        raise IndexUnavailable(f"{path} is damaged. {REBUILD}")
    return facts


def _replace(path: Path, facts: dict[str, object]) -> None:
    scratch = path.with_suffix(".new")
    with scratch.open("w", encoding="utf-8") as file:
        json.dump(facts, file)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
