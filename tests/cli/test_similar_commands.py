"""The similar commands over JSONL: same ids, same order, bad lines reported and passed over."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from curbside.cli.similar import app

CORPUS = (
    '{"id": "1", "title": "Calf", "text": "My calf has been twitching at night", "department": "neurology"}\n'
    '{"id": "2", "text": "Red itchy rash on the elbow", "answer": "Often eczema."}\n'
    "not json\n"
    '{"id": "3", "text": ""}\n'
    '{"text": "no id"}\n'
    '{"id": 4, "text": "A cough after swimming"}\n'
)
runner = CliRunner()


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def run(*arguments, text=""):
    return runner.invoke(app, [*map(str, arguments), "--encoder", "hash"], input=text)


@pytest.fixture
def folder(tmp_path):
    result = run("build", "--out", tmp_path / "index", text=CORPUS)
    assert result.exit_code == 1
    *errors, report = lines(result)
    assert [error["id"] for error in errors] == [None, "3", None]
    assert report["count"] == 3
    assert report["bytes"] > 0
    return tmp_path / "index"


def test_query_answers_in_order_and_goes_on_after_a_bad_line(folder):
    asked = (
        '{"id": "a", "text": "calf twitching"}\n{"id": "b"}\n{"id": "c", "text": "??"}\nnope\n'
        '{"id": "d", "text": "itchy rash on elbow", "department": "neurology"}\n'
    )
    result = run("query", "--index", folder, "--top", 2, "--no-floor", text=asked)
    assert result.exit_code == 1
    first, second, third, fourth, fifth = lines(result)
    assert (first["id"], first["hits"][0]["id"], len(first["hits"])) == ("a", "1", 2)
    assert second["id"] == "b"
    assert "text" in second["error"]
    assert "words" in third["error"]
    assert fourth["id"] is None
    assert [hit["id"] for hit in fifth["hits"]] == ["1"]


def test_query_reads_a_file_and_gives_status_0(folder, tmp_path):
    (tmp_path / "q.jsonl").write_text('{"id": "a", "text": "completely unrelated train timetable"}\n')
    result = run("query", tmp_path / "q.jsonl", "--index", folder)
    assert result.exit_code == 0
    assert lines(result) == [{"id": "a", "hits": []}]


def test_same_compares_two_texts():
    result = run("same", text='{"id": 7, "a": "a cough", "b": "a cough"}\n{"id": 8, "a": "x"}\n')
    good, bad = lines(result)
    assert good["id"] == 7
    assert good["same"] is True
    assert 0 <= good["score"] <= 1
    assert bad["id"] == 8
    assert "error" in bad


def test_reindex_keeps_the_documents(folder):
    result = run("reindex", "--index", folder)
    assert lines(result) == [{"count": 3}]
    assert lines(run("query", "--index", folder, text='{"id": 1, "text": "calf twitching"}\n'))[0]["hits"]


def test_building_again_replaces_the_index(folder):
    run("build", "--out", folder, text='{"id": "9", "text": "A stye on the eyelid"}\n')
    hits = lines(run("query", "--index", folder, "--no-floor", text='{"id": 1, "text": "calf twitching"}\n'))[0]["hits"]
    assert [hit["id"] for hit in hits] == ["9"]


def test_a_repeated_id_is_said_and_counted(tmp_path):
    twice = '{"id": "9", "text": "A stye"}\n{"id": "9", "text": "A cough"}\n{"id": "8", "text": "A rash"}\n'
    result = run("build", "--out", tmp_path / "index", text=twice)
    assert result.exit_code == 0
    (report,) = lines(result)
    assert (report["count"], report["repeated"]) == (2, 1)
    assert "repeated the id" in result.stderr


def test_what_cannot_be_used_is_one_sentence_and_status_2(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    for result in (
        run("query", "--index", tmp_path / "nowhere", text='{"id": 1, "text": "x"}\n'),
        run("reindex", "--index", tmp_path / "nowhere"),
        run("build", "--out", tmp_path, text=CORPUS),
        run("query", tmp_path / "absent.jsonl", "--index", tmp_path),
    ):
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "Traceback" not in result.output
    assert not (tmp_path / "nowhere").exists()


def test_the_module_is_light_to_import():
    script = "import sys, curbside.cli.similar; print({'onnxruntime', 'tantivy', 'numpy'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
