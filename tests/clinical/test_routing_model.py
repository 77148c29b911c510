"""The learned part of routing: probabilities for any text, in time, and rules alone without its file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.routing import choice as routing
from curbside.clinical.routing.model import BUCKETS, features, routing_model
from curbside.knowledge.departments import department_ids
from tests.pace import idle_seconds

WEIGHTS = Path(__file__).parents[2] / "src" / "curbside" / "knowledge" / "routing" / "weights.npz"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_probabilities_or_none(text: str) -> None:
    model = routing_model()
    assert model is not None
    found = model.probabilities(text)
    assert found.keys() <= department_ids()
    assert not found or abs(sum(found.values()) - 1) < 1e-5


def test_features_are_sorted_buckets() -> None:
    buckets, values = features("My knee hurts, my knee!")
    assert list(buckets) == sorted(set(buckets.tolist()))
    assert len(buckets) == len(values)
    assert buckets.max() < BUCKETS


def test_the_weights_are_small_and_hold_numbers_only() -> None:
    assert WEIGHTS.stat().st_size < 2_000_000
    model = routing_model()
    assert model is not None
    assert set(model.departments) == department_ids()
    assert model.weights.dtype.kind == "i"


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("The crown on my molar came loose while eating", "dentistry"),
        ("Straight lines look bent and I see a grey patch in the middle", "ophthalmology"),
        ("My dialysis shunt buzzes and the arm is cold", "nephrology"),
    ],
)
def test_words_unknown_to_the_rules_still_route(text: str, department: str) -> None:
    model = routing_model()
    assert model is not None
    found = model.probabilities(text)
    assert department in sorted(found, key=lambda one: -found[one])[:3]


def test_without_the_file_rules_decide_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for learned in ("routing_model", "meaning_model"):
        monkeypatch.setattr(routing, learned, lambda: None)
    first = routing.route("My knee hurts and I sprained my ankle.").departments[0]
    assert first.department == "orthopedics"
    assert first.reason.endswith(routing.RULES_ALONE)


@pytest.mark.parametrize("unit", ["x", "knee pain ", "é", "a b "])
def test_ten_kilobytes_take_no_time(unit: str) -> None:
    model = routing_model()
    assert model is not None
    model.probabilities("warm")
    assert idle_seconds(lambda number: model.probabilities(f"{number} {unit * 10_000}"[:10_000])) < 0.2
