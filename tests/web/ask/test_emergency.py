"""Nobody in danger waits: the emergency page comes first, whatever else is broken."""

from html import unescape

import pytest
from django.db import OperationalError, connection

from curbside.web.intake.models import AskDraft
from curbside.web.questions.models import OriginalText, Question
from tests.web import story
from tests.web.ask.walk import CRISIS, EMERGENCY, FULL, Asker
from tests.web.forms import press
from tests.web.visitors import browser, strict_browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def departments(clock):
    story.make_department()
    story.make_department("family-medicine", "Family medicine")


def unusable(execute, sql, params, many, context):
    raise OperationalError("the database is down")


def test_an_emergency_gets_the_numbers_and_nothing_is_stored():
    page = Asker().begins(EMERGENCY)
    said = unescape(page.content.decode())
    assert "Get help now" in said
    assert "112" in said
    assert "crushing chest pain" in said.lower()
    assert page.status_code == 200
    for model in (AskDraft, Question, OriginalText):
        assert not model.objects.exists()
    assert story.counted() == {"emergency-shown": 1}


def test_the_home_page_form_leads_to_the_same_page():
    assert "Get help now" in strict_browser().post("/ask/", {"body": EMERGENCY}).content.decode()


def test_going_on_is_possible_and_the_doctor_sees_it():
    asker = Asker()
    page = press(asker.client, asker.begins(EMERGENCY), "Go on with my question")
    asker.sends(asker.goes_on(page, FULL | {"about": {"subject": "parent"}}))
    question = Question.objects.get()
    assert question.acknowledged_emergency
    assert question.urgency == "emergency"
    assert question.urgency_rank == 0
    assert story.counted()["emergency-went-on"] == 1


def test_the_text_can_be_changed_from_the_emergency_page():
    asker = Asker()
    page = press(asker.client, asker.begins(EMERGENCY), "Change what I wrote")
    assert EMERGENCY in unescape(page.content.decode())
    assert page.status_code == 200
    assert "<title>Error" not in page.content.decode()


def test_an_emergency_told_on_a_later_page_stops_there_and_is_not_kept():
    asker = Asker()
    page = press(asker.client, asker.skips_to("conditions"), "Continue", conditions=EMERGENCY)
    assert "Get help now" in unescape(page.content.decode())
    assert "conditions" not in AskDraft.objects.get().data
    going_on = press(asker.client, page, "Go on with my question")
    kept = AskDraft.objects.get().data
    assert kept["conditions"] == EMERGENCY
    assert kept["acknowledged_emergency"] is True
    sent = asker.sends(asker.goes_on(going_on, FULL))
    assert sent.request["PATH_INFO"] == "/ask/receipt/"
    assert Question.objects.get().acknowledged_emergency


def test_a_crisis_gets_the_crisis_line_and_is_never_published():
    asker = Asker()
    page = asker.begins(CRISIS)
    said = unescape(page.content.decode())
    assert "116 123" in said
    assert "you deserve to talk to somebody" in said
    going_on = press(asker.client, page, "Go on with my question")
    asker.sends(asker.goes_on(going_on, FULL))
    question = Question.objects.get()
    assert question.crisis
    assert question.publication_barred


def test_the_emergency_page_appears_with_the_database_down():
    client = browser()
    with connection.execute_wrapper(unusable):
        page = client.post("/ask/", {"body": EMERGENCY})
        assert page.status_code == 200
        assert "Get help now" in page.content.decode()
        assert "112" in page.content.decode()


def test_it_appears_with_the_database_down_in_a_browser_with_a_session():
    asker = Asker()
    asker.begins()
    with connection.execute_wrapper(unusable):
        page = asker.client.post("/ask/", {"body": EMERGENCY})
        assert page.status_code == 200
        assert "Get help now" in page.content.decode()


@pytest.mark.parametrize("with_session", [False, True])
def test_a_routine_text_with_the_database_down_is_kept_on_the_page(with_session):
    asker = Asker()
    if with_session:
        asker.begins("My elbow hurts when I lift a kettle, for a month now.")
    with connection.execute_wrapper(unusable):
        page = asker.client.post("/ask/", {"body": story.BODY})
        assert page.status_code == 503
        assert story.BODY in unescape(page.content.decode()).replace("\r\n", "\n")
        assert "We cannot take your question right now" in page.content.decode()
        assert asker.client.get("/ask/").status_code == 200
    assert asker.begins().status_code == 200


def test_the_first_page_asks_with_the_database_down():
    with connection.execute_wrapper(unusable):
        assert browser().get("/ask/").status_code == 200


def test_the_index_being_down_holds_nobody_up(monkeypatch):
    from curbside.errors import IndexUnavailable

    def gone():
        raise IndexUnavailable("made-up")

    monkeypatch.setattr("curbside.web.similar.queries.index", gone)
    page = Asker().begins()
    assert page.request["PATH_INFO"] == "/ask/about/"


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("For some weeks I have been thinking about suicide.", "You do not have to go through this alone"),
        ("My husband hits me when he has been drinking.", "You deserve to be safe"),
    ],
)
def test_thoughts_of_suicide_and_abuse_are_met_with_people_to_talk_to(body, heading):
    asker = Asker()
    page = asker.begins(body)
    assert heading in unescape(page.content.decode())
    assert not AskDraft.objects.exists()
    going_on = press(asker.client, page, "Go on with my question")
    check = asker.goes_on(going_on, {"consent": {"answer": "on"}})
    assert "Publish without my identity" not in check.content.decode()


def test_something_urgent_is_said_before_sending_and_on_the_receipt():
    asker = Asker()
    body = "It burns when I pee, I have a fever and pain in the side of my back since this morning."
    check = asker.reaches_the_check(body=body)
    assert "This may need a doctor today" in check.content.decode()
    assert "This may need a doctor today" in asker.sends(check).content.decode()
