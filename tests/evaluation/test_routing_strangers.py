"""How routing does on questions of a hand that wrote none of its texts and none of its rules.

data/routing_fresh.jsonl: 439 made-up questions for all 23 departments, kept out of 2,154 by CRC-32; nothing was fitted
or chosen by them. data/routing_read.jsonl, the others: they teach no weight, but settings were chosen by half of them
(training/fit_meaning.py). The floors guard against loss on every fifth of the fresh ones; the figures of all stand in
docs/clinical/readers.md.

Command: pytest tests/evaluation/test_routing_strangers.py -s, or curbside evaluate route FILE
"""

import json
from pathlib import Path

from curbside.clinical.evaluation import evaluate_route
from curbside.knowledge.departments import department_ids

DATA = Path(__file__).parent / "data"


def test_a_stranger_s_questions_find_their_department() -> None:
    lines = (DATA / "routing_fresh.jsonl").read_text(encoding="utf-8").splitlines()
    found = evaluate_route([json.loads(line) for line in lines[::5]])
    rows = {row.what: row for row in found}
    for what in ("top-1", "top-3"):
        print(f"{what}: {rows[what].hits} of {rows[what].total}")
    assert rows["top-1"].share >= 0.6
    assert rows["top-3"].share >= 0.82


def test_kept_out_questions_are_no_others() -> None:
    fresh, read = (
        [json.loads(line) for line in (DATA / f"routing_{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("fresh", "read")
    )
    taught = {
        line.lower()
        for file in (DATA.parents[2] / "training" / "corpora" / "routing").glob("*.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    texts = {row["text"].lower() for row in fresh}
    assert len(texts) == len(fresh) == 439
    assert not texts & (taught | {row["text"].lower() for row in read})
    assert {row["department"] for row in fresh} == department_ids()
