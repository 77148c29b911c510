"""Deeds and warning signs are found in a doctor's own order of words, but not where they are ruled out or far apart."""

import pytest

from curbside.drafting.near_words import near_words, signs_named
from curbside.drafting.points import Point
from curbside.drafting.terms import stems


def deeds(text: str) -> set[str]:
    return {word.name for word, _ in near_words(Point("action", text, 0), frozenset(stems(text)))}


def signs(text: str, case: str = "") -> set[str]:
    return {word.name for word, _ in signs_named(Point("warning", text, 0), frozenset(stems(f"{case} {text}")))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sleep with a pillow between your knees.", "pillow between the knees"),
        ("At night put a pillow between both knees.", "pillow between the knees"),
        ("Please rinse the wound well.", "rinse the wound"),
        ("Do not cross your legs while sitting.", "do not cross your legs"),
    ],
)
def test_a_deed_in_other_words(text: str, name: str) -> None:
    assert name in deeds(text)


def test_a_deed_that_the_doctor_speaks_against_is_none() -> None:
    assert "pillow between the knees" not in deeds("A pillow between the knees is not needed.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Call an ambulance if your face droops or an arm gets weak.", "face droops"),
        ("Call an ambulance if your face droops or an arm gets weak.", "weakness on one side"),
        ("See a doctor at once if you cannot pass urine.", "cannot pass urine"),
        ("Go to hospital if the leg turns cold and pale.", "cold pale leg"),
        ("Come at once if he has had no wet nappy for eight hours.", "too dry"),
        ("Get help now for fever with a stiff neck.", "fever with a stiff neck"),
    ],
)
def test_a_sign_in_the_doctors_words(text: str, name: str) -> None:
    assert name in signs(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("See a doctor if it burns when you pass urine.", "cannot pass urine"),
        ("You should be examined today, with blood, urine and stool tests.", "blood in stool"),
        ("There is no need to call if you have a mild fever.", "high fever"),
        ("See a doctor if the leg hurts, or if after some weeks of rest your fingers stay cold.", "cold pale leg"),
    ],
)
def test_what_is_no_sign(text: str, name: str) -> None:
    assert name not in signs(text)


def test_a_sign_of_other_cases_is_left_out() -> None:
    text = "Call if you have pain on one side low in the belly."
    assert "pain on one side in early pregnancy" in signs(text, "My period is late.")
    assert "pain on one side in early pregnancy" not in signs(text, "I ate too much.")
