"""The table of words beside the reader: what counts as a run of words, odds, and files that are no such table."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.reader_model import MODEL_FOLDER, leaned
from curbside.clinical.urgency.danger_words import BUCKETS, DangerWords, features, load_words
from curbside.errors import ModelUnavailable


def table(text: str, *, danger: int) -> DangerWords:
    """Gives `danger` to each run of `text` and nothing to others."""
    weights = np.zeros((BUCKETS, 2), dtype=np.int8)
    weights[features(text), 0] = danger
    return DangerWords(weights, np.array([0.1, 0.1]), np.array([0.0, -2.0]))


def test_runs_count_once_whatever_the_capitals() -> None:
    assert features("Cold. Cold. COLD.").tolist() == features("cold. cold. cold. cold.").tolist()
    # cold, feet, cold_feet
    assert len(features("cold feet")) == 3


def test_words_seen_before_raise_the_odds_and_length_alone_does_not() -> None:
    words = table("grey and clammy", danger=40)
    short = words.odds("grey and clammy")[0]
    assert short > words.odds("he is grey and clammy since lunch")[0] > 0.0
    assert words.odds("we painted the fence")[0] == 0.0
    assert words.odds("")[1] == 0.0


def test_the_shipped_table_tells_twins_apart() -> None:
    words = load_words(MODEL_FOLDER / "words.npz")
    now = words.odds("my arm went numb an hour ago and my words come out wrong")[0]
    then = words.odds("my arm went numb ten years ago, the scan was clear and i have been well since")[0]
    assert now > then + 1


def test_a_missing_broken_or_foreign_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="Reinstall"):
        load_words(tmp_path / "words.npz")
    (tmp_path / "words.npz").write_bytes(b"no table")
    with pytest.raises(ModelUnavailable):
        load_words(tmp_path / "words.npz")
    np.savez(tmp_path / "words.npz", weights=np.zeros((3, 2), dtype=np.int8), steps=np.ones(2), bias=np.zeros(2))
    with pytest.raises(ModelUnavailable):
        load_words(tmp_path / "words.npz")


def test_odds_move_one_label_and_the_others_keep_their_proportions() -> None:
    moved = leaned({"routine": 0.6, "urgent": 0.2, "emergency": 0.2}, "emergency", np.log(4))
    assert moved["emergency"] == pytest.approx(0.5)
    assert moved["routine"] == pytest.approx(3 * moved["urgent"])
    assert sum(moved.values()) == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_finite_odds(text: str) -> None:
    assert all(np.isfinite(load_words(MODEL_FOLDER / "words.npz").odds(text)))
