"""Slips of fact and their true twins in whole letters: how many of each type are found, and no twin is warned of."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.reply_checks.check import check_reply

LETTERS: list[Any] = yaml.safe_load((Path(__file__).parent / "letters.yaml").read_text("utf-8"))
# Found of those planted: the rest are known misses, kept so that they are not forgotten.
FOUND_AT_LEAST = {
    "misquote": 23,
    "wrong_subject": 20,
    "laterality_mismatch": 17,
    "leftover_placeholder_or_prompt": 23,
    "unsafe_delay": 14,
    "dose_without_unit_or_implausible": 22,
    "wrong_language_fragment": 15,
}
# The types whose twins stand in the letters.
JUDGED = frozenset(
    {
        "misquote",
        "laterality_mismatch",
        "wrong_subject",
        "unsafe_delay",
        "leftover_placeholder_or_prompt",
        "missing_safety_net",
    }
)


def types_found(letter: dict[str, Any], said: str) -> set[str]:
    asked = letter["q"]
    question = CaseQuestion(
        title=asked["title"], body=letter["body"], alias=asked["alias"], sex=asked["sex"], age=asked["age"],
        department=asked["department"],
    )  # fmt: skip
    text = letter["reply"].replace("{x}", said)
    doctor = next(line for line in text.split("\n") if line.startswith("Dr. "))
    return {one.type for one in check_reply(question, CaseReply(text=text, doctor=doctor))}


@pytest.mark.parametrize("kind", FOUND_AT_LEAST)
def test_planted_slips_are_found(kind: str) -> None:
    rows = [(letter, said) for letter in LETTERS for said in letter["planted"].get(kind, ())]
    missed = [said for letter, said in rows if kind not in types_found(letter, said)]
    assert len(rows) - len(missed) >= FOUND_AT_LEAST[kind], missed


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter["q"]["title"])
def test_true_twins_are_left_alone(letter: dict[str, Any]) -> None:
    assert not [(said, found) for said in letter["clean"] if (found := types_found(letter, said) & JUDGED)]
