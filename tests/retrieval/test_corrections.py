"""Misspelt words, spellings of two countries, and what sounds alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.retrieval.corrections import Known, corrected, put_right
from curbside.retrieval.nearby import misspelling_cost, sound
from curbside.retrieval.spelling import american, spellings
from tests.pace import idle_seconds


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("twitchng", "twitching"),
        ("headake", "headache"),
        ("hart atack", "heart attack"),
        ("musle twiching", "muscle twitching"),
        ("stomack pane", "stomach pain"),
        ("dierreah since monday", "diarrhea since monday"),
        ("neumonia", "pneumonia"),
        ("hemroids", "hemorrhoids"),
        ('"chest pian" at night', '"chest pain" at night'),
        ("Anxeity, again?", "anxiety, again?"),
    ],
)
def test_what_was_probably_meant(typed, meant):
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "MND",
        "pins and needles",
        "headache",
        "driving at night",
        "football",
        "tumour",
        "anaemia",
        "頭痛",
        "b12",
        "",
        "!?",
    ],
)
def test_real_words_are_left_alone(typed):
    assert corrected(typed) is None


def test_words_of_the_index_are_known_and_are_meant():
    known = Known(lambda word: word == "quaxol", lambda word: ["quaxol"])
    assert corrected("quaxol", known) is None
    assert corrected("quaxoll", known) == "quaxol"
    assert corrected("quaxoll") is None


def test_short_words_may_be_one_letter_off_and_longer_ones_two():
    assert misspelling_cost("ras", "rash") is None
    assert misspelling_cost("fevre", "fever") is not None
    assert misspelling_cost("fover", "liver") is None
    assert misspelling_cost("migrine", "migraine") is not None
    assert misspelling_cost("mograne", "migraine") is not None
    assert misspelling_cost("mogrant", "migraine") is None


def test_what_sounds_alike_has_one_code():
    assert sound("headake") == sound("headache")
    assert sound("hart") == sound("heart")
    assert sound("heart") != sound("health")


@pytest.mark.parametrize(
    ("british", "other"),
    [
        ("diarrhoea", "diarrhea"),
        ("anaemia", "anemia"),
        ("tumour", "tumor"),
        ("oesophagus", "esophagus"),
        ("paediatric", "pediatric"),
        ("haemorrhage", "hemorrhage"),
        ("oedema", "edema"),
        ("goitre", "goiter"),
        ("gynaecology", "gynecology"),
    ],
)
def test_two_spellings_are_one_word(british, other):
    assert american(british) == american(other) == other
    assert british in spellings(other)
    assert other in spellings(british)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_answered(text):
    better = corrected(text)
    assert better is None or better != text


@pytest.mark.parametrize("text", ["xqzvwk " * 2000, "q" * 20_000, "aeiou" * 4000, "hart " * 3000])
def test_hostile_text_is_answered_quickly(text):
    corrected("warm up")
    assert idle_seconds(lambda _: corrected(text)) < 0.2


def _held_nowhere(word):
    return False


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("I take Gabamentine and hydrocodene together.", "I take gabapentin and hydrocodone together."),
        ("My azythromyacin250 was a shot in the dark", "My azithromycin250 was a shot in the dark"),
        ("Cortizone helped, arrythmia did not", "cortisone helped, arrhythmia did not"),
    ],
)
def test_a_plainly_misspelt_word_of_a_question_is_put_right(written, meant):
    assert put_right(written, _held_nowhere) == meant


@pytest.mark.parametrize(
    "written",
    [
        "I get gout in the toe",  # short words are left alone
        "femara makes me sweat",  # two letters in six: nobody knows
        "I am wondering about loosely fitting shoes",  # common English
        "胸口痛三天",
        "",
    ],
)
def test_a_question_without_a_plain_misspelling_stays_as_written(written):
    assert put_right(written, _held_nowhere) == written


def test_a_word_that_the_index_has_is_no_misspelling():
    assert put_right("Which hydrocodene is it?", lambda word: word == "hydrocodene") == "Which hydrocodene is it?"


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_putting_right_takes_any_text(text):
    assert isinstance(put_right(text, _held_nowhere), str)
