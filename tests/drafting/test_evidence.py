"""Evidence is the reply sentence by sentence, then topic claims, then the answers given."""

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.evidence import Passage, gather
from curbside.knowledge.topics import topics

QUESTION = CaseQuestion("Muscle twitching in my calf", "It began last week.", department="neurology")
REPLY = CaseReply("Hello Fern.\nCaffeine may make muscle twitching worse. Try less coffee.", doctor="Jo Alder")
ANSWER = Passage("answer", "q7", "Less coffee helps many people.")


def test_the_reply_comes_first_as_written() -> None:
    passages = [passage for passage in gather(QUESTION, REPLY) if passage.kind == "reply"]
    assert [(p.ref, p.quote) for p in passages] == [
        ("reply:0", "Hello Fern."),
        ("reply:1", "Caffeine may make muscle twitching worse."),
        ("reply:2", "Try less coffee."),
    ]


def test_claims_carry_their_address_date_and_publisher() -> None:
    claims = [passage for passage in gather(QUESTION, REPLY) if passage.kind == "topic"]
    assert "caffeine" in claims[0].quote.lower()
    for claim in claims:
        topic = topics()[claim.ref]
        assert claim.url == f"/topics/{claim.ref}/"
        assert claim.quote in {c.text for c in topic.sections[claim.section]}
        assert claim.date == topic.written_on
        assert claim.publisher


def test_answers_come_last_as_given() -> None:
    assert gather(QUESTION, REPLY, answers=[ANSWER])[-1] is ANSWER


def test_a_question_about_nothing_known_has_only_the_reply() -> None:
    passages = gather(CaseQuestion("My car will not start", ""), CaseReply("Call a garage please."))
    assert [passage.kind for passage in passages] == ["reply"]
