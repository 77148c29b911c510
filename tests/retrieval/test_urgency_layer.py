"""The learned urgency layer starts with the shipped encoder, and leaves the rules alone when a file is missing."""

from collections.abc import Iterator

import pytest

from curbside.clinical.urgency import Urgency, layers, screen, use_learned_layer
from curbside.errors import ModelUnavailable
from curbside.retrieval import urgency_layer
from curbside.retrieval.urgency_layer import start_learned_layer


@pytest.fixture(autouse=True)
def rules_alone_again() -> Iterator[None]:
    yield
    use_learned_layer(None)


def test_the_shipped_layer_starts_and_reads() -> None:
    assert start_learned_layer()
    assert layers() == ("rules", "learned")
    assert screen("What cream helps dry hands in winter?").urgency is Urgency.ROUTINE
    asked = screen("My wife can't get any word out right since breakfast and half her face has slid.")
    assert asked.urgency is Urgency.EMERGENCY


def test_without_the_weights_the_rules_go_on_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModelUnavailable("gone")

    monkeypatch.setattr(urgency_layer, "load_weights", missing)
    assert not start_learned_layer()
    assert layers() == ("rules",)
    assert screen("He is not breathing.").urgency is Urgency.EMERGENCY


def test_weights_of_another_encoder_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = urgency_layer.load_weights()
    other = type(weights)(weights.heads, weights.now_threshold, weights.plan_threshold, "another")
    monkeypatch.setattr(urgency_layer, "load_weights", lambda: other)
    assert not start_learned_layer()
