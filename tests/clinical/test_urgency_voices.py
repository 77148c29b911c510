"""Advice, a clinician's words and settled complaints do not stop the page; the same complaint without them does."""

import pytest

from curbside.clinical.urgency import Urgency, screen
from tests.pace import idle_seconds

COMPLAINT = "My chest feels tight and the ache goes down my left arm."
CALM = "Clinician: Your ECG and vitals are normal and it hurts when I press the rib. Reassuring, routine follow-up."


@pytest.mark.parametrize(
    "text",
    [
        f"Patient: {COMPLAINT}\n{CALM}",
        "Nurse: Any chest pain, sweating or fainting?\nPatient: None of that, I came for my ears.",
        "I got a leaflet for my new tablets. Seek care if you notice chest pain with sweating or a swollen tongue.",
        "Your chest felt tight with an ache in the left arm. Your vitals and ECG are normal. Routine follow-up.",
    ],
)
def test_what_a_clinician_settled_or_advised_does_not_stop(text: str) -> None:
    assert screen(text).urgency is not Urgency.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        COMPLAINT,
        f"Patient: {COMPLAINT}",
        f"Patient: {COMPLAINT}\nClinician: Please call an ambulance, this is not harmless.",
        f"Patient: I had a cough.\n{CALM}\nPatient: {COMPLAINT}",
        f"The doctor said last month it was harmless. {COMPLAINT}",
        f"Routine follow-up is on Friday. {COMPLAINT}",
    ],
)
def test_the_same_complaint_stops_when_nobody_settled_it(text: str) -> None:
    assert screen(text).urgency is Urgency.EMERGENCY


def test_a_long_standing_complaint_is_urgent_at_most_until_it_is_new() -> None:
    assert screen("I get chest pain with nausea on and off for years.").urgency is Urgency.URGENT
    assert screen("I get chest pain with nausea on and off for years, now severe.").urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "Is it an emergency if someone's speech is slurred and they cannot raise one arm? It's question 4 of our quiz.",
        "For babysitting course homework: a baby of 5 months is choking on a piece of apple, what do you do first?",
        "We had sepsis training at the home: mottled skin, no urine, confused, breathing fast. I got nine right.",
        "In my novel she clutches her chest, the pain goes down her left arm, and she sweats.",
        "My character is having a heart attack behind the wheel. Could he still speak to the hitchhiker?",
        "Biology homework: a boy eats peanuts and his throat swells. Name the substance.",
    ],
)
def test_a_quiz_a_course_or_a_story_does_not_stop(text: str) -> None:
    assert screen(text).urgency is not Urgency.EMERGENCY


def test_a_quiz_does_not_hide_what_is_happening() -> None:
    text = "I was at the pub quiz. My chest feels tight and the ache goes down my left arm."
    assert screen(text).urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Our hen was bleeding out and I held her. Can I get ill?", False),
        ("The puppy had a seizure, the vet saved him. How many would hurt somebody small?", False),
        ("Hamster found stiff and not breathing, how do I tell the children?", False),
        ("Our dog had a seizure and my son is unconscious.", True),
        ("The dog was barking and I can't breathe.", True),
        ("A stray dog bit me in India yesterday.", True),
    ],
)
def test_what_befalls_an_animal_is_no_emergency_and_what_befalls_somebody_beside_it_is(text: str, stops: bool) -> None:
    assert (screen(text).urgency is Urgency.EMERGENCY) is stops


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        (
            "Ten years ago I was sectioned after trying to hang myself. I am well now, with two dogs.",
            None,
        ),
        ("I was suicidal in lockdown. Got help, got a dog, ok now. May I come off the tablets?", None),
        ("I was suicidal in lockdown. Got help, but it's back and I am suicidal again.", "ideation"),
        (
            "I am well now he is in prison, he hits me no more, but my ex hits our daughter when she stays there.",
            "abuse",
        ),
    ],
)
def test_harm_to_oneself_told_as_over_is_no_crisis_to_the_rules(text: str, crisis: str | None) -> None:
    assert screen(text).crisis == crisis


def test_words_of_two_paragraphs_do_not_join() -> None:
    assert screen("My lips are swollen.\n\nI stopped eating nuts.").urgency is not Urgency.EMERGENCY
    assert screen("My lips are swollen.\nI ate nuts an hour ago.").urgency is Urgency.EMERGENCY


@pytest.mark.parametrize("piece", ["nurse: ", "patient (", "seek care if ", "for years. ", "\n \n"])
def test_ten_kilobytes_of_labels_are_fast(piece: str) -> None:
    # The rules alone, whatever another test left in use.
    screen("warm up", extra=())
    assert idle_seconds(lambda _: screen((piece * 10_000)[:10_000], extra=())) < 0.2


def test_what_is_over_is_urgent_at_most_unless_its_danger_stays() -> None:
    over = "My lips swelled after prawns an hour ago. It went away and I feel fine now."
    assert screen(over).urgency is Urgency.URGENT
    assert screen(f"{over} It is coming back and getting worse.").urgency is Urgency.EMERGENCY
    assert screen("I took twenty paracetamol on purpose, I feel fine.").urgency is Urgency.EMERGENCY
    assert screen("His smile was lopsided an hour ago, now back to normal.").urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "He was stabbed in the arm on Friday, they kept him 3 nights, now he is discharged and wants to swim.",
        "I burned my face on the barbecue, the blisters are drying, the clinic dressed it and I go back on Monday.",
        "The booklet says the tablets may bring a swollen tongue and trouble breathing. Do I take them with milk?",
        'The form asks "Do you have chest pain and sweating?" and I only wanted a new hearing aid.',
        "My chest aches when I cry about the sudden death of our parrot.",
        "I play the double bass as if I were electrocuted, says my teacher, and my thumb hurts.",
    ],
)
def test_what_is_treated_printed_asked_or_only_likened_does_not_stop(text: str) -> None:
    assert screen(text).urgency is not Urgency.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "He was stabbed in the arm on Friday, they kept him 3 nights, and today he is confused and pale, and worse.",
        "The booklet says they may bring a rash, and my tongue is swollen and I can't breathe.",
        'The form asks "Do you have chest pain?" and I do: crushing chest pain and sweating now.',
        "It looks like he was stabbed, there is blood on his shirt.",
        "I would rather die than eat liver, and I am going to kill myself tonight.",
    ],
)
def test_the_danger_beside_it_still_stops(text: str) -> None:
    assert screen(text).urgency is Urgency.EMERGENCY
