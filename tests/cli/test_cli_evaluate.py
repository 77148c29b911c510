"""Measuring the screen: counts, exact bounds, misses."""

import json

import pytest
from typer.testing import CliRunner

from curbside.cli.evaluate import clopper_pearson
from curbside.cli.main import app

LINES = [
    {"id": 1, "text": "My chest feels tight and the ache goes down my left arm.", "level": "emergency"},
    {"id": 2, "text": "Our quince jam did not set.", "level": "emergency"},
    {"id": 3, "text": "My nails are brittle.", "level": "routine"},
]
INPUT = "\n".join(json.dumps(line) for line in LINES)


# Bounds as tabulated for exact binomial intervals: 0/10, 10/10 and 5/10.
@pytest.mark.parametrize(
    ("hits", "total", "low", "high"), [(0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (5, 10, 0.1871, 0.8129)]
)
def test_clopper_pearson(hits: int, total: int, low: float, high: float) -> None:
    assert clopper_pearson(hits, total) == pytest.approx((low, high), abs=5e-5)


def test_json_gives_shares_and_misses() -> None:
    report = json.loads(CliRunner().invoke(app, ["evaluate", "screen", "--json"], input=INPUT).stdout)
    stopped = next(s for s in report["shares"] if s["label"] == s["read"] == "emergency")
    assert (stopped["n"], stopped["of"]) == (1, 2)
    assert [miss["id"] for miss in report["misses"]] == [2]


def test_the_table_names_the_misses() -> None:
    out = CliRunner().invoke(app, ["evaluate", "screen"], input=INPUT).stdout
    assert "95 % bounds" in out
    assert "missed 2" in out


def test_a_line_without_level_ends_with_status_1() -> None:
    assert CliRunner().invoke(app, ["evaluate", "screen"], input='{"text": "a"}').exit_code == 1
