"""No sentence that is untrue of the person stands in a proposed reply, on made-up pairs that are whole."""

import json
from pathlib import Path

import pytest

from curbside.drafting.evaluation_drafts import evaluate_drafts
from curbside.errors import BadInput

DATA = Path(__file__).parent / "data" / "drafts"
HALVES = {half: [json.loads(line) for line in (DATA / f"{half}.jsonl").open()] for half in ("tuning", "frozen")}


@pytest.mark.parametrize(("half", "untrue", "kept"), [("tuning", 30, 0.7), ("frozen", 27, 0.7)])
def test_nothing_untrue_stands_and_most_that_holds_does(half, untrue, kept):
    rows, misses = evaluate_drafts(HALVES[half])
    counted = {row.what: row for row in rows}
    left_out, true = counted["untrue sentences left out"], counted["true sentences kept"]
    assert (left_out.hits, left_out.total) == (untrue, untrue), misses
    assert true.hits / true.total > kept, misses


def test_every_labelled_sentence_stands_in_a_source():
    for line in HALVES["tuning"] + HALVES["frozen"]:
        told = " ".join(source["text"] for source in line["sources"])
        assert all(text in told for text in (*line["untrue"], *line["true"])), line["id"]


@pytest.mark.parametrize("lines", [[], [{"id": "x"}], [{**HALVES["tuning"][0], "sources": 3}]])
def test_other_lines_are_refused(lines):
    with pytest.raises(BadInput):
        evaluate_drafts(lines)
