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


@pytest.mark.parametrize("lines", [[], [{"text": "x"}], [{"department": "ent"}]])
def test_unlabelled_lines_are_refused(lines: list[dict[str, str]]) -> None:
    with pytest.raises(BadInput):
        evaluate_route(lines)
    with pytest.raises(BadInput):
        evaluate_read(lines)
