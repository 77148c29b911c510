"""How the readers do on texts of a hand that wrote none of their rules and none of the learned reader's corpora.

data/strangers: 56 hard lay emergencies, 56 harmless texts full of alarming words, 46 texts around crisis, 43 marked
identifiers beside 38 clean texts, 40 replies with a planted slip and 12 clean ones. Made up, written before the learned
reader was fitted and not used to fit it; gaps of the reply checks that the set showed were mended afterwards, so that
row is a little too kind. The floors guard against loss; the figures stand in
docs/clinical/urgency.md and readers.md.

Command: pytest tests/evaluation/test_strangers.py -s
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from curbside.cli.evaluate_rows import types_of
from curbside.clinical.evaluation_texts import evaluate_check_reply, evaluate_redact
from curbside.clinical.reader_model import shipped_model
from curbside.clinical.urgency import Urgency, screen
from curbside.clinical.urgency.reader import ReaderLayer

DATA = Path(__file__).parent / "data" / "strangers"
CRISES = {"P": "plan", "I": "ideation", "A": "abuse", "N": None}


LAYERS = [ReaderLayer(shipped_model)]


def rows(name: str) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def told(name: str, hits: list[bool]) -> float:
    print(f"{name}: {sum(hits)} of {len(hits)}")
    return sum(hits) / len(hits)


@pytest.mark.parametrize(
    ("name", "floor", "most"),
    [
        ("urgency", 0.98, 0.04),
        ("urgency_second", 0.94, 0.06),
        ("urgency_third", 0.94, 0.08),
        ("urgency_fourth", 0.93, 0.16),
        ("urgency_fifth", 0.93, 0.09),
        ("urgency_sixth", 0.92, 0.03),
        ("urgency_seventh", 0.91, 0.06),
        ("urgency_eighth", 0.96, 0.1),
    ],
)
def test_emergencies_are_stopped_and_lookalikes_mostly_not(name: str, floor: float, most: float) -> None:
    """First sights stand in docs/clinical/urgency.md: rules were mended by the first and second sets, now used up;
    the third, known by counts alone, was written by the hand that then wrote the twins; the fourth by a hand that wrote
    nothing else, and nobody has mended by it; the fifth by writers who had seen no rule, corpus or set, and from the
    families of whose texts nothing was fitted; the sixth by one more who wrote nothing else."""
    stopped = {label: [] for label in "ER"}  # type: dict[str, list[bool]]
    for row in rows(name):
        stopped[row["label"]].append(screen(row["text"], extra=LAYERS).urgency is Urgency.EMERGENCY)
    assert told("emergencies stopped", stopped["E"]) >= floor
    assert told("lookalikes stopped", stopped["R"]) <= most


@pytest.mark.parametrize(
    ("name", "plan", "ideation", "abuse", "most"),
    [
        ("crisis", 0.95, 0.8, 0.8, 0.0),
        ("crisis_second", 0.95, 0.8, 0.75, 0.17),
        ("crisis_third", 0.9, 0.8, 0.8, 0.21),
        ("crisis_fourth", 0.95, 0.8, 0.6, 0.15),
        ("crisis_fifth", 0.88, 0.85, 0.6, 0.32),
        ("crisis_sixth", 0.99, 0.85, 0.8, 0.2),
        ("crisis_seventh", 0.83, 0.65, 0.56, 0.18),
        ("crisis_eighth", 0.69, 0.75, 0.65, 0.14),
    ],
)
def test_crisis_is_seen(name: str, plan: float, ideation: float, abuse: float, most: float) -> None:
    seen = {label: [] for label in CRISES}  # type: dict[str, list[bool]]
    for row in rows(name):
        seen[row["label"]].append(screen(row["text"], extra=LAYERS).crisis is not None)
    assert told("plans seen as some crisis", seen["P"]) >= plan
    assert told("ideation seen", seen["I"]) >= ideation
    assert told("abuse seen", seen["A"]) >= abuse
    assert told("lookalikes flagged", seen["N"]) <= most


def test_identifiers_go_and_clean_texts_stay() -> None:
    measured, misses = evaluate_redact(rows("privacy"))
    shares = {row.what: row for row in measured}
    print(*measured[:3], *misses, sep="\n")
    assert shares["direct identifiers gone"].share >= 0.8
    assert shares["clean texts touched"].share <= 0.08


@pytest.mark.parametrize(
    "name",
    [
        "strangers/reply",
        "reply_second",
        "reply_third",
        "reply_facts/frozen",
        "reply_facts/second_look",
        "reply_own_words/tuning",
    ],
)
def test_slips_in_replies_are_found(name: str) -> None:
    """The first three sets guard against loss: what they showed was mended by kind. Of reply_facts/frozen, measured
    before and after the other half was mended (62, then 107 of 117), every fourth row is checked here, for time; of
    reply_own_words every fifth. First sights: docs/clinical/readers.md.
    """
    lines = (DATA.parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    # Slips and their clean twins alternate in the last set, so that an even step would miss one of the two.
    steps = {"reply_facts/frozen": 4, "reply_own_words/tuning": 5}
    lines = lines[1 :: steps[name]] if name in steps else lines
    measured, misses = evaluate_check_reply([json.loads(line) for line in lines], types_of)
    shares = {row.what: row for row in measured}
    print(*measured[:2], *misses, sep="\n")
    assert shares["planted errors found"].share >= 0.85
    assert shares["clean replies warned"].share <= 0.08


def test_slips_of_a_hand_nobody_mended_by() -> None:
    """reply_fourth: 29 of 50 before the checks were mended by other sets, 37 after; not read by anybody mending."""
    lines = (DATA.parent / "reply_fourth.jsonl").read_text(encoding="utf-8").splitlines()
    measured, _ = evaluate_check_reply([json.loads(line) for line in lines], types_of)
    shares = {row.what: row for row in measured}
    print(*measured[:2], sep="\n")
    assert shares["planted errors found"].share >= 0.7
    assert shares["clean replies warned"].share <= 0.08


def test_slips_of_two_more_hands_the_checks_were_mended_by() -> None:
    """reply_eighth_read: 457 of 864 before anything was mended by it. Every twelfth letter, for time."""
    lines = (DATA.parent / "reply_eighth_read.jsonl").read_text(encoding="utf-8").splitlines()[::12]
    measured, misses = evaluate_check_reply([json.loads(line) for line in lines], types_of)
    shares = {row.what: row for row in measured}
    print(*measured[:2], *misses, sep="\n")
    assert shares["planted errors found"].share >= 0.5
    assert shares["clean replies warned"].share <= 0.41
