"""Hints name the missing parts of a reply and a reading grade that is too high."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.reply_checks.hints import reply_hints

WHOLE = (
    "This may be a strained muscle. Rest it and use ice for two days. "
    "If the pain gets worse or the leg goes numb, see a doctor within a day."
)


def types(text: str) -> set[str]:
    return {hint.type for hint in reply_hints(text)}


def test_a_whole_reply_gets_no_hint() -> None:
    assert types(WHOLE) == set()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Rest it. If it gets worse see a doctor.", "missing_cause"),
        ("This may be a strain. If it gets worse the clinic is open.", "missing_action"),
        ("This may be a strain. Rest it. The clinic is open.", "missing_safety_net"),
        ("This may be a strain. Rest it for a while.", "missing_place"),
        (
            "Idiopathic paraesthesiae characteristically necessitate comprehensive electrophysiological investigation "
            "notwithstanding spontaneous symptomatic amelioration.",
            "reading_grade",
        ),
    ],
)
def test_a_missing_part_is_named(text: str, hint: str) -> None:
    assert hint in types(text)
    assert hint not in types(WHOLE)


def test_a_blank_reply_gets_none() -> None:
    assert reply_hints(" \n ") == ()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_returns(text: str) -> None:
    assert all(hint.message for hint in reply_hints(text))
