"""Asking, from the first word to the receipt, by a browser without JavaScript."""

import re
from html import unescape

import pytest

from curbside.web.ask.steps import FIRST
from curbside.web.intake.models import AskDraft, Contact
from curbside.web.intake.queries import thread_of_secret
from curbside.web.questions.models import OriginalText, Question, Stage
from curbside.web.questions.queries import live_consents
from tests.web import story
from tests.web.ask.walk import FULL, SKIPPED, Asker
from tests.web.forms import press
from tests.web.visitors import browser, strict_browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def departments(clock):
    story.make_department()
    story.make_department("family-medicine", "Family medicine")


def test_the_whole_way_with_every_page_filled_in():
    asker = Asker()
    check = asker.reaches_the_check()
    said = unescape(check.content.decode())
    for answer in (
        "9 days",
        "levothyroxine",
        "asthma",
        "Twitching calf in the evening",
        "Otter",
        "someone@example.org",
    ):
        assert answer in said
    receipt = asker.sends(check)
    assert receipt.request["PATH_INFO"] == "/ask/receipt/"
    question = Question.objects.get()
    assert (question.subject, question.sex, question.age_band, question.pregnant) == ("self", "female", "30-39", False)
    assert question.alias == "Otter"
    assert {d["answer"] for d in question.details} >= {"9 days", "levothyroxine", "asthma"}
    assert live_consents(question) == {"answer": True, "publish": True, "research": False}
    assert Contact.objects.get(question=question).email == "someone@example.org"
    assert question.stage == Stage.RECEIVED
    assert not AskDraft.objects.exists()


def test_the_whole_way_with_every_page_skipped():
    asker = Asker()
    asker.sends(asker.reaches_the_check(SKIPPED))
    question = Question.objects.get()
    assert (question.sex, question.age_band, question.pregnant, question.details) == ("", "", None, [])
    assert question.alias
    assert not Contact.objects.exists()
    assert live_consents(question)["publish"] is False
    assert "/ask/young/" not in asker.seen


def test_each_page_can_be_left_empty_but_the_consent_to_be_answered():
    asker = Asker()
    page = asker.skips_to("consent")
    refused = press(asker.client, page, "Continue")
    assert refused.status_code == 422
    assert "<title>Error:" in refused.content.decode()
    assert "Tick that a doctor may read" in refused.content.decode()


def test_no_consent_is_ticked_beforehand():
    page = Asker().skips_to("consent")
    assert "checked" not in page.content.decode()


def test_pages_that_do_not_apply_are_left_out():
    asker = Asker()
    asker.reaches_the_check(FULL | {"sex": {"sex": "male"}})
    assert "/ask/pregnancy/" not in asker.seen
    assert "/ask/young/" not in asker.seen


def test_the_check_page_shows_both_texts_side_by_side():
    body = "My name is Tamsin Oakeshott, call me on 020 7946 0018. My knee has hurt for a week when I climb stairs."
    asker = Asker()
    check = asker.reaches_the_check(body=body)
    said = check.content.decode()
    assert "Oakeshott" in said  # on the left, what they wrote
    assert re.search(r"things? that could identify somebody w", said)
    asker.sends(check)
    question = Question.objects.get()
    assert "Oakeshott" not in question.body
    assert "7946" not in question.body
    assert OriginalText.objects.get().body == body


def test_an_answer_is_changed_from_the_check_page():
    asker = Asker()
    asker.reaches_the_check()
    page = asker.client.get("/ask/how-long/?then=check")
    assert "9 days" in page.content.decode()
    check = press(asker.client, page, "Continue", how_long="3 weeks")
    assert check.request["PATH_INFO"] == "/ask/check/"
    assert "3 weeks" in check.content.decode()


def test_the_text_is_changed_after_it_was_typed():
    asker = Asker()
    asker.begins()
    page = asker.client.get("/ask/")
    assert "twitching on and off" in page.content.decode()
    press(asker.client, page, "Continue", body=f"{story.BODY} It also cramps.")
    assert AskDraft.objects.get().data["body"].endswith("It also cramps.")


def test_the_receipt_has_the_link_and_a_code_and_opens_again():
    asker = Asker()
    receipt = asker.sends(asker.reaches_the_check(SKIPPED))
    said = receipt.content.decode()
    link = re.search(r"http://testserver/track/k/([\w-]+)/", said)
    assert link
    assert "<svg" in said
    again = asker.client.get("/ask/receipt/").content.decode()
    assert link.group(0) in again
    assert thread_of_secret(link.group(1), now=story.NOW) == Question.objects.get().pk
    assert link.group(0) not in browser().get("/ask/receipt/").content.decode()


def test_sending_twice_is_one_question():
    asker = Asker()
    check = asker.reaches_the_check(SKIPPED)
    first = asker.sends(check)
    second = asker.sends(check)
    assert Question.objects.count() == 1
    assert second.request["PATH_INFO"] == "/ask/receipt/"
    assert second.content.decode().count("/track/k/") == first.content.decode().count("/track/k/") > 0


