"""Sentence splitting keeps offsets and does not break at abbreviations."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.sentences import split_sentences, unwrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, Mr. Mian. How are you?", ["Hello, Mr. Mian.", "How are you?"]),
        ("Dr. Jiang replied! Good.", ["Dr. Jiang replied!", "Good."]),
        ("I took 3.5 mg. It helped.", ["I took 3.5 mg.", "It helped."]),
        ("It began at 3 a.m. and stopped.", ["It began at 3 a.m. and stopped."]),
        ("It began at 3 a.m. Then it stopped.", ["It began at 3 a.m.", "Then it stopped."]),
        ("Some food, e.g. nuts, hurts.", ["Some food, e.g. nuts, hurts."]),
        ("It hurts.My arm too", ["It hurts.", "My arm too"]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("我頭痛。怎麼辦？很痛！", ["我頭痛。", "怎麼辦？", "很痛！"]),
        ('She said "it hurts." Then she left.', ['She said "it hurts."', "Then she left."]),
        ("Really?! yes... maybe", ["Really?!", "yes...", "maybe"]),
        ("See J. Smith today.", ["See J. Smith today."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_splits(text: str, expected: list[str]) -> None:
    assert [s.text for s in split_sentences(text)] == expected


def test_a_letters_wrapped_lines_are_one_sentence_and_a_list_is_not() -> None:
    letter = "See a doctor the same day if strength gets less, or if you\nhave trouble breathing.\nRest\nand drink."
    assert unwrapped(letter) == letter.replace("you\nhave", "you have")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_unwrapping_changes_no_place(text: str) -> None:
    assert len(unwrapped(text)) == len(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_sentences_are_ordered_slices_that_lose_only_white_space(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[s.start : s.end] == s.text for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(text.split())
