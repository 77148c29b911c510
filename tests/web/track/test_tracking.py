"""The asker's own pages: opened by the private link alone, and theirs to change, take away and erase."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest

from curbside.web import lifecycle
from curbside.web.answers.models import Answer
from curbside.web.intake.models import AccessKey, Contact
from curbside.web.publishing.queries import page_of
from curbside.web.questions.models import Question, Stage
from curbside.web.questions.queries import live_consents
from tests.web import story
from tests.web.ask.walk import EMERGENCY
from tests.web.forms import press
from tests.web.visitors import asker_of, browser, signed_in, strict_browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def departments(clock):
    story.make_department()
    story.make_department("family-medicine", "Family medicine")


@pytest.fixture
def receipt():
    return lifecycle.receive_question(story.submission(email="someone@example.org"), now=story.NOW)


@pytest.fixture
def answered(receipt):
    lifecycle.prepare_question(receipt.question, now=story.NOW)
    receipt.question.refresh_from_db()
    story.answer(receipt.question, story.make_doctor())
    receipt.question.refresh_from_db()
    return receipt.question


def opened(secret: str):
    client = strict_browser()
    page = client.get(f"/track/k/{secret}/", follow=True)
    return client, press(client, page, "Open my question")


def test_the_asker_sees_where_the_answer_began_and_what_is_different_in_theirs(receipt, answered):
    page_there = story.publish(story.ask(sex="male", age_years=71))
    Answer.objects.filter(question=answered).update(reused=[page_there.ref])
    _, page = opened(receipt.secret)
    shown = unescape(page.content.decode())
    assert f'<a href="/q/{page_there.ref}-{page_there.slug}/">{page_there.headline}</a>' in shown
    assert "What is different in yours: age, sex." in shown


def test_the_link_is_exchanged_and_its_secret_stands_nowhere_afterwards(receipt):
    client = strict_browser()
    answer = client.get(f"/track/k/{receipt.secret}/")
    assert answer.status_code == 303
    assert receipt.secret not in answer["Location"]
    asks = client.get(answer["Location"])
    assert receipt.secret not in asks.content.decode()
    page = press(client, asks, "Open my question")
    assert page.request["PATH_INFO"] == f"/track/{receipt.question.ref}/"
    assert receipt.secret not in page.content.decode()
    assert "twitching on and off" in page.content.decode()


def test_a_preview_that_follows_the_link_reads_nothing(receipt):
    client = browser()
    said = client.get(f"/track/k/{receipt.secret}/", follow=True).content.decode()
    for word in ("twitch", "calf", receipt.question.ref, receipt.question.alias):
        assert word.lower() not in said.lower()
    assert client.get(f"/track/{receipt.question.ref}/").status_code == 404
    assert browser().head(f"/track/k/{receipt.secret}/").status_code in (303, 405)


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(receipt):
    later = story.NOW + timedelta(days=1)
    expired = lifecycle.receive_question(story.submission(body=f"{story.BODY} One."), now=story.NOW)
    revoked = lifecycle.receive_question(story.submission(body=f"{story.BODY} Two."), now=story.NOW)
    erased = lifecycle.receive_question(story.submission(body=f"{story.BODY} Three."), now=story.NOW)
    AccessKey.objects.filter(question=expired.question).update(expires_at=story.NOW)
    AccessKey.objects.filter(question=revoked.question).update(revoked_at=story.NOW)
    lifecycle.erase_thread(erased.question, now=later)
    secrets = ["wrong", receipt.secret[:-1], receipt.secret.swapcase(), expired.secret, revoked.secret, erased.secret]
    answers = [browser().get(f"/track/k/{secret}/") for secret in secrets]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_the_button_without_a_link_opens_nothing(receipt):
    assert browser().post("/track/open/", follow=True).request["PATH_INFO"] == "/track/"


def test_another_browser_sees_nothing(receipt):
    opened(receipt.secret)
    for client in (browser(), signed_in(story.make_doctor()), signed_in(story.make_moderator())):
        for path in ("", "download/", "erase/", "follow-up/"):
            assert client.get(f"/track/{receipt.question.ref}/{path}").status_code == 404
        assert client.post(f"/track/{receipt.question.ref}/erase/").status_code == 404
    receipt.question.refresh_from_db()
    assert receipt.question.stage != Stage.ERASED


def test_closing_forgets_the_question_on_this_device(receipt):
    client, page = opened(receipt.secret)
    press(client, page, "Close on this device")
    assert client.get(f"/track/{receipt.question.ref}/").status_code == 404


def test_the_answer_stands_there_with_who_signed_it(answered):
    said = unescape(asker_of(answered).get(f"/track/{answered.ref}/").content.decode())
    assert "most often harmless" in said
    assert "Example Hospital" in said
    assert "The public page waits for a last check." in said


def test_declined_says_what_to_do_instead(receipt):
    lifecycle.prepare_question(receipt.question, now=story.NOW)
    moderator = story.viewer_of(story.make_moderator())
    lifecycle.decline_question(receipt.question, moderator, reason="Please ask a pharmacist.", now=story.NOW)
    assert "Please ask a pharmacist." in opened(receipt.secret)[1].content.decode()


def test_consent_is_taken_back_and_given_again(receipt):
    client, page = opened(receipt.secret)
    page = press(client, page, "Take back: Publish")
    assert live_consents(receipt.question)["publish"] is False
    page = press(client, page, "Agree: Publish")
    assert live_consents(receipt.question)["publish"] is True
    assert "You agreed to publication" in page.content.decode()


def test_taking_back_consent_takes_the_page_down(answered):
    page = story.publish(answered)
    client = asker_of(answered)
    assert page_of(page.ref)
    press(client, client.get(f"/track/{answered.ref}/"), "Take back: Publish")
    assert page_of(page.ref) is None
    assert "twitch" not in browser().get(f"/q/{page.ref}/", follow=True).content.decode().lower()


@pytest.mark.parametrize("kind", ["", "everything", "publish\x00"])
def test_a_consent_nobody_offers_is_refused(receipt, kind):
    client = asker_of(receipt.question)
    assert client.post(f"/track/{receipt.question.ref}/consent/", {"kind": kind, "given": "no"}).status_code == 400
    assert live_consents(receipt.question)["answer"] is True


def test_a_question_is_taken_back_while_nobody_has_answered(receipt):
    client, page = opened(receipt.secret)
    page = press(client, page, "Take back: Answer")
    receipt.question.refresh_from_db()
    assert receipt.question.stage == "declined"
    assert "before a doctor answered" in page.content.decode()
    assert "Take back: Answer" not in page.content.decode()


def test_agreeing_again_brings_the_question_before_a_moderator_again(answered):
    page = story.publish(answered)
    client = asker_of(answered)
    press(client, client.get(f"/track/{answered.ref}/"), "Take back: Publish")
    press(client, client.get(f"/track/{answered.ref}/"), "Agree: Publish")
    answered.refresh_from_db()
    assert answered.stage == "signed"
    again = story.publish(answered, doctor=page.doctor)
    assert (again.pk, page_of(page.ref)) == (page.pk, again)


def test_what_a_moderator_took_down_the_asker_cannot_put_up_again(answered):
    page = story.publish(answered)
    story.take_down(page)
    client = asker_of(answered)
    press(client, client.get(f"/track/{answered.ref}/"), "Take back: Publish")
    refused = client.post(f"/track/{answered.ref}/consent/", {"kind": "publish", "given": "yes"})
    assert refused.status_code == 422
    assert "A moderator decided" in refused.content.decode()


def test_a_correction_is_shown_to_the_asker(answered):
    page = story.publish(answered)
    text = page.question.answer.text.replace("two weeks", "one week")
    viewer = story.viewer_of_doctor(page.doctor)
    lifecycle.correct_answer(page.question, viewer, text, note="One week, not two.", now=story.NOW)
    shown = asker_of(answered).get(f"/track/{answered.ref}/").content.decode()
    assert "One week, not two." in shown


def test_a_question_that_may_not_be_published_says_why():
    receipt = lifecycle.receive_question(story.submission(age_years=14.0), now=story.NOW)
    client = asker_of(receipt.question)
    refused = client.post(f"/track/{receipt.question.ref}/consent/", {"kind": "publish", "given": "yes"})
    assert refused.status_code == 422
    assert "never published" in refused.content.decode()
    assert "<title>Error:" in refused.content.decode()
    assert live_consents(receipt.question)["publish"] is False


def test_a_follow_up_joins_the_thread_once(answered):
    client = asker_of(answered)
    form = client.get(f"/track/{answered.ref}/follow-up/")
    for _ in range(2):
        shown = press(client, form, "Send my follow-up", body="It still twitches after two weeks. Should I worry?")
        assert shown.status_code == 200
    follow_up = Question.objects.get(root=answered)
    assert follow_up.preferred_doctor == answered.answer.doctor
    assert "It still twitches" in shown.content.decode()
    again = client.get(f"/track/{answered.ref}/follow-up/")
    press(client, again, "Send my follow-up", body="It still twitches after two weeks. Should I worry?")
    assert Question.objects.filter(root=answered).count() == 2


def test_an_emergency_in_a_follow_up_stops_too(answered):
    client = asker_of(answered)
    page = press(client, client.get(f"/track/{answered.ref}/follow-up/"), "Send my follow-up", body=EMERGENCY)
    assert "Get help now" in page.content.decode()
    assert not Question.objects.filter(root=answered).exists()
    press(client, page, "Go on with my question")
    assert Question.objects.get(root=answered).acknowledged_emergency


def test_an_empty_follow_up_is_refused(answered):
    client = asker_of(answered)
    page = press(client, client.get(f"/track/{answered.ref}/follow-up/"), "Send my follow-up", body=" ")
    assert page.status_code == 422
    assert "<title>Error:" in page.content.decode()


def test_everything_is_downloaded(answered):
    answer = asker_of(answered).get(f"/track/{answered.ref}/download/")
    assert answer["Content-Type"].startswith("application/json")
    assert "attachment" in answer["Content-Disposition"]
    kept = json.loads(answer.content)["questions"][0]
    assert kept["what_you_wrote"]["text"] == story.BODY
    assert kept["email"] == "someone@example.org"
    assert kept["consents"]["publish"] is True
    assert kept["answer"]["text"] == story.REPLY
    assert not re.search("secret|token|hash", answer.content.decode())


def test_erasing_asks_first_and_then_leaves_nothing(answered, receipt):
    page = story.publish(answered)
    client, _ = opened(receipt.secret)
    asks = client.get(f"/track/{answered.ref}/erase/")
    assert "cannot be undone" in asks.content.decode()
    assert page_of(page.ref)
    gone = press(client, asks, "Erase everything")
    assert "Everything is erased" in gone.content.decode()
    assert page_of(page.ref) is None
    assert not Contact.objects.exists()
    assert client.get(f"/track/{answered.ref}/").status_code == 404
    assert client.get(f"/track/k/{receipt.secret}/").status_code == 404
    assert browser().get(f"/q/{page.ref}-{page.slug}/").status_code in (404, 410)