def test_two_tabs_that_send_at_the_same_moment_are_one_question(monkeypatch):
    """Both have read the draft before either has sent: the row's key decides."""
    asker = Asker()
    check = asker.reaches_the_check(SKIPPED)
    draft = AskDraft.objects.get().data
    asker.sends(check)
    monkeypatch.setattr("curbside.web.ask.views.send.load_draft", lambda request: draft)
    second = asker.sends(check)
    assert second.request["PATH_INFO"] == "/ask/receipt/"
    assert Question.objects.count() == 1
    assert "/track/k/" in second.content.decode()


def test_two_tabs_share_one_draft_and_the_last_word_counts():
    asker = Asker()
    one = asker.begins()
    press(asker.client, one, "Continue", subject="child")
    press(asker.client, one, "Continue", subject="parent")  # the other tab still shows the first page
    assert AskDraft.objects.count() == 1
    assert AskDraft.objects.get().data["subject"] == "parent"


def test_going_back_shows_what_was_entered():
    asker = Asker()
    asker.reaches_the_check()
    assert re.search(r'value="female"[^>]*checked', asker.client.get("/ask/sex/").content.decode())
    assert "Otter" in asker.client.get("/ask/alias/").content.decode()
    assert "levothyroxine" in asker.client.get("/ask/medicines/").content.decode()


def test_the_back_button_after_sending_leads_nowhere_twice():
    asker = Asker()
    check = asker.reaches_the_check(SKIPPED)
    asker.sends(check)
    for path in ("/ask/check/", "/ask/consent/", "/ask/about/"):
        page = asker.client.get(path)
        assert "no unfinished question" in page.content.decode()
    assert asker.client.get("/ask/matches/").status_code == 302
    assert Question.objects.count() == 1


def test_an_expired_draft_begins_again_and_says_so(clock, settings):
    asker = Asker()
    page = asker.begins()
    settings.SESSION_COOKIE_AGE = 60 * 60 * 48
    clock.forward(hours=25)
    shown = asker.client.get("/ask/age/")
    assert "no unfinished question" in shown.content.decode()
    assert "no unfinished question" in press(asker.client, page, "Continue", subject="self").content.decode()
    assert not Question.objects.exists()


def test_answers_that_exist_are_offered_and_one_that_helps_ends_it(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = story.publish()
    asker = Asker()
    matches = asker.begins()
    assert matches.request["PATH_INFO"] == "/ask/matches/"
    assert page.headline in unescape(matches.content.decode())
    read = press(asker.client, matches, "This helped")
    assert read.request["PATH_INFO"] == f"/q/{page.ref}-{page.slug}/"
    assert not AskDraft.objects.exists()
    instant = browser().post("/ask/instant/", {"body": story.BODY})
    assert page.headline in unescape(instant.content.decode())


def test_who_asks_after_all_was_not_spared_a_question(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        story.publish()
    asker = Asker()
    press(asker.client, asker.begins(), "This helped")
    assert _helped_and_did_not_ask() == 1
    asker.begins()
    first = asker.client.get(f"/ask/{FIRST}/")
    asker.sends(asker.goes_on(first, SKIPPED))
    assert _helped_and_did_not_ask() == 0
    elsewhere = Asker()
    elsewhere.begins()
    elsewhere.sends(elsewhere.goes_on(elsewhere.client.get(f"/ask/{FIRST}/"), SKIPPED))
    assert _helped_and_did_not_ask() == 0


def _helped_and_did_not_ask() -> int:
    counted = story.counted()
    return counted.get("helped-by-existing", 0) - counted.get("asked-after-helped", 0)


def test_the_instant_list_keeps_nothing():
    answer = strict_browser().post("/ask/instant/", {"body": story.BODY})
    assert answer.status_code == 200
    assert not answer.cookies
    assert not AskDraft.objects.exists()


def test_an_unknown_page_of_asking_is_missing():
    asker = Asker()
    asker.begins()
    assert asker.client.get("/ask/blood-type/").status_code == 404
    assert asker.client.get("/ask/more-3/").status_code in (404, 200)


def test_somebody_under_16_asking_alone_sees_no_publish_tick():
    asker = Asker()
    young = FULL | {"age": {"age": "10-15"}, "consent": {"answer": "on", "publish": "on"}}
    check = asker.reaches_the_check(young)
    assert "/ask/young/" in asker.seen
    assert 'name="publish"' not in asker.client.get("/ask/consent/").content.decode()
    assert "116 123" in asker.client.get("/ask/young/").content.decode()
    assert "will not be published" in check.content.decode()
    asker.sends(check)
    question = Question.objects.get()
    assert question.publication_barred
    assert live_consents(question)["publish"] is False


def test_a_parent_asking_for_a_child_takes_the_grown_up_path():
    asker = Asker()
    asker.reaches_the_check(FULL | {"about": {"subject": "child"}, "age": {"age": "10-15"}})
    assert "/ask/young/" not in asker.seen
    assert 'name="publish"' in asker.client.get("/ask/consent/").content.decode()


def test_a_full_name_is_no_name_for_the_page():
    asker = Asker()
    page = asker.skips_to("alias")
    refused = press(asker.client, page, "Continue", alias="Margaret O'Connell")
    assert refused.status_code == 422
    assert "Margaret" in refused.content.decode()
    assert press(asker.client, refused, "Continue", alias="Otter").request["PATH_INFO"] == "/ask/email/"
