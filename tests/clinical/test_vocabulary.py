"""Phrases match in any inflection, across small gaps, longest first, and with one wrong letter."""

import pytest

from curbside.clinical.findings.vocabulary import concept_matcher, read_words


def named(text: str) -> list[str]:
    return [mention.id for mention in concept_matcher().mentions(read_words(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("muscles are twitching", ["twitching"]),
        ("pain in my right knee", ["knee-pain"]),
        ("breast cancer", ["breast-cancer"]),
        ("stomach pain and chest pain", ["stomach-ache", "chest-pain"]),
        ("diarhea", ["diarrhea"]),
        ("the heating", []),
        ("et al", []),
        ("a rough day", []),
        # "Vaginal" is a word of the vocabulary, no "vagina" with a letter too many.
        ("vaginal dryness", ["vaginal-dryness"]),
        ("no blood, it seems", ["bleeding"]),
        ("a blood relation", []),
        ("no, blood relations", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_a_gap_does_not_cross_a_comma() -> None:
    assert "knee-pain" not in named("I have pain, my knee is fine")


def test_a_word_that_must_stand_beside_is_no_part_of_the_mention() -> None:
    text = "there was no blood"
    (mention,) = concept_matcher().mentions(read_words(text))
    assert text[mention.start : mention.end] == "blood"
