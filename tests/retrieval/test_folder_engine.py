"""What only the folder of files can suffer: missing and damaged files, a dead writer, a swap under a reader."""

import json
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from curbside.errors import IndexOutdated, IndexUnavailable
from curbside.retrieval.dense import LARGEST_SEGMENT
from curbside.retrieval.document import Document
from curbside.retrieval.index import Index
from curbside.retrieval.swapping import exchange
from curbside.retrieval.writer import rebuild_index
from tests.retrieval.documents import DOCUMENTS, ENCODER


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "index", ENCODER)
    assert made.upsert(DOCUMENTS) == 5
    return made


def ids(hits):
    return [hit.id for hit in hits]


def test_many_documents_move_into_the_lists_and_stay_right(tmp_path):
    index = Index(tmp_path / "index", ENCODER)
    reader = Index(tmp_path / "index", ENCODER)
    crowd = (Document(id=str(n), text=f"question number{n} about thing{n * 7}") for n in range(LARGEST_SEGMENT + 10))
    assert index.upsert(crowd) == LARGEST_SEGMENT + 10
    assert list((tmp_path / "index").glob("dense-*.vectors"))
    assert reader.query("question number77 about thing539", floor=False)[0].id == "77"
    index.delete(["77"])
    index.upsert([Document(id="late", text="a late arrival about gallstones")])
    assert "77" not in ids(reader.query("question number77 about thing539", floor=False))
    assert ids(reader.query("a late arrival about gallstones"))[0] == "late"
    index.merge()
    assert ids(reader.query("a late arrival about gallstones"))[0] == "late"


def test_a_writer_killed_between_the_two_files_is_caught_up_by_the_next(index, monkeypatch):
    def die(*_):
        raise OSError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("curbside.retrieval.lexical.WordChanges.replace", die)
        with pytest.raises(IndexUnavailable):
            index.upsert([Document(id="lost", text="A lump under the jaw")])
    assert all(hit.related for hit in index.search("lump"))
    index.upsert([Document(id="next", text="Something else")])
    assert [hit.id for hit in index.search("lump") if not hit.related] == ["lost"]


def test_a_reader_at_the_moment_of_a_swap_always_gets_an_answer(index):
    reader, stop = Index(index.place, ENCODER), threading.Event()

    def ask() -> int:
        asked = 0
        while not stop.is_set():
            assert reader.query("calf twitching at night", floor=False)[0].id == "calf"
            assert ids(reader.search("twitching")) == ["calf"]
            asked += 1
        return asked

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask)
        for _ in range(8):
            rebuild_index(index.place, ENCODER)
        stop.set()
        assert asking.result() > 8


def test_exchange_swaps_two_folders(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "a", tmp_path / "b")
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["a"]
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "documents.sqlite"])
def test_a_missing_file_is_noticed(index, name):
    (index.place / name).unlink()
    with pytest.raises(IndexUnavailable):
        Index(index.place, ENCODER)


@pytest.mark.parametrize("name", ["CURRENT", "documents.sqlite"])
def test_an_open_reader_notices_a_missing_file(index, name):
    index.query("calf", floor=False)
    (index.place / name).unlink()
    with pytest.raises(IndexUnavailable):
        index.query("calf")


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "documents.sqlite", "lexical/meta.json", "dense"])
def test_a_damaged_file_is_noticed(index, name):
    index.merge()
    path = next(index.place.glob("dense-*")) if name == "dense" else index.place / name
    path.write_bytes(b"\x00broken" * 50)
    for wal in index.place.glob("documents.sqlite-*"):
        wal.unlink()
    with pytest.raises(IndexUnavailable):
        Index(index.place, ENCODER).query("calf twitching")


def test_a_folder_of_format_1_says_so_and_is_made_anew(index):
    manifest = index.place / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 1}))
    with closing(sqlite3.connect(index.place / "documents.sqlite")) as db:
        db.execute("ALTER TABLE document DROP COLUMN age_group")
    with pytest.raises(IndexOutdated, match=r"format 1, .* reads 3.*curbside reindex"):
        Index(index.place, ENCODER)
    assert rebuild_index(index.place, ENCODER) == 5
    assert ids(Index(index.place, ENCODER).query("calf twitching at night"))[0] == "calf"


def test_a_creation_that_died_half_way_is_made_good(tmp_path):
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "LOCK").touch()
    (folder / "documents.sqlite").write_bytes(b"half")
    index = Index(folder, ENCODER)
    assert index.upsert(DOCUMENTS) == 5
    assert index.query("calf twitching")


def test_a_folder_with_other_files_is_not_taken(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(IndexUnavailable):
        Index(tmp_path, ENCODER)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_current_is_a_small_readable_file(index):
    assert json.loads((index.place / "CURRENT").read_text())["version"] >= 2
