"""The measurement itself: ranks, intervals and what it says about a file it cannot use."""

import gzip
import json

import pytest

from curbside.errors import BadInput
from curbside.retrieval.evaluate import evaluate_similar, share
from curbside.retrieval.hash_encoder import HashEncoder

PAIRS = (
    {"q1": "calf twitching at night", "q2": "my calf is twitching at night", "label": 1},
    {"q1": "calf twitching at night", "q2": "is a calf good to eat", "label": 0},
    {"q1": "itchy rash on the elbow", "q2": "train timetable for museum visitors", "label": 1},
)


def write(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def test_ranks_and_shares_are_counted(tmp_path):
    corpus = write(tmp_path / "corpus.jsonl", [{"text": f"an itchy rash on elbow number {n}"} for n in range(20)])
    report = evaluate_similar(write(tmp_path / "p.jsonl", PAIRS), encoder=HashEncoder(), corpus=corpus, limit=12)
    assert report.corpus == 15
    assert report.shares["R@1"].value == report.shares["R@10"].value == report.mrr_at_10 == 0.5
    assert report.shares["above hard negative"].n == 1
    assert report.shares["pair accuracy"].n == 3
    assert 0 < report.ms_p50 <= report.ms_p95


def test_gz_and_other_key_names_are_read(tmp_path):
    path = tmp_path / "p.jsonl.gz"
    with gzip.open(path, "wt") as file:
        file.write(json.dumps({"a": "calf twitching", "b": "twitching calf", "label": 1}) + "\n")
    assert evaluate_similar(path, encoder=HashEncoder()).shares["R@1"].value == 1


def test_a_file_without_pairs_is_bad_input(tmp_path):
    with pytest.raises(BadInput, match="label"):
        evaluate_similar(write(tmp_path / "p.jsonl", [{"text": "x"}]), encoder=HashEncoder())
    (tmp_path / "q.jsonl").write_text("{broken")
    with pytest.raises(BadInput, match="line 1"):
        evaluate_similar(tmp_path / "q.jsonl", encoder=HashEncoder())


def test_wilson_interval_agrees_with_the_published_example():
    """Newcombe, Statistics in Medicine 1998, 17:857, table I: 81 of 263 gives 0.2553 to 0.3662."""
    interval = share([True] * 81 + [False] * 182)
    assert interval.low == pytest.approx(0.2553, abs=5e-4)
    assert interval.high == pytest.approx(0.3662, abs=5e-4)
    assert share([]).n == 0
