"""How sure the learned reader must be depends on the word; names said in other tongues, charts and asides go."""

import pytest

from curbside.clinical.privacy import redact
from curbside.clinical.privacy.learned import LEANS, _needed, _Reading

READING = _Reading((), {"NAME": 0.57, "ADDRESS": 0.57}, LEANS)


def test_a_listed_or_unknown_word_needs_less_than_an_everyday_one() -> None:
    needed = {word: _needed(word, "NAME", READING) for word in ("fatima", "oyunbileg", "grace", "lantern", "water")}
    assert needed["fatima"] < needed["oyunbileg"] < needed["grace"] < needed["lantern"] < needed["water"]
    assert needed["lantern"] == pytest.approx(0.57)
    # Medicine that no vocabulary holds is not taken for a rare name.
    assert _needed("zoledrolimab", "NAME", READING) == pytest.approx(0.57)
    assert _needed("oyunbileg", "ADDRESS", READING) == pytest.approx(0.57)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("me llamo yesenia y me duele la rodilla", "yesenia"),
        ("nazywam się ludomir, my knee clicks", "ludomir"),
        ("Chart: DE-LA-CRUZ, M. / F / diverticulosis", "CRUZ, M"),
        ("me: jenny b. him: rob. we try for a baby", "jenny b"),
        ("Hiya it's may (yes like the month), my knee clicks", "may"),
        ("will, my partner, snores like a train", "will"),
        ("My daughter and her friend Will both have verrucas", "Will"),
    ],
)
def test_names_by_what_stands_around_them(text: str, name: str) -> None:
    assert name not in redact(text, learned=False).text


@pytest.mark.parametrize(
    "text",
    [
        "In may, my partner, who snores, had a scan.",
        "It's may again and my eyes itch.",
        "ALLERGIES, A. simple list: penicillin.",
        "My friend will have a scan, my son may need one.",
    ],
)
def test_the_same_words_that_name_nobody_stay(text: str) -> None:
    assert redact(text, learned=False).text == text
