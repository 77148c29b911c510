"""A proposed reply is cited sentence by sentence, holds for its person, and is none where evidence is thin."""

import pytest

from curbside.clinical.case import CaseQuestion
from curbside.drafting.draft_facts import facts_of
from curbside.drafting.draft_sentences import draft_case, leans, why_untrue
from curbside.drafting.draft_sources import ANSWER_FLOOR, DraftSource, NearSource, near_sources
from curbside.drafting.reply_draft import propose_reply
from curbside.retrieval.hash_encoder import HashEncoder

BODY = (
    "Hello, for two weeks the left calf has been twitching in the evening. I can climb stairs and I have no weakness. "
    "I drink no coffee. Should I see somebody?"
)
QUESTION = CaseQuestion("Left calf keeps twitching", BODY, "Mossy Dune", "female", "30-39", "neurology")
TEXT = (
    "Hello Grey Owl,\n\n"
    "Thank you for writing. Twitches under the skin are common in healthy people. Stress and short sleep bring them "
    "on. They often wander and can last for weeks. As you are 71, a check of the heart is wise. "
    "Your right calf is thin. Cut out coffee. Take magnesium 300 mg. "
    "See a doctor soon if the leg gets weak or thin.\n\n"
    "Dr. Example, Department of Neurology"
)
ANSWER = DraftSource(
    "answer", "aaaa", "Twitching calf", TEXT, asked="My right calf twitches, I am 71 and drink coffee."
)
KEPT = (
    "Twitches under the skin are common in healthy people.",
    "Stress and short sleep bring them on.",
    "See a doctor soon if the leg gets weak or thin.",
)


def of(text, question=QUESTION, source=ANSWER):
    return why_untrue(text, source, draft_case(question))


def test_what_holds_stands_and_what_does_not_is_named_with_the_reason():
    proposed = propose_reply(QUESTION, [NearSource(ANSWER, 1.0)])
    body = [sentence for sentence in proposed.sentences if sentence.part == "body"]
    assert tuple(sentence.text for sentence in body) == KEPT
    assert all(sentence.source.quote == sentence.text and sentence.source.ref == "aaaa" for sentence in body)
    assert {each.text for each in proposed.left_out} >= {"Your right calf is thin.", "Cut out coffee."}
    assert all(each.why for each in proposed.left_out)
    assert proposed.text.startswith("Hello Mossy Dune,\n\nYou wrote: “")
    assert "Grey Owl" not in proposed.text


def test_facts_of_the_question_are_marked_where_they_stand():
    facts = next(s for s in propose_reply(QUESTION, [NearSource(ANSWER, 1.0)]).sentences if s.part == "facts")
    marked = [facts.text[start:end] for start, end in facts.facts]
    assert marked == [
        "for two weeks the left calf has been twitching in the evening.",
        "I can climb stairs and I have no weakness.",
    ]
    assert all(words in BODY for words in marked)
    assert [BODY[fact.start : fact.end] for fact in facts_of(QUESTION)] == marked


@pytest.mark.parametrize(
    "text",
    [
        "Twitching in the right calf is common.",
        "In pregnancy cramps of the calf are common.",
        "In babies twitching in sleep is common.",
        "Men with a large prostate often get cramps.",
        "Coffee brings twitching on.",
        "Sertraline can bring twitching on.",
        "Take 300 mg of magnesium at night.",
        "Your tests were normal.",
        "The twitching you describe started after the flu.",
        "At your age twitching is harmless.",
        "You have nothing to worry about.",
        "You wrote “it jumps all day”.",
    ],
)
def test_what_may_be_untrue_of_this_person_is_left_out(text):
    assert of(text) != ""


def test_a_sign_to_watch_for_may_name_what_is_denied():
    assert of("See a doctor soon if you get weakness in the leg.") == ""


def test_what_was_said_elsewhere_counts():
    near = [NearSource(ANSWER, 1.0)]
    assert KEPT[1] in propose_reply(QUESTION, near).text
    assert KEPT[1] not in propose_reply(QUESTION, near, also="I have no stress and no trouble with sleep.").text


def test_a_sentence_that_leans_on_one_left_out_goes_with_it():
    assert leans("They often wander.")
    assert not leans("Some medicines play a part.")
    text = (
        "Cut out coffee. It keeps the muscles awake. Stress brings twitching on. Tired muscles twitch. Rest helps most."
    )
    proposed = propose_reply(
        QUESTION, [NearSource(DraftSource("answer", "bbbb", "Twitching", text, asked="Twitching"), 1.0)]
    )
    assert "It keeps the muscles awake." in {each.text for each in proposed.left_out}


def test_there_is_none_where_evidence_is_thin():
    assert propose_reply(QUESTION, []).sentences == ()
    assert "near enough" in propose_reply(QUESTION, []).why
    thin = DraftSource(
        "answer", "cccc", "Twitching", "Cut out coffee. Your right calf is thin. Rest a little more.", asked="x"
    )
    proposed = propose_reply(QUESTION, [NearSource(thin, 1.0)])
    assert proposed.sentences == ()
    assert "Too little" in proposed.why


def test_only_what_is_above_its_floor_is_near():
    other = DraftSource("answer", "dddd", "Sore throat", "Gargle with salt water.", asked="My throat is sore and red.")
    same = DraftSource(
        "answer", "eeee", "Left calf keeps twitching", TEXT, asked=f"Left calf keeps twitching\n\n{BODY}"
    )
    asked = f"{QUESTION.title}\n\n{QUESTION.body}"
    near = near_sources(asked, QUESTION.title, [other, same], encoder=HashEncoder())
    assert [each.source.ref for each in near] == ["eeee"]
    assert near[0].score >= ANSWER_FLOOR


def test_a_person_apart_is_never_near():
    mine, theirs = "I am pregnant, is ibuprofen safe for my back?", "I am not pregnant, is ibuprofen safe for my back?"
    source = DraftSource("answer", "ffff", "Ibuprofen and a sore back", "Ask first.", asked=theirs)
    assert near_sources(mine, "Ibuprofen and a sore back", [source], encoder=HashEncoder()) == ()


@pytest.mark.parametrize("text", ["", "\n\n", "***", "…" * 500, "“" * 50, "a " * 5000])
def test_no_text_makes_it_fail(text):
    source = DraftSource("answer", "gggg", text[:50], text, asked=text)
    assert propose_reply(CaseQuestion(text[:80], text), [NearSource(source, 1.0)]).sentences == ()
