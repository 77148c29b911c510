"""Measuring the screen: counts, exact bounds, misses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curbside.cli.main import app
from curbside.clinical.evaluation import bounds

LINES = [
    {"id": 1, "text": "My chest feels tight and the ache goes down my left arm.", "level": "emergency"},
    {"id": 2, "text": "Our quince jam did not set.", "level": "emergency"},
    {"id": 3, "text": "My nails are brittle.", "level": "routine"},
]
INPUT = "\n".join(json.dumps(line) for line in LINES)


# Bounds as tabulated for exact binomial intervals: 0/10, 10/10 and 5/10.
@pytest.mark.parametrize(
    ("hits", "total", "low", "high"), [(0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (5, 10, 0.1871, 0.8129)]
)
def test_clopper_pearson(hits: int, total: int, low: float, high: float) -> None:
    assert bounds(hits, total) == pytest.approx((low, high), abs=5e-5)


def test_json_gives_shares_and_misses() -> None:
    report = json.loads(CliRunner().invoke(app, ["evaluate", "screen", "--json"], input=INPUT).stdout)
    stopped = next(s for s in report["shares"] if s["label"] == s["read"] == "emergency")
    assert (stopped["n"], stopped["of"]) == (1, 2)
    assert [miss["id"] for miss in report["misses"]] == [2]


def test_the_table_names_the_misses() -> None:
    out = CliRunner().invoke(app, ["evaluate", "screen"], input=INPUT).stdout
    assert "95 % bounds" in out
    assert "missed 2" in out


def test_false_stops_are_named_with_what_stopped_them() -> None:
    line = json.dumps({"id": 7, "text": "My chest feels tight and the ache goes down my left arm.", "level": "routine"})
    done = CliRunner().invoke(app, ["evaluate", "screen", "--rules-only", "--json"], input=line)
    assert "Layers: rules\n" in done.stderr
    (stop,) = json.loads(done.stdout)["false_stops"]
    assert (stop["id"], stop["by"]) == (7, ["heart-attack"])
    assert "stopped 7 (by heart-attack" in CliRunner().invoke(app, ["evaluate", "screen"], input=line).stdout


def test_a_line_without_level_ends_with_status_1() -> None:
    assert CliRunner().invoke(app, ["evaluate", "screen"], input='{"text": "a"}').exit_code == 1


def test_routing_is_measured_with_bounds(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(
        '{"text": "My calf has been twitching for days and my leg feels weak.", "department": "neurology"}\n'
        '{"text": "An itchy rash with scaly patches on both elbows.", "department": "dermatology"}\n'
    )
    done = CliRunner().invoke(app, ["evaluate", "route", str(file), "--json"])
    assert done.exit_code == 0
    rows = {row["what"]: row for row in json.loads(done.stdout)}
    assert rows["top-3"]["hits"] == rows["top-3"]["total"] == 2
    assert 0.15 < rows["top-3"]["low"] < 0.17


def test_reading_is_measured_and_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text('{"text": "I have no fever.", "findings": [{"concept": "fever", "status": "absent"}]}\n')
    done = CliRunner().invoke(app, ["evaluate", "read", str(file), "--json"])
    assert {row["what"]: row["hits"] for row in json.loads(done.stdout)}["right status"] == 1
    file.write_text('{"text": "I have no fever."}\n')
    done = CliRunner().invoke(app, ["evaluate", "read", str(file)])
    assert done.exit_code == 1
    assert "line 1" in done.stderr


def test_redaction_is_measured_and_misses_are_named(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    text = "My name is Obinna Adeyemi and my knee hurts."
    lines = [
        {"id": "a", "text": text, "spans": [{"start": 11, "end": 25, "type": "NAME"}]},
        {"id": "b", "text": "My knee hurts.", "spans": [{"start": 3, "end": 7, "type": "NAME"}]},
        {"id": "c", "text": "Does Bell's palsy come back?", "spans": []},
    ]
    file.write_text("\n".join(map(json.dumps, lines)))
    done = CliRunner().invoke(app, ["evaluate", "redact", str(file), "--json"])
    rows = {row["what"]: (row["hits"], row["total"]) for row in json.loads(done.stdout)}
    assert rows["direct identifiers gone"] == rows["NAME gone"] == (1, 2)
    assert rows["clean texts touched"] == (0, 1)
    assert "left b: NAME 'knee'" in done.stderr
    file.write_text('{"text": "a", "spans": [{"start": 0, "end": 9, "type": "NAME"}]}')
    assert "outside" in CliRunner().invoke(app, ["evaluate", "redact", str(file)]).stderr


def test_reply_checks_are_measured_and_misses_are_named(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    question = {"title": "Knee", "body": "My left knee hurts.", "alias": "Bo", "sex": "male", "age": "21"}
    net = " If it gets worse, see your doctor this week."
    lines = [
        {
            "id": 1,
            "question": question,
            "reply": {"text": "Rest the right knee." + net},
            "planted": "laterality_mismatch",
        },
        {"id": 2, "question": question, "reply": {"text": "Rest the left knee." + net}, "planted": "misquote"},
        {"id": 3, "question": question, "reply": {"text": "Rest the left knee." + net}, "planted": None},
    ]
    file.write_text("\n".join(map(json.dumps, lines)))
    done = CliRunner().invoke(app, ["evaluate", "check-reply", str(file)])
    assert "missed 2: misquote" in done.stdout
    rows = {
        row["what"]: (row["hits"], row["total"])
        for row in json.loads(CliRunner().invoke(app, ["evaluate", "check-reply", str(file), "--json"]).stdout)
    }
    assert (rows["planted errors found"], rows["clean replies warned"]) == ((1, 2), (0, 1))
    file.write_text('{"question": {}, "reply": {}}')
    assert CliRunner().invoke(app, ["evaluate", "check-reply", str(file)]).exit_code == 1


def test_a_reply_is_measured_as_it_stands_and_with_each_of_its_edits(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    question = {"title": "Knee", "body": "My left knee hurts.", "alias": "Bo", "sex": "male", "age": "21"}
    reply = {"text": "Rest the left knee. Ice helps. If it gets worse, see your doctor this week."}
    edits = [
        {"type": "clean", "from": "Ice helps", "to": "Cold helps"},
        {"type": "laterality_mismatch", "from": "left", "to": "right"},
        {"type": "misquote", "from": "Ice", "to": "Some ice"},
    ]
    whole = {"id": "a", "question": question, "reply": reply}
    lines = [whole | {"edits": edits}, whole | {"id": "b", "planted": None}]
    file.write_text("\n".join(map(json.dumps, lines)))
    done = CliRunner().invoke(app, ["evaluate", "check-reply", str(file), "--json"])
    rows = {row["what"]: (row["hits"], row["total"]) for row in json.loads(done.stdout)}
    assert (rows["planted errors found"], rows["clean replies warned"]) == ((1, 2), (0, 3))
    assert rows["laterality_mismatch found"] == (1, 1)
    assert "missed a.2: misquote" in done.stderr
    for wrong, said in (
        ({"edits": edits, "planted": None}, "planted and edits"),
        ({"edits": [{"type": "clean", "from": "knees", "to": "x"}]}, "exactly once"),
        ({"edits": [{"type": "clean", "from": "e", "to": "x"}]}, "exactly once"),
        ({"edits": [{"type": "clean", "from": "left"}]}, "edit 0 needs type, from and to"),
        ({"edits": {}}, "edits needs a list"),
    ):
        file.write_text("\n".join(map(json.dumps, [lines[1], whole | wrong])))
        done = CliRunner().invoke(app, ["evaluate", "check-reply", str(file)])
        assert done.exit_code == 1
        assert done.stderr.splitlines()[-1].startswith("line 2: ")
        assert said in done.stderr


def test_crises_are_counted_by_what_they_are_labelled() -> None:
    lines = [
        {"text": "I want to kill myself tonight.", "level": "emergency", "crisis": "plan"},
        {"text": "My knee clicks.", "level": "routine", "crisis": None},
    ]
    shares = json.loads(
        CliRunner().invoke(app, ["evaluate", "screen", "--json"], input="\n".join(map(json.dumps, lines))).stdout
    )["shares"]
    assert {s["label"]: (s["n"], s["of"]) for s in shares if s["read"] == "any crisis"} == {
        "crisis plan": (1, 1),
        "crisis none": (0, 1),
    }
