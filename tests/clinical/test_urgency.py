"""screen(): levels, crisis, facts about the person, spans, and any text in bounded time."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.urgency import Crisis, Urgency, screen
from curbside.clinical.urgency.phrases import PhraseBook, expand
from tests.pace import idle_seconds

REFERENCE = Path("/work/shared/reference/qa-page.txt")
ROUTINE = [
    "My father had a stroke in 2009, should I change my diet?",
    "What is sepsis?",
    "No chest pain, only a stuffy nose.",
    "This exam is killing me.",
    "Worried it might be a heart attack because of an advert I saw.",
    "I am dying to see the new film.",
    "",
    "頭皮有點癢。",
]
EMERGENCY = [
    "I wanted to ask about vitamins. Also her smile has been lopsided since breakfast.",
    "My husband can't lift his right arm all of a sudden.",
    "My daughter is wheezing after eating peanuts.",
    "胸痛，冒冷汗，喘不過氣。 I have chest pain and a cold sweat.",
    "My mothr suddenly has slured speech.",
]


@pytest.mark.parametrize("text", ROUTINE)
def test_lookalikes_do_not_stop_the_page(text: str) -> None:
    assert screen(text).urgency is Urgency.ROUTINE


@pytest.mark.parametrize("text", EMERGENCY)
def test_present_danger_stops_the_page_whoever_has_it(text: str) -> None:
    assert screen(text).urgency is Urgency.EMERGENCY


def test_a_young_baby_lowers_the_bar_for_fever() -> None:
    text = "She has a fever of 38.5 since last night."
    assert screen(text, age_years=0.1).urgency is Urgency.EMERGENCY
    assert screen(text, age_years=6).urgency is Urgency.ROUTINE


def test_pregnancy_lowers_the_bar_for_headache_with_swelling() -> None:
    text = "A headache, and my hands are swollen."
    assert screen(text, pregnant=True).urgency is Urgency.EMERGENCY
    assert screen(text, pregnant=False).urgency is not Urgency.EMERGENCY


@pytest.mark.parametrize(
    ("text", "crisis", "urgency"),
    [
        ("I bought a rope and will hang myself tonight.", Crisis.PLAN, Urgency.EMERGENCY),
        ("I want to kill myself", Crisis.PLAN, Urgency.EMERGENCY),
        ("going to kill myself", Crisis.PLAN, Urgency.EMERGENCY),
        ("end my life tonight", Crisis.PLAN, Urgency.EMERGENCY),
        ("I have wanted this for months and most nights I want to kill myself.", Crisis.PLAN, Urgency.EMERGENCY),
        ("I have been thinking about suicide", Crisis.IDEATION, Urgency.URGENT),
        ("I would kill for a coffee.", None, Urgency.ROUTINE),
        ("he pushed me down the stairs", Crisis.ABUSE, Urgency.URGENT),
        ("Lately I wish I was dead.", Crisis.IDEATION, Urgency.URGENT),
        ("My boyfriend slaps me.", Crisis.ABUSE, Urgency.URGENT),
        ("He strangled me an hour ago.", Crisis.ABUSE, Urgency.EMERGENCY),
        ("I don't want to die, is this mole harmless?", None, Urgency.ROUTINE),
    ],
)
def test_crisis(text: str, crisis: Crisis | None, urgency: Urgency) -> None:
    screening = screen(text)
    assert (screening.crisis, screening.urgency) == (crisis, urgency)


def test_weakness_of_an_arm_with_a_headache_is_named_a_stroke() -> None:
    reasons = screen("headache and my left arm is weak since yesterday").reasons
    assert {reason.title for reason in reasons} == {"Possible stroke"}


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("For a few days now mild weakness in my right leg, worst when sitting. I still jump rope.", Urgency.ROUTINE),
        ("For a few days now mild weakness in my right leg and my right arm.", Urgency.URGENT),
        ("Mild weakness in my leg for days, and now I can't move my leg.", Urgency.URGENT),
        ("Mild weakness in my leg for a week, and my speech is slurred.", Urgency.EMERGENCY),
        ("Sudden weakness in my right leg.", Urgency.EMERGENCY),
    ],
)
def test_only_slow_mild_weakness_of_a_leg_alone_can_wait(text: str, urgency: Urgency) -> None:
    assert screen(text).urgency is urgency


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference page is not here")
def test_the_reference_question_is_routine() -> None:
    asked = REFERENCE.read_text(encoding="utf-8").split("Hello Doctor", 1)[1].split("Ask Date", 1)[0]
    assert "weakness" in asked
    assert screen(asked).reasons == ()


def test_reasons_come_worst_first_and_lie_inside_the_text() -> None:
    text = "I have a cough and rigors. My chest feels tight and the ache goes down my left arm."
    reasons = screen(text).reasons
    assert reasons[0].level is Urgency.EMERGENCY
    assert all(text[r.start : r.end] == r.text and r.text for r in reasons)
    assert all("http" in r.source for r in reasons)


SAID = """chest pain no my baby fever blue arm numb can't breathe , . ? not had in 2009 worried it 38.9 vomit pregnant
blood \n 胸痛"""
WORDS = st.sampled_from(SAID.split(" "))


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_returns_with_spans_inside(text: str) -> None:
    for reason in screen(text).reasons:
        assert 0 <= reason.start < reason.end <= len(text)
        assert text[reason.start : reason.end] == reason.text


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "no ",
        "chest pain ",
        "can't can't _ ",
        "((((",
        "'s ",
        "fever 39 ",
        ". ",
        "my baby is ",
        "İ",
        "胸痛",
        "我爸爸打",
        "右手沒力",
    ],
)
def test_ten_kilobytes_of_hostile_text_is_fast(piece: str) -> None:
    screen(piece)  # patterns are compiled once per process, at first need
    text = (piece * 10_000)[:10_000]
    assert idle_seconds(lambda _: screen(text)) < 0.2


def test_a_bar_inside_brackets_is_refused() -> None:
    """ "pati (maarta/marta|pit*)" once made every pit a sign of violence."""
    with pytest.raises(ValueError, match="inside brackets"):
        PhraseBook().add("group", expand("pati (maarta/marta|pit*)", {}))
