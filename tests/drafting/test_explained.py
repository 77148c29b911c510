"""Nothing foreign, denied or dangling is published beside a reply; the doctor's own causes are explained."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.care import topics_for_care
from curbside.drafting.compose import explain
from curbside.drafting.fitness import why_unfit
from curbside.drafting.person import Person, fits_person
from curbside.drafting.related import related_topics
from curbside.drafting.terms import content_stems
from curbside.knowledge.topics import topics

DATA = Path(__file__).parent / "data" / "explained.yaml"
CASES = yaml.safe_load(DATA.read_text("utf-8"))
# An explanation grows with the reply; courtesy makes no point of its own.
COURTESY = (
    "Thank you for writing to us about this and for telling so carefully what happened and in which order. "
    "I hope that this helps you a little, and I wish you and your family a good and quiet week."
)
ADULT = Person(age=30, sex="male", pregnant=False, subject="self")


def read(case: dict[str, Any]) -> tuple[CaseQuestion, CaseReply]:
    question = CaseQuestion(
        case["title"], case["body"], sex=case["sex"], age=case["age"], department=case["department"]
    )
    return question, CaseReply(f"{case['reply']} {COURTESY}", "Jo Alder", case["department"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_what_is_said_and_what_never(case: dict[str, Any]) -> None:
    text = " ".join(sentence.text for sentence in explain(*read(case)).sentences).lower()
    assert [words for words in case.get("never", ()) if words.lower() in text] == []
    assert [words for words in case.get("says", ()) if words.lower() not in text] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_related_topics_are_about_the_question(case: dict[str, Any]) -> None:
    question, reply = read(case)
    found = {topic.slug for topic in related_topics(question, reply.text)}
    assert found & set(case.get("unrelated", ())) == set()
    assert set(case.get("related", ())) <= found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_reply_is_cited_only_for_what_it_speaks_of(case: dict[str, Any]) -> None:
    for sentence in explain(*read(case)).sentences:
        own = [source for source in sentence.sources if source.kind == "reply"]
        if own:
            said = " ".join(content_stems(own[0].quote))
            assert any(stem in said for stem in content_stems(sentence.text)), sentence.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_warnings_come_from_the_complaints_topics_or_the_doctors_signs(case: dict[str, Any]) -> None:
    question, reply = read(case)
    own = topics_for_care(related_topics(question, reply.text), question.department)
    for sentence in explain(question, reply).sentences:
        if sentence.part == "watch" and sentence.sources[-1].section == "sign":
            assert sentence.sources[0].kind == "reply"
        elif sentence.part == "watch":
            assert sentence.sources[-1].ref in own
            assert not topics()[sentence.sources[-1].ref].alarming


@pytest.mark.parametrize(
    "sentence",
    [
        "Treatment of an overactive thyroid, or an operation, can lead to it.",
        "If it comes most days, it is called reflux disease (GERD) and can be treated.",
        "A sample of the gland (biopsy) may be taken.",
        "Give each treatment some weeks before you judge it.",
        "Blood tests are done if the child looks ill.",
        "Heart disease can cause it.",
        "Lymphoma is a less common cause.",
        "Thyroid trouble and stress can cause the same signs.",
        "Most of these are harmless.",
        "The main signs are slow moves and stiffness.",
        "Weak muscles or cramps are another.",
    ],
)
def test_a_sentence_that_leans_on_another_is_unfit(sentence: str) -> None:
    assert why_unfit(sentence)


@pytest.mark.parametrize(
    ("sentence", "person", "fits"),
    [
        ("Young children get many colds.", ADULT, False),
        ("Periods can be heavy.", ADULT, False),
        ("Cramps are common in pregnancy.", ADULT, False),
        ("The prostate grows in older men.", ADULT, False),
        ("A cold is an infection of nose and throat.", ADULT, True),
        ("Young children get many colds.", Person(4, "female", False, "child"), True),
        ("A baby under 3 months with a fever needs help.", Person(4, "female", False, "child"), False),
        ("Cramps are common in pregnancy.", Person(30, "female", True, "self"), True),
    ],
)
def test_a_claim_is_for_its_group(sentence: str, person: Person, fits: bool) -> None:
    assert fits_person(sentence, person) == fits
