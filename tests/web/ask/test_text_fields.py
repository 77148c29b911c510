"""What is typed is stored without characters that no reader sees, and loses none that its script needs."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.web.ask.text_fields import clean_words


@pytest.mark.parametrize(
    "code", [0xAD, 0x200B, 0x200E, 0x2060, 0xFEFF, 0xE0041, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
def test_unseen_characters_go(code: int) -> None:
    assert clean_words(f"chest{chr(code)}pain") == "chestpain"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_joiners_go_from_latin_and_chinese_words(joiner: str) -> None:
    assert clean_words(f"su{joiner}ic{joiner}ide 頭{joiner}痛{joiner}") == "suicide 頭痛"


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian with a non-joiner
        "\u0915\u094d\u200d\u0937",  # Devanagari with a joiner
        "\U0001f469\u200d\u2695\ufe0f",  # woman health worker
        "\U0001f469\U0001f3fd\u200d\U0001f9bd",  # woman, skin tone, wheelchair
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "café, naïve\n\tα β",
    ],
)
def test_joiners_that_a_script_needs_stay(text: str) -> None:
    assert clean_words(text) == text


def test_letters_are_composed() -> None:
    assert clean_words("cafe\u0301") == "caf\u00e9"


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_settles_at_once(text: str) -> None:
    once = clean_words(text)
    assert clean_words(once) == once
    assert unicodedata.is_normalized("NFC", once)
