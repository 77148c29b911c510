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


def test_query_narrows_by_language_and_age_group(tmp_path):
    corpus = [
        {
            "id": f"{language}-{group}",
            "text": f"A cough at night {language}{group}",
            "language": language,
            "age_group": group,
        }
        for language in ("en", "de")
        for group in ("child", "adult")
    ]
    run("build", "--out", tmp_path / "index", text="".join(json.dumps(line) + "\n" for line in corpus))
    asked = [{"language": "de"}, {"age_group": "child"}, {"language": "en", "age_group": "adult"}, {"language": 5}]
    given = "".join(json.dumps({"id": n, "text": "cough at night", **line}) + "\n" for n, line in enumerate(asked))
    result = lines(run("query", "--index", tmp_path / "index", "--no-floor", text=given))
    found = [sorted(hit["id"] for hit in line["hits"]) for line in result[:3]]
    assert found == [["de-adult", "de-child"], ["de-child", "en-child"], ["en-adult"]]
    assert "language" in result[3]["error"]


BAD = {
    "empty": "",
    "spaces": " \n\t",
    "emoji": "😀🎉",
    "one word": "cough",
    "50 kB": "my cough is worse " * 2_800,
    "one long word": "a" * 50_000,
    "German": "Seit drei Wochen habe ich nachts Husten",
    "Chinese": "胸口痛三天，需要看醫生嗎？",
    "Arabic": "أعاني من السعال منذ ثلاثة أسابيع",
    "surrogate": "cough \ud800",
    "control": "cough \x00\x1b[31m",
    "query syntax": 'cough" AND (x:y | %s',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_any_text_gets_an_answer_or_a_sentence(folder, tmp_path, text):
    asked = json.dumps({"id": 1, "text": text}) + "\n"
    (queried,) = lines(run("query", "--index", folder, text=asked))
    assert ("hits" in queried) != ("error" in queried)
    (compared,) = lines(run("same", text=json.dumps({"id": 1, "a": text, "b": text}) + "\n"))
    assert compared["same"] is any(c.isalnum() for c in text)
    *errors, report = lines(run("build", "--out", tmp_path / "other", text=asked))
    assert report["count"] + len(errors) == 1
    assert "Traceback" not in str(queried) + str(errors)


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
