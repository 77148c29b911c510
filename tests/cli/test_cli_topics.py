"""`curbside topics lint`: exit status and lines a script can read."""

import json
from pathlib import Path

from typer.testing import CliRunner

from curbside.cli.main import app
from tests.drafting.test_topic_lint import CLEAN

runner = CliRunner()


def test_a_clean_file_ends_with_status_0(tmp_path: Path) -> None:
    (tmp_path / "hiccups.md").write_text(CLEAN)
    ended = runner.invoke(app, ["topics", "lint", str(tmp_path / "hiccups.md")])
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "1 topics, 0 points to mend, 0 unreadable" in ended.stderr


def test_what_is_to_mend_and_what_cannot_be_read_end_with_status_1(tmp_path: Path) -> None:
    (tmp_path / "hiccups.md").write_text(CLEAN.replace("Sip cold water.", "It is guaranteed to go."))
    (tmp_path / "broken.md").write_text("no table")
    files = [str(tmp_path / name) for name in ("hiccups.md", "broken.md", "absent.md")]
    ended = runner.invoke(app, ["topics", "lint", "--json", *files])
    hiccups, broken, absent = (json.loads(line) for line in ended.stdout.splitlines())
    assert ended.exit_code == 1
    assert [(p["type"], p["section"]) for p in hiccups["problems"]] == [("promise", "self_care")]
    assert "starts with a table" in broken["error"]
    assert "cannot be read" in absent["error"]
