"""The command line keeps interfaces.md: keys, ids, order, errors by line, exit status, streaming, a quick start."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curbside.cli.jsonl import answers, answers_together, waiting_lines
from curbside.cli.main import app

runner = CliRunner()
QUESTION = {"title": "Twitching", "body": "My eyelid twitches.", "alias": "Wren", "sex": "female", "age": 21}
REPLY = {
    "text": "Hello. Rest helps.",
    "doctor": "Ada Field",
    "department": "neurology",
    "affiliation": "Made-up Clinic",
}
KEYS = {
    "screen": ({"text": "My chest hurts."}, {"id", "urgency", "crisis", "reasons"}),
    "redact": ({"text": "Call 555-0100."}, {"id", "text", "spans"}),
    "read": ({"text": "I have a cough."}, {"id", "findings", "subject", "age_years", "sex", "concerns", "follow_up"}),
    "route": ({"text": "A rash on my arm."}, {"id", "departments", "abstain"}),
    "check-reply": ({"question": QUESTION, "reply": REPLY}, {"id", "problems"}),
    "headline": ({"title": "Help", "body": "My knee hurts on stairs."}, {"id", "headline"}),
    "explain": ({"question": QUESTION, "reply": REPLY}, {"id", "sentences", "withheld"}),
}


def run(command: str, lines: str) -> tuple[int, list[dict[str, object]]]:
    result = runner.invoke(app, [command], input=lines)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("command", KEYS)
def test_every_command_gives_the_promised_keys_and_keeps_ids(command: str) -> None:
    given, keys = KEYS[command]
    status, found = run(command, "".join(json.dumps({"id": n, **given}) + "\n" for n in ("b", "a")))
    assert status == 0
    assert [line["id"] for line in found] == ["b", "a"]
    assert all(keys <= set(line) for line in found)


@pytest.mark.parametrize("command", KEYS)
def test_bad_lines_are_errors_of_their_own_and_the_rest_goes_on(command: str) -> None:
    given, keys = KEYS[command]
    bad = ["not json", "[1]", '{"id": 7, "text": 5, "question": 5, "title": 5}']
    status, found = run(command, "\n".join([*bad, json.dumps({"id": 8, **given})]))
    assert status == 1
    assert [line["id"] for line in found] == [None, None, 7, 8]
    assert all("error" in line for line in found[:3])
    assert keys <= set(found[3])


def test_reason_keys_and_offsets() -> None:
    text = "So: her smile has been lopsided since breakfast."
    _, found = run("screen", json.dumps({"id": 1, "text": text}))
    reasons = found[0]["reasons"]
    assert isinstance(reasons, list)
    assert {"rule", "text", "start", "end", "source"} <= set(reasons[0])
    assert text[reasons[0]["start"] : reasons[0]["end"]] == reasons[0]["text"]
    assert found[0]["urgency"] == "emergency"


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":1,"text":"\xff"}',
        b'{"id":1,"age_years":NaN,"text":"a"}',
        b'{"id":1,"text":"a","pregnant":"y"}',
        b"[" * 100_000,
    ],
)
def test_a_line_that_cannot_be_read_says_so(line: bytes) -> None:
    status = runner.invoke(app, ["screen"], input=line)
    assert status.exit_code == 1
    assert "error" in json.loads(status.stdout)


def test_lone_surrogates_in_text_and_id_return() -> None:
    status, found = run("screen", '{"id":"\\ud800","text":"my chest \\ud800 hurts"}')
    assert (status, len(found)) == (0, 1)


def test_lines_are_answered_as_they_come() -> None:
    taken: list[int] = []

    def lines() -> Iterator[bytes]:
        for n in range(3):
            taken.append(n)
            yield b'{"id": 1}\n'

    stream = answers(lines(), lambda _: {})
    assert next(stream) == {"id": 1}
    assert taken == [0]


class Pipe:
    """Gives what was written at one time, and notes when it is asked for more."""

    def __init__(self, *written: bytes) -> None:
        self.written, self.asked = list(written), 0

    def read1(self, size: int) -> bytes:
        self.asked += 1
        return self.written.pop(0) if self.written else b""


def test_lines_that_wait_together_are_answered_together_and_in_order() -> None:
    both = threading.Barrier(2, timeout=20)

    def answer(given: dict[str, object]) -> dict[str, object]:
        both.wait()  # neither goes on before the other has begun
        time.sleep(0.05 * (given["id"] == 1))
        return {}

    pipe = Pipe(b'{"id": 1}\n\n{"id"', b": 2}\n{", b'"id": 3}\nno', b'pe\n{"id": 5}')
    found = list(answers_together(pipe, lambda given: {}, threads=2))
    assert [line["id"] for line in found] == [1, 2, 3, None, 5]
    assert "error" in found[3]
    found = list(answers_together(Pipe(b'{"id": 1}\n{"id": 2}\n'), answer, threads=2))
    assert [line["id"] for line in found] == [1, 2]


def test_a_lone_line_is_answered_before_more_is_read() -> None:
    pipe = Pipe(b'{"id": 1}\n', b'{"id": 2}\n')
    stream = answers_together(pipe, lambda given: {}, threads=2)
    assert (next(stream), pipe.asked) == ({"id": 1}, 1)
    assert (next(stream), pipe.asked) == ({"id": 2}, 2)


def test_a_long_line_is_put_together_from_many_reads() -> None:
    pipe = Pipe(b'{"id": 1, "text": "', *[b"a" * 60_000] * 50, b'"}\n')
    (lines,) = (found for found in waiting_lines(pipe) if found != [b""])
    assert len(json.loads(lines[0])["text"]) == 3_000_000


def test_a_file_argument_is_read_and_a_missing_one_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1, "text": "A cough."}\n', encoding="utf-8")
    assert json.loads(runner.invoke(app, ["screen", str(path)]).stdout)["urgency"] == "routine"
    assert runner.invoke(app, ["screen", str(tmp_path / "none")]).exit_code == 2


def test_engine_commands_never_import_django() -> None:
    code = (
        "import sys; from curbside.cli.main import app\n"
        "try: app(['screen', '/dev/null'])\n"
        "except SystemExit: pass\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('django', 'onnxruntime')])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
