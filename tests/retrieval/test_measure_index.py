"""The index's benchmark runs, and its made-up questions are the same every time."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from curbside.retrieval.hash_encoder import HashEncoder

TRAINING = Path(__file__).parents[2] / "training"


@pytest.fixture
def cases(monkeypatch):
    monkeypatch.syspath_prepend(str(TRAINING))
    return __import__("made_up_cases").MadeUpCases


def test_a_seed_always_gives_the_same_questions(cases):
    documents = [cases(3).document(number) for number in range(300)]
    assert documents[:20] == [cases(3).document(number) for number in range(20)]
    assert len({document.text for document in documents}) > 250
    assert len({document.department for document in documents}) > 10
    assert all("{" not in document.text + document.answer for document in documents)


def test_a_question_shares_its_subject_with_its_document_and_is_worded_anew(cases):
    made = cases(3)
    both = [(made.document(number).text, made.question(number)) for number in range(100)]
    assert sum(text != question for text, question in both) > 90
    assert sum(bool(set(text.lower().split()) & set(question.lower().split())) for text, question in both) > 90


def test_the_benchmark_prints_every_figure(tmp_path):
    command = [sys.executable, str(TRAINING / "measure_index.py"), "--hash", "--documents", "320", "--folder", tmp_path]
    printed = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout
    figures = {row.split("|")[1].split("(")[0].strip(): row.split("|")[2] for row in printed.splitlines()}
    assert int(figures["documents"]) == 320
    assert float(figures["recall_at_10"]) > 0.95
    assert float(figures["per_s_two_cores"]) > 0
    assert {"query_ms", "resident", "disk_mb", "upsert_clock_ms", "search_ms"} <= set(figures)
    assert list(tmp_path.iterdir()) == []


def test_vectors_that_are_not_encoded_lie_about_as_near_to_encoded_ones_as_questions_do(cases, monkeypatch):
    monkeypatch.syspath_prepend(str(TRAINING))
    partly = __import__("measure_index").PartlyEncoded(HashEncoder(384), 200)
    known = partly.encode([document.text for document in map(cases(3).document, range(200))])
    made = partly.encode(["", "any", "text"] * 30)
    assert partly.encoded == 200
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    nearest = (made @ known.T).max(axis=1)
    assert nearest.min() > 0.6
    assert nearest.max() < 0.98
