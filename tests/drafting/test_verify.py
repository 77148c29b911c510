"""A sentence stands only on passages that say it: numbers, names, negation, hedging, words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.drafting.evidence import Passage
from curbside.drafting.verify import verify

COFFEE = Passage("topic", "caffeine", "Caffeine in coffee and tea can make muscle twitches worse.")
WEEKS = Passage("topic", "twitching", "See a doctor if a twitch lasts more than 2 weeks.")
NOT_ALONE = Passage(
    "topic", "twitching", "Twitching alone, without weakness, is not a sign of nerve disease in most people."
)
PILL = Passage("topic", "pain", "Paracetamol often eases back pain.")


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        (COFFEE.quote, COFFEE),
        ("Coffee and tea can make twitches worse.", COFFEE),
        ("A twitch that lasts more than 2 weeks: see a doctor if so.", WEEKS),
        (NOT_ALONE.quote, NOT_ALONE),
        ("Paracetamol often eases pain in the back.", PILL),
    ],
)
def test_what_a_passage_says_is_supported(sentence: str, passage: Passage) -> None:
    assert verify(sentence, [passage]).supported


@pytest.mark.parametrize(
    ("sentence", "passage", "why"),
    [
        ("See a doctor if a twitch lasts more than 6 weeks.", WEEKS, "number 6"),
        ("Ibuprofen often eases back pain.", PILL, "ibuprofen"),
        ("Twitches can come from ALS.", COFFEE, "ALS"),
        ("Caffeine in coffee and tea cannot make muscle twitches worse.", COFFEE, "not"),
        ("Twitching alone, without weakness, is a sign of nerve disease in most people.", NOT_ALONE, "not"),
        ("Caffeine in coffee and tea makes muscle twitches worse.", COFFEE, "may"),
        ("Paracetamol often eases back pain in every person always.", PILL, "passage"),
        ("Chocolate and cheese can make muscle twitches worse.", COFFEE, "do not say"),
        ("Anything at all.", COFFEE, "do not say"),
    ],
)
def test_what_no_passage_says_is_refused_with_its_reason(sentence: str, passage: Passage, why: str) -> None:
    verdict = verify(sentence, [passage])
    assert not verdict.supported
    assert why in verdict.why


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Sudden deafness can wait 24 weeks.", "Sudden deafness can wait 24 hours."),
        ("The cough lasts five weeks in most people.", "The cough lasts three weeks in most people."),
        ("A stroke on the right side of the brain can weaken the right arm.",
         "A stroke on the left side of the brain can weaken the right arm."),
        ("Exercise can bring on low mood.", "Exercise can help against low mood."),
        ("Metformin can lower vitamin D.", "Metformin can lower vitamin B12."),
        ("A warm pack can ease pain.", "A cold pack can ease pain."),
        ("Salbutamol can slow the heart.", "Propranolol can slow the heart."),
    ],
)  # fmt: skip
def test_a_number_side_name_or_effect_changed_is_refused(sentence: str, quote: str) -> None:
    assert not verify(sentence, [Passage("topic", "x", quote)]).supported


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Thrush is not passed on by sex.", "Thrush is common after antibiotics and is not passed on by sex."),
        ("Thrush is common after antibiotics.", "Thrush is common after antibiotics and is not passed on by sex."),
        ("Antibiotics do not help in croup.", "Croup is mostly caused by a virus, so antibiotics do not help."),
    ],
)
def test_a_part_of_a_passage_may_be_said_alone(sentence: str, quote: str) -> None:
    assert verify(sentence, [Passage("topic", "x", quote)]).supported


def test_without_passages_nothing_stands() -> None:
    assert verify("Coffee can make twitches worse.", []).why == "no passage is cited"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gets_a_verdict(sentence: str, quote: str) -> None:
    verdict = verify(sentence, [Passage("answer", "1", quote)])
    assert verdict.supported == (verdict.why == "")


@pytest.mark.parametrize(
    ("sentence", "quote", "supported"),
    [
        ("Smoking harms the eyes.", "Do not smoke, since it harms the eyes.", True),
        ("Smoking does not harm the eyes.", "Do not smoke, since it harms the eyes.", False),
        ("Clots in the urine: go at once.", "Go at once if you pass clots in the urine, or cannot pee.", True),
        ("Pills work in the long run.", "Talking works better than pills in the long run.", False),
        ("Talking works in the long run.", "Talking works better than pills in the long run.", True),
        ("Salt lowers blood pressure.", "Blood tests show salt, sugar and blood pressure.", False),
        ("Salt lowers blood pressure.", "Salt raises blood pressure.", False),
        ("Ramipril stops a dry cough.", "Ramipril causes a dry cough; do not simply stop.", False),
        ("Acne comes from dirty skin.", "Acne does not come from dirty skin and you cannot pass it on.", False),
        ("Panic attacks damage the heart.", "Panic attacks come with a racing heart.", False),
    ],
)
def test_advice_signs_and_comparisons(sentence: str, quote: str, supported: bool) -> None:
    assert verify(sentence, [Passage("topic", "x", quote)]).supported is supported


def test_a_line_says_how_fast_by_where_it_stands() -> None:
    sentence = "Double vision with dizziness needs an ambulance."
    quote = "dizziness comes with slurred speech or double vision"
    assert verify(sentence, [Passage("topic", "dizziness", quote, section="now")]).supported
    assert not verify(sentence, [Passage("topic", "dizziness", quote, section="soon")]).supported


def test_a_reply_need_not_name_its_complaint_again() -> None:
    sentence, quote = "An infection can trigger hives.", "An infection can trigger it."
    assert verify(sentence, [Passage("reply", "reply:1", quote)], about="Itchy wheals Hives").supported
    assert not verify(sentence, [Passage("reply", "reply:1", quote)]).supported
    assert not verify(sentence, [Passage("topic", "cold", quote)], about="Itchy wheals Hives").supported


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Diverticulitis is caused by nuts and seeds.", "Eat more fiber slowly; nuts and seeds are allowed."),
        ("Glandular fever is treated with penicillin.", "If the swab is positive, penicillin shortens it a little."),
    ],
)
def test_a_cause_or_a_treatment_is_told_by_the_reply_itself(sentence: str, quote: str) -> None:
    verdict = verify(sentence, [Passage("reply", "reply:1", quote)], about="Diverticulitis Glandular fever")
    assert not verdict.supported


def test_what_is_said_of_less_is_not_said_of_the_thing() -> None:
    less = Passage("term", "salt", "Less salt lowers blood pressure.")
    assert verify("Less salt lowers blood pressure.", [less]).supported
    assert not verify("Salt lowers blood pressure.", [less]).supported


def test_what_goes_up_in_a_passage_is_not_lowered_by_it() -> None:
    assert not verify("Salt lowers it.", [Passage("reply", "reply:1", "Too much salt adds to it.")]).supported
