"""The learned layer names the sentence that speaks, reads no settled words, and only ever adds."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.urgency import Crisis, Urgency, layers, screen, use_learned_layer
from curbside.clinical.urgency_features import MAX_PIECES, PIECE_WORDS, hashed, pieces_of
from curbside.clinical.urgency_learned import SOURCE, LearnedLayer, Weights, load_weights
from curbside.errors import ModelUnavailable

CALM = "We moved here in spring and like it."
ODD = "Grandpa waters the sofa and salutes the lamp."


def no_meaning(texts: Sequence[str]) -> np.ndarray:
    return np.zeros((len(texts), 4), dtype=np.float32)


def layer_for(text: str, plan: str = "") -> LearnedLayer:
    """A layer that only knows the words of `text` (and of `plan` as a plan)."""
    heads = np.zeros((2, 4 + hashed([text]).shape[1] + 1), dtype=np.float32)
    heads[0, 4:-1] = hashed([text])[0]
    heads[1, 4:-1] = hashed([plan])[0]
    return LearnedLayer(no_meaning, Weights(heads, 0.1, 0.1, "test"))


@pytest.fixture
def learned() -> Iterator[LearnedLayer]:
    layer = layer_for(ODD)
    use_learned_layer(layer)
    yield layer
    use_learned_layer(None)


def test_the_reason_names_the_sentence_and_the_layer(learned: LearnedLayer) -> None:
    text = f"{CALM} {ODD} Thank you."
    (reason,) = screen(text).reasons
    assert (reason.text, reason.rule, reason.source) == (ODD, "learned", SOURCE)
    assert text[reason.start : reason.end] == ODD
    assert screen(text).urgency is Urgency.EMERGENCY
    assert screen(CALM).urgency is Urgency.ROUTINE


def test_layers_say_what_is_in_use(learned: LearnedLayer) -> None:
    assert layers() == ("rules", "learned")
    use_learned_layer(None)
    assert layers() == ("rules",)
    assert screen(ODD).urgency is Urgency.ROUTINE


def test_extra_layers_take_the_place_of_the_one_in_use(learned: LearnedLayer) -> None:
    assert screen(ODD, extra=()).urgency is Urgency.ROUTINE
    assert screen(CALM, extra=[layer_for(CALM)]).urgency is Urgency.EMERGENCY


def test_a_plan_is_a_crisis_too() -> None:
    layer = layer_for("Everything is ready for Saturday.", plan="Everything is ready for Saturday.")
    screening = screen("Everything is ready for Saturday.", extra=[layer])
    assert (screening.urgency, screening.crisis) == (Urgency.EMERGENCY, Crisis.PLAN)


def test_where_a_rule_stops_the_page_the_layer_is_not_asked() -> None:
    def never(text: str, person: object) -> tuple[()]:
        raise AssertionError("asked")

    assert screen("He is not breathing.", extra=[never]).urgency is Urgency.EMERGENCY


def test_a_clinicians_words_are_no_piece() -> None:
    text = f"Patient: {CALM}\nNurse: {ODD}"
    assert [text[start:end] for start, end in pieces_of(text)] == [text[: text.index("\n")]]


def test_pieces_are_short_and_few() -> None:
    pieces = pieces_of("word " * 5_000)
    assert len(pieces) == MAX_PIECES
    assert all(len(("word " * 5_000)[start:end].split()) <= PIECE_WORDS for start, end in pieces)


def test_missing_or_broken_weights_say_so(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable):
        load_weights(tmp_path)
    (tmp_path / "head.json").write_text("{}")
    with pytest.raises(ModelUnavailable):
        load_weights(tmp_path)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_returns_with_spans_inside(text: str) -> None:
    for reason in layer_for("a b c d e")(text, lambda: pytest.fail("the person is not asked")):
        assert 0 <= reason.start < reason.end <= len(text)


@pytest.mark.parametrize("piece", ["a", "no ", ". ", "\n", "nurse: ", "胸痛", "İ", "word. "])
def test_ten_kilobytes_of_hostile_text_are_fast(piece: str) -> None:
    layer = layer_for(ODD)
    started = time.process_time()
    layer((piece * 10_000)[:10_000], lambda: pytest.fail("the person is not asked"))
    assert time.process_time() - started < 0.2


def test_a_learned_layer_that_breaks_leaves_the_rules_answer():
    def broken(text, person):
        raise MemoryError

    text = "My father has crushing chest pain and is grey and sweating."
    assert screen(text, extra=[broken]) == screen(text, extra=[])
    assert screen("My calf twitches. I have a fever and a stiff neck.", extra=[broken]).urgency is not None
