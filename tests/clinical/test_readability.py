"""The grade follows the published formula, syllables hold for medical words, any text returns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.readability import count_syllables, grade, reading_minutes
from tests.pace import idle_seconds

SYLLABLES = {
    "pain": 1, "fever": 2, "table": 2, "tablet": 2, "make": 1, "walked": 1, "wanted": 2, "diabetes": 4,
    "anemia": 4, "pneumonia": 4, "cardiac": 3, "osteoporosis": 6, "nausea": 3, "diarrhea": 4, "biopsy": 3,
    "electromyography": 8, "doctor": 2, "muscle": 2, "neurologist": 4, "weakness": 2, "amyotrophic": 5,
    "lateral": 3, "sclerosis": 3, "symptoms": 2, "tiredness": 3, "breathing": 2, "headache": 2,
    "hypertension": 4, "radius": 3, "medicine": 3, "surgery": 3, "acne": 2, "MRI": 3, "months": 1,
    "sleep": 1, "infection": 3, "dangerous": 3, "serious": 3, "special": 2, "physician": 3, "being": 2,
}  # fmt: skip


def test_syllables_of_medical_words_are_nearly_always_right() -> None:
    wrong = {word: count_syllables(word) for word, count in SYLLABLES.items() if count_syllables(word) != count}
    assert len(wrong) <= 4, wrong
    assert all(abs(count - SYLLABLES[word]) <= 1 for word, count in wrong.items()), wrong


def test_the_formula() -> None:
    assert grade("The cat sat on the mat.") == 0.0
    assert grade("The doctor made me better.") == pytest.approx(0.39 * 5 + 11.8 * 7 / 5 - 15.59)


def test_a_title_ends_no_sentence() -> None:
    assert grade("Dr. Smith sees every patient again.") == grade("Dr Smith sees every patient again.")


def test_long_words_are_harder() -> None:
    hard = "Electromyography differentiates neurogenic from myopathic abnormalities."
    assert grade(hard) > 15 > grade("Your leg feels weak. Rest it well.")


@pytest.mark.parametrize(
    ("text", "minutes"), [("", 0), ("one", 1), ("word " * 238, 1), ("word " * 239, 2), ("痛" * 261, 2)]
)
def test_minutes_are_rounded_up(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_grade(text: str) -> None:
    assert grade(text) >= 0
    assert reading_minutes(text) >= 0


@pytest.mark.parametrize("unit", ["a", "e", "A.", "io", "\n", "1.", "-a", "x "])
def test_hostile_text_is_read_in_time(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    assert idle_seconds(lambda _: (grade(text), reading_minutes(text))) < 0.2
