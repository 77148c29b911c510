"""How often is a finding given the status a careful reader gives it? Per status, over made-up sentences."""

from pathlib import Path

import pytest

from curbside.clinical.findings import Status, read

LINES = (Path(__file__).parent / "data" / "statuses.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(part.strip() for part in line.split("|")) for line in LINES if line and not line.startswith("#")]
FRAMES = (Path(__file__).parent / "data" / "denial_frames.txt").read_text(encoding="utf-8").splitlines()
# What the reader reaches on this table; a change may raise them.
FLOORS = {"present": 0.97, "absent": 0.99, "past": 0.97, "family": 0.96, "feared": 0.97, "hypothetical": 0.97}


def status_of(text: str, concept: str) -> str:
    found = [finding.status for finding in read(text).findings if finding.concept == concept]
    return found[0].value if found else "missed"


def test_statuses_of_made_up_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(ROWS) >= 80
    judged = [(status_of(text, concept), right, text) for text, concept, right in ROWS]
    wrong = [one for one in judged if one[0] != one[1]]
    scores = {}
    for status in FLOORS:
        assert Status(status)
        both = sum(found == right == status for found, right, _ in judged)
        scores[status] = 2 * both / (sum(f == status for f, *_ in judged) + sum(r == status for _, r, _ in judged))
    with capsys.disabled():
        print("\n" + ", ".join(f"{status} F1 {score:.3f}" for status, score in scores.items()))
        for one in wrong:
            print("  read as", *one)
    assert {status for status, floor in FLOORS.items() if scores[status] < floor} == set()


def test_every_frame_of_denial_is_read() -> None:
    """Each trigger family of NegEx and ConText, pseudo ones and ends of scope among them, with a symptom put in."""
    rows = [line.split(" | ") for line in FRAMES if not line.startswith("#")]
    assert len(rows) >= 400
    wrong = []
    for frame, right in rows:
        at = frame.rindex("X")
        before = frame[:at].replace("X", "vomiting").replace("Y", "bruising")
        text = before + "vomiting" + frame[at + 1 :].replace("Y", "bruising")
        found = [one.status for one in read(text).findings if one.start <= len(before) < one.end]
        if (Status.ABSENT in found) != (right == "absent"):
            wrong.append(text)
    assert wrong == []
