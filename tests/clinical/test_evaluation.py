"""Rows of routing and reading measurements, and their exact bounds."""

import pytest

from curbside.clinical.evaluation import bounds, evaluate_read, evaluate_route
from curbside.errors import BadInput


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    # R: binom.test(hits, total)$conf.int
    [(0, 10, 0.0, 0.3084971), (10, 10, 0.6915029, 1.0), (5, 10, 0.1870860, 0.8129140), (90, 100, 0.8237774, 0.9509953)],
)
def test_bounds(hits: int, total: int, low: float, high: float) -> None:
    assert bounds(hits, total) == pytest.approx((low, high), abs=1e-5)


def test_route_rows() -> None:
    lines = [
        {"text": "I have chest pain and palpitations.", "department": "cardiology"},
        {"text": "My tooth aches and the gums are swollen.", "department": "cardiology"},
    ]
    rows = {row.what: row for row in evaluate_route(lines)}
    assert (rows["top-1"].hits, rows["top-1"].total) == (1, 2)
    assert rows["top-1 of cardiology"].low < 0.5 < rows["top-1 of cardiology"].high


def test_read_rows() -> None:
    labels = [{"concept": "headache", "status": "present"}, {"concept": "fever", "status": "present"}]
    rows = {row.what: row for row in evaluate_read([{"text": "I have a headache but no fever.", "findings": labels}])}
    assert rows["found"].share == 1.0
    assert rows["right status"].share == 0.5


def test_read_rows_of_spans_and_subjects() -> None:
    text = "My son coughs but has no fever."
    spans = [{"start": 7, "end": 13, "status": "present"}, {"start": 25, "end": 30, "status": "absent"}]
    rows = {row.what: row for row in evaluate_read([{"text": text, "findings": spans, "subject": "child"}])}
    assert rows["right status when found"].hits == 2
    assert (rows["right subject"].hits, rows["absent when read as absent"].hits) == (1, 1)


def test_a_span_without_an_end_is_refused() -> None:
    with pytest.raises(BadInput):
        evaluate_read([{"text": "I cough.", "findings": [{"start": 2, "status": "present"}]}])


@pytest.mark.parametrize("lines", [[], [{"text": "x"}], [{"department": "ent"}]])
def test_unlabelled_lines_are_refused(lines: list[dict[str, str]]) -> None:
    with pytest.raises(BadInput):
        evaluate_route(lines)
    with pytest.raises(BadInput):
        evaluate_read(lines)
