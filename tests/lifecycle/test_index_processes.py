"""Another process that keeps the index open: sees a page at its next query, loses it at once, outlives a lost index."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from curbside.cli.main import app
from curbside.web import lifecycle
from curbside.web.similar import engine
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db(transaction=True)
# Opens the index once, then answers each line with the ids it finds, or the name of the error.
READER = """
import json, sys
from curbside.errors import IndexUnavailable
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.place import place_of
index = Index(place_of(sys.argv[1]), HashEncoder())
for line in sys.stdin:
    try:
        found = [hit.id for hit in index.query(json.loads(line), floor=False)]
    except IndexUnavailable:
        found = "unavailable"
    print(json.dumps(found), flush=True)
"""


class Reader:
    """The other process."""

    def __init__(self, place: object) -> None:
        command = [sys.executable, "-c", READER, str(place)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def finds(self, text: str) -> object:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture
def reader(place, settings) -> Iterator[Reader]:
    if isinstance(place, str):
        settings.INDEX_ADDRESS = place
    engine.index.cache_clear()
    engine.index()
    other = Reader(engine.place())
    yield other
    other.process.kill()
    other.process.wait()


def test_another_process_sees_a_page_at_its_next_query_and_loses_it_at_once(reader):
    assert reader.finds(story.BODY) == []
    page = story.publish()
    assert reader.finds(story.BODY) == [page.ref]
    story.take_down(page)
    assert reader.finds(story.BODY) == []
    assert lifecycle.find_answered(story.BODY) == []


def test_a_lost_index_is_built_anew_by_a_command_and_seen_by_every_process(reader, settings):
    page = story.publish()
    assert reader.finds(story.BODY) == [page.ref]
    _lose(engine.place())
    assert reader.finds(story.BODY) == "unavailable"
    assert lifecycle.find_answered(story.BODY) == []
    ran = CliRunner().invoke(app, ["reindex"])
    assert ran.exit_code == 0
    assert json.loads(ran.stdout) == {"count": 1}
    assert reader.finds(story.BODY) == [page.ref]
    assert [found.ref for found in lifecycle.find_answered(story.BODY)] == [page.ref]
    assert lifecycle.mend_index(now=NOW) == 0


def _lose(place) -> None:
    """The folder's files become nonsense; the schema goes."""
    if isinstance(place, str):
        import psycopg

        with psycopg.connect(place, autocommit=True) as db:
            db.execute("DROP SCHEMA curbside_index CASCADE")
        return
    shutil.rmtree(place / "lexical")
    (place / "CURRENT").write_text("nonsense")
