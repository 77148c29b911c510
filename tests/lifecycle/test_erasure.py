"""After an erasure nothing readable is left: rows, index files, write-ahead log."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from curbside.web import lifecycle
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "zwanzigfingrig"


def _bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_erased_word_is_in_no_file_of_the_index(settings):
    story.publish(story.ask(body="A quiet knee that does not hurt at all when climbing stairs."))
    question = story.ask(body=f"My {CANARY} glove makes my right calf twitch every evening when I rest.")
    page = story.publish(question)
    assert CANARY.encode() in _bytes_below(settings.INDEX_DIR)
    lifecycle.erase_thread(page.question, now=NOW)
    done = lifecycle.sweep(now=NOW + timedelta(seconds=1))
    assert done["index_rebuilt"] == 1
    assert CANARY.encode() not in _bytes_below(settings.INDEX_DIR)
    assert lifecycle.sweep(now=NOW + timedelta(seconds=2))["index_rebuilt"] == 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads the SQLite file itself")
def test_sqlite_is_told_to_overwrite_what_is_deleted():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone()[0] == 1
