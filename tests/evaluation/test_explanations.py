"""The measure of More info counts what it says it counts, on made-up replies that are whole."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from curbside.clinical.sentences import split_sentences
from curbside.drafting.evaluation import evaluate_explain
from curbside.errors import BadInput

DATA = Path(__file__).parent / "data" / "explanations"
SIZES = {"tuning": 30, "frozen": 30, "tuning2": 24, "frozen2": 24}
HALVES = {half: [json.loads(line) for line in (DATA / f"{half}.jsonl").open()] for half in SIZES}
PAIR: dict[str, Any] = {
    "id": "one",
    "question": {"title": "My eyelid twitches", "body": "I drink a lot of coffee.", "department": "neurology"},
    "reply": {
        "text": "Muscle twitching can be brought on by caffeine. Bananas are the cause. See a doctor if it is weak. "
        "Thank you for writing to us about this and for telling so carefully what happened and in which order."
    },
    "points": [
        {"kind": "cause", "names": ["caffeine"], "quote": "brought on by caffeine"},
        {"kind": "cause", "names": ["banana"], "quote": "Bananas are the cause"},
    ],
    "supported": ["Muscle twitching can be brought on by caffeine."],
    "planted": [
        {"kind": "contradicts", "text": "Muscle twitching cannot be brought on by caffeine."},
        {"kind": "unsupported", "text": "Chess and opera ruin muscles."},
    ],
}


@pytest.mark.parametrize("half", HALVES)
def test_a_half_has_whole_pairs_of_twelve_departments(half: str) -> None:
    pairs = HALVES[half]
    assert len(pairs) == SIZES[half]
    counted = Counter(pair["question"]["department"] for pair in pairs)
    assert len(counted) == 12
    assert set(counted.values()) <= {2, 3}
    for pair in pairs:
        sentences = [sentence.text for sentence in split_sentences(pair["reply"]["text"])]
        for point in pair["points"]:
            assert any(point["quote"] in text for text in sentences), point
        assert Counter(one["kind"] for one in pair["planted"]) == {"contradicts": 1, "unsupported": 2}
        assert len(pair["supported"]) == 3


def test_no_pair_is_in_both_halves() -> None:
    ids = [pair["id"] for pairs in HALVES.values() for pair in pairs]
    assert len(set(ids)) == sum(SIZES.values())


def test_each_measure_counts_its_outcomes_and_names_its_misses() -> None:
    rows, misses = evaluate_explain([PAIR])
    counted = {row.what: (row.hits, row.total) for row in rows}
    assert counted["pairs explained"] == (1, 1)
    assert counted["points explained"] == (1, 2)
    assert counted["planted contradictions shown or cited"] == (0, 1)
    assert counted["planted sentences withheld"] == (2, 2)
    assert counted["supported sentences passed"] == (1, 1)
    assert [miss for miss in misses if miss.startswith("unexplained")] == [
        "unexplained one cause: banana in “Bananas are the cause”"
    ]


@pytest.mark.parametrize(
    "lines", [[], [{"id": "x"}], [{**PAIR, "points": [{}]}], [{**PAIR, "question": {"text": "?"}}]]
)
def test_other_lines_are_refused(lines: list[dict[str, Any]]) -> None:
    with pytest.raises(BadInput):
        evaluate_explain(lines)
