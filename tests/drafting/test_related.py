"""Related topics come from question, reply and concern; alarming ones stay few, the feared one stays in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.case import CaseQuestion
from curbside.drafting.related import feared_topics, related_topics
from curbside.knowledge.topics import topics

TWITCH = CaseQuestion(
    "My calf keeps twitching",
    "The muscle twitching began after a cold. I drink a lot of coffee. I am scared it might be ALS. I have no "
    "headache.",
    department="neurology",
)


def slugs(question: CaseQuestion, reply: str = "", **limits: int) -> list[str]:
    return [topic.slug for topic in related_topics(question, reply, **limits)]


def test_the_named_complaint_leads_and_the_feared_disease_is_there() -> None:
    found = slugs(TWITCH)
    assert found[0] == "muscle-twitching"
    assert "motor-neuron-disease-als" in found
    assert feared_topics(TWITCH) == {"motor-neuron-disease-als"}


def test_what_the_reply_names_is_added() -> None:
    assert "hyperthyroidism" not in slugs(TWITCH)
    assert "hyperthyroidism" in slugs(TWITCH, "It may be hyperthyroidism, so have a blood test.")


def test_what_is_denied_is_not_related() -> None:
    assert "headache" not in slugs(TWITCH)
    assert "headache" in slugs(CaseQuestion("Headache", "I have a headache behind my eyes."))


def test_the_feared_disease_survives_a_short_list_and_a_cap_of_one() -> None:
    found = slugs(TWITCH, "Multiple sclerosis and Parkinson's disease are far less likely.", limit=2, alarming_limit=1)
    assert "motor-neuron-disease-als" in found
    assert len(found) == 2


@pytest.mark.parametrize("cap", [0, 1, 2])
def test_alarming_topics_are_capped(cap: int) -> None:
    reply = "Multiple sclerosis, Parkinson's disease and motor neuron disease are rare."
    found = slugs(TWITCH, reply, alarming_limit=cap)
    assert sum(topics()[slug].alarming for slug in found) <= cap


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("My toe is red and hurts at night, is it gout?", "gout"),
        ("Ringing in my ears, tinnitus for a month", "tinnitus"),
        ("Weakness in my right leg", "leg-weakness"),
        ("My son has a fever and a cough", "cough"),
    ],
)
def test_plain_questions_find_their_topic(title: str, expected: str) -> None:
    assert expected in slugs(CaseQuestion(title, ""))[:4]


def test_a_unit_is_no_illness() -> None:
    assert "myasthenia-gravis" not in slugs(CaseQuestion("Headache", "I took 400 mg of ibuprofen."))
    assert "myasthenia-gravis" in slugs(CaseQuestion("Is this myasthenia gravis?", ""))


@pytest.mark.parametrize("title", ["My car will not start", "Which bank opens on Sunday?", "", "…"])
def test_nothing_fits_a_question_about_something_else(title: str) -> None:
    assert slugs(CaseQuestion(title, "")) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.integers(0, 12))
def test_any_text_gives_packaged_topics_within_the_limit(body: str, reply: str, limit: int) -> None:
    found = related_topics(CaseQuestion("muscle cramp", body), reply, limit=limit)
    assert len(found) <= limit
    assert {topic.slug for topic in found} <= set(topics())
    assert [topic.slug for topic in found] == list(dict.fromkeys(topic.slug for topic in found))
