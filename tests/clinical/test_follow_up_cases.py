"""Forty-odd made-up cases: what decides is asked, what was said is not."""

from pathlib import Path

import pytest

from curbside.clinical.findings import read
from curbside.clinical.follow_up import MOST

LINES = (Path(__file__).parent / "data" / "follow_up.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(part.strip() for part in line.split("|")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "asked", "never"), CASES)
def test_what_decides_is_asked_and_what_was_said_is_not(text: str, asked: str, never: str) -> None:
    about = [question.about for question in read(text).follow_up]
    assert len(about) <= MOST
    assert set(asked.split()) <= set(about)
    assert set(about).isdisjoint(never.split())
