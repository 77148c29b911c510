"""More info explains the doctor's own points from cited sources, adds no diagnosis or dose, and stays short."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.compose import Explanation, explain
from curbside.drafting.conflicts import find_conflict
from curbside.drafting.evidence import Passage, gather
from curbside.drafting.fitness import why_unfit
from curbside.drafting.verify import verify
from tests.pace import idle_seconds

SEED_PAGE = Path("/work/shared/reference/qa-page.txt")
QUESTION = CaseQuestion(
    "My eyelid and calf keep twitching",
    "For a week I have had muscle twitching. I drink five coffees a day and sleep badly. I fear it may be ALS.",
    alias="Fern",
    sex="female",
    age="30-39",
    department="neurology",
)
REPLY = CaseReply(
    "Hello Fern,\nmuscle twitching like yours is often brought on by caffeine and by too little sleep. "
    "An overactive thyroid or an electrolyte imbalance can also cause it. "
    "A blood test can check the thyroid gland and the body salts. "
    "Try to drink less coffee for two weeks and get more rest. "
    "If the twitching lasts longer or the leg becomes weak, see a neurologist within a week.\nDr. Jo Alder, Neurology",
    doctor="Jo Alder",
    department="neurology",
)


def words(explanation: Explanation) -> int:
    return sum(len(sentence.text.split()) for sentence in explanation.sentences)


def test_every_sentence_has_sources_that_were_gathered() -> None:
    passages = set(gather(QUESTION, REPLY))
    explanation = explain(QUESTION, REPLY)
    assert explanation.sentences
    for sentence in explanation.sentences:
        assert sentence.sources
        assert set(sentence.sources) <= passages
        assert any(source.kind in ("topic", "term") for source in sentence.sources)


def test_every_point_is_tied_to_the_reply_and_said_by_its_topic() -> None:
    for sentence in explain(QUESTION, REPLY).sentences:
        if sentence.part == "point":
            assert sentence.sources[0].kind == "reply"
            assert verify(sentence.text, [source for source in sentence.sources if source.kind != "reply"]).supported


def test_the_doctors_own_causes_are_explained() -> None:
    text = " ".join(s.text for s in explain(QUESTION, REPLY).sentences if s.part == "point").lower()
    for cause in ("caffeine", "thyroid", "electrolyte"):
        assert cause in text


def test_an_explanation_cites_the_sentence_it_is_about_and_none_that_shares_a_word() -> None:
    said = {s.text: [p.quote for p in s.sources if p.kind == "reply"] for s in explain(QUESTION, REPLY).sentences}
    thyroid = next(quotes for text, quotes in said.items() if "thyroid" in text.lower())
    assert "thyroid" in thyroid[0].lower()
    assert not any("kidney" in text.lower() for text in said)


def test_points_follow_the_reply_and_warnings_come_last() -> None:
    sentences = explain(QUESTION, REPLY).sentences
    parts = [sentence.part for sentence in sentences]
    assert parts == sorted(parts)
    numbers = [int(s.sources[0].ref.removeprefix("reply:")) for s in sentences if s.part == "point"]
    assert numbers == sorted(numbers)
    assert "watch" in parts


def test_it_stays_near_the_replys_length() -> None:
    assert words(explain(QUESTION, REPLY)) <= 1.2 * len(REPLY.text.split())


def test_another_reply_gets_another_explanation() -> None:
    other = CaseReply("Muscle twitching may come from hard exercise or muscle cramps. Stretch the calf each day.")
    one = {s.text for s in explain(QUESTION, REPLY).sentences if s.part == "point"}
    two = {s.text for s in explain(QUESTION, other).sentences if s.part == "point"}
    assert two
    assert one != two
    assert not any("thyroid" in text.lower() for text in two)


def test_the_same_case_gets_the_same_explanation() -> None:
    assert explain(QUESTION, REPLY) == explain(QUESTION, REPLY)


def test_an_answer_that_says_the_same_is_cited_too() -> None:
    first = next(s for s in explain(QUESTION, REPLY).sentences if s.part == "point")
    answer = Passage("answer", "q7", first.text)
    again = explain(QUESTION, REPLY, answers=[answer])
    assert any(answer in s.sources for s in again.sentences if s.text == first.text)


@pytest.mark.parametrize(
    ("title", "reply"),
    [
        ("My car will not start", "Call a garage please, they can look at it."),
        ("My eyelid twitches", ""),
        ("My eyelid twitches", "Hello Fern."),
        ("", "…"),
    ],
)
def test_without_ground_nothing_is_said(title: str, reply: str) -> None:
    assert explain(CaseQuestion(title, ""), CaseReply(reply)).sentences == ()


def test_a_claim_that_contradicts_the_reply_is_kept_for_the_doctor() -> None:
    reply = CaseReply(
        "When upper motor neurons are damaged, muscle twitching may be the result. See a neurologist if it persists."
    )
    explanation = explain(QUESTION, reply)
    assert any("lower motor neurons" in conflict.text for conflict in explanation.conflicts)
    shown = {sentence.text for sentence in explanation.sentences}
    assert not shown & {conflict.text for conflict in explanation.conflicts}


@pytest.mark.parametrize(
    ("claim", "sentence", "conflicts"),
    [
        (
            "Twitching comes from damage to lower motor neurons.",
            "Damage to upper motor neurons causes twitching.",
            True,
        ),
        ("Low potassium can make leg muscles weak.", "High potassium makes leg muscles weak.", True),
        (
            "Antibiotics do not help a common cold caused by a virus.",
            "Antibiotics help a common cold caused by a virus.",
            True,
        ),
        ("Damage to lower motor neurons causes twitching.", "Damage to lower motor neurons causes twitching.", False),
        ("Upper and lower motor neurons can be damaged.", "Damage to upper motor neurons is rare.", False),
        ("Coffee makes twitches worse.", "Rest makes knees better.", False),
    ],
)
def test_conflicts(claim: str, sentence: str, conflicts: bool) -> None:
    assert bool(find_conflict(claim, sentence)) == conflicts


@pytest.mark.parametrize(
    "sentence",
    [
        "You have a nerve disease.",
        "Do not worry about it.",
        "Take 400 mg of it.",
        "It is found in coffee.",
        "This definitely helps.",
    ],
)
def test_unfit_sentences_name_a_reason(sentence: str) -> None:
    assert why_unfit(sentence)


@pytest.mark.parametrize("sentence", ["See a doctor if you have a fever.", "Coffee can make twitches worse."])
def test_fit_sentences_may_stand(sentence: str) -> None:
    assert why_unfit(sentence) == ""


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_returns(body: str, reply: str) -> None:
    for sentence in explain(CaseQuestion("muscle twitching", body), CaseReply(reply)).sentences:
        assert sentence.sources


@pytest.mark.parametrize(
    "piece", ["a", "muscle twitching ", "may cause thyroid. ", "if see ", "你", "\n", "upper motor neurons "]
)
def test_hostile_text_is_quick(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    explain(QUESTION, REPLY)
    assert idle_seconds(lambda _: explain(CaseQuestion("twitching", text), CaseReply(text)), times=2) < 2.0


@pytest.mark.skipif(not SEED_PAGE.exists(), reason="the reference page is not here")
def test_the_reference_reply_is_explained_by_its_own_causes() -> None:
    page = SEED_PAGE.read_text("utf-8")
    body = page[page.index("Hello Doctor") : page.index("Mian, 20~29")]
    reply = CaseReply(page[page.index("Hello, Mr.") : page.index("Reply Date")], "Jiang Junyi", "neurology")
    question = CaseQuestion(
        "Muscle twitching accompanied by mild weakness?", body, "Mian", "female", "20-29", "neurology"
    )
    explanation = explain(question, reply)
    text = " ".join(s.text for s in explanation.sentences).lower()
    assert all(sentence.sources for sentence in explanation.sentences)
    assert all(cause in text for cause in ("thyroid", "electrolyte", "caffeine"))
    assert not re.search(r"(?<!if )\byou have\b", text)
    assert any("lower motor neurons" in conflict.text for conflict in explanation.conflicts)
    assert words(explanation) <= 1.2 * len(reply.text.split())
