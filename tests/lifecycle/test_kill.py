"""Processes killed at every step: nothing acknowledged is lost and nothing happens twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What stands at the end when the step named on the left was killed, tried again and swept.
STAGES = {
    "receive": "waiting",
    "prepare": "waiting",
    "claim": "waiting",
    "sign": "signed",
    "mail": "signed",
    "approve": "published",
    "correct": "published",
    "withdraw": "withdrawn",
}
ANSWERED = ("sign", "mail", "approve", "correct", "withdraw")


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> dict[str, dict]:
    """Every case of steps_of_a_life, on SQLite files of its own whatever database the other tests use."""
    folder = tmp_path_factory.mktemp("killed")
    own = {
        "CURBSIDE_DATA": str(folder / "data"),
        "CURBSIDE_MODE": "test",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    outside = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("steps_of_a_life.py")), str(folder)],
        env=outside | own | {"DJANGO_SETTINGS_MODULE": "curbside.web.settings", "CURBSIDE_LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_every_process_was_really_killed(reports):
    assert {case: report["status"] for case, report in reports.items() if report["status"] != -9} == {}


def test_what_was_there_before_is_there_afterwards(reports):
    """One question, one answer, one page: what stood when the process died stands, and trying again adds nothing."""
    for case, report in reports.items():
        step = report["step"]
        assert report["questions"] == 1, case
        assert report["answers"] == (step in ANSWERED), case
        assert report["pages"] == (step in ("approve", "correct", "withdraw")), case
        assert report["stage"] == STAGES[step], case
        assert report["broken"] == [], case


def test_what_was_committed_was_never_taken_back(reports):
    assert reports["received, at the commit"]["stood"] == [1, 0, 0]
    assert reports["signing, at the commit"]["stood"] == [1, 1, 0]
    assert reports["approving, at the commit"]["stood"] == [1, 1, 1]


def test_half_a_deed_leaves_nothing(reports):
    assert reports["received, before the commit"]["stood"] == [0, 0, 0]
    assert reports["signing, between rows"]["stood"] == [1, 0, 0]
    assert reports["approving, between rows"]["stood"] == [1, 1, 0]


def test_the_index_holds_exactly_what_is_live(reports):
    for case, report in reports.items():
        assert report["index"] == report["live"], case
        assert len(report["live"]) == (report["step"] in ("approve", "correct")), case


def test_a_corrected_page_is_found_by_its_new_words(reports):
    assert reports["correcting, at the commit"]["mended words found"] == 1


def test_one_message_is_one_mail(reports):
    """Killed while sending, a message is never sent twice: a person decides. Killed before that, it goes out."""
    for case, report in reports.items():
        expected = {"sign": 1, "mail": 1, "approve": 1, "correct": 2, "withdraw": 2}.get(report["step"], 0)
        if case == "mailing, before it leaves":
            assert (report["mails"], report["messages"]) == (0, ["unsure"]), case
        elif case == "mailing, when it has left":
            assert (report["mails"], report["messages"]) == (1, ["unsure"]), case
        else:
            assert report["mails"] == expected, case
            assert set(report["messages"]) <= {"sent"}, case
