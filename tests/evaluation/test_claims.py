"""The verifier on claims beside a passage: the set is whole, and the frozen half holds the aim."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from curbside.drafting.evaluation_claims import evaluate_verify
from curbside.errors import BadInput

DATA = Path(__file__).parent / "data" / "claims"
HALVES = {half: [json.loads(line) for line in (DATA / f"{half}.jsonl").open()] for half in ("tuning", "frozen")}


def test_six_hundred_claims_of_three_labels_and_no_passage_in_both_halves() -> None:
    assert sum(map(len, HALVES.values())) >= 600
    for rows in HALVES.values():
        assert set(Counter(row["label"] for row in rows)) == {"entailed", "neutral", "contradicted"}
    assert not {row["passage"] for row in HALVES["tuning"]} & {row["passage"] for row in HALVES["frozen"]}
    changes = {row["change"] for rows in HALVES.values() for row in rows}
    assert changes >= {"negation", "side", "number", "drug", "hedge", "subject", "broader"}


def test_on_the_frozen_half_what_passes_is_said() -> None:
    shares = {row.what: row.share for row in evaluate_verify(HALVES["frozen"])[0]}
    assert shares["passed claims that are entailed"] >= 0.95
    assert shares["entailed claims passed"] >= 0.7
    assert shares["claims not entailed withheld"] >= 0.95


def test_each_miss_is_named() -> None:
    lines = [
        {"passage": "Heat can ease pain.", "claim": "Cold can ease pain.", "label": "entailed", "change": ""},
        {"passage": "Heat can ease pain.", "claim": "Heat can ease pain.", "label": "neutral", "change": "subject"},
    ]
    rows, misses = evaluate_verify(lines)
    assert {row.what: row.hits for row in rows}["withheld: subject"] == 0
    assert [miss.split(":")[0] for miss in misses] == ["withheld entailed", "passed subject"]


@pytest.mark.parametrize("lines", [[], [{}], [{"passage": "a", "claim": "b", "label": "maybe", "change": ""}]])
def test_other_lines_are_refused(lines: list[dict[str, Any]]) -> None:
    with pytest.raises(BadInput):
        evaluate_verify(lines)
