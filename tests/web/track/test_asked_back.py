"""The asker's side of asking back and of pictures."""

import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from curbside.web import lifecycle
from curbside.web.intake.models import DraftPhoto
from curbside.web.lifecycle.photos import photo_key
from curbside.web.notices.models import OutboxMessage
from curbside.web.questions.models import AskBack, Photo, Stage
from tests.web import story
from tests.web.ask.walk import EMERGENCY, SKIPPED, Asker
from tests.web.forms import press
from tests.web.visitors import asker_of, browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stopped(clock):
    return clock


@pytest.fixture
def asked():
    question = story.ask(email="someone@example.org")
    viewer = story.viewer_of_doctor(story.make_doctor())
    lifecycle.claim_question(question, viewer, now=story.NOW)
    lifecycle.ask_back(question, viewer, "Which medicines do you take?", now=story.NOW)
    question.refresh_from_db()
    return question


def words(page) -> str:
    return unescape(page.content.decode())


def test_the_reply_goes_to_the_doctor_without_what_identifies(clock, asked):
    clock.forward(days=1)
    client = asker_of(asked)
    page = client.get(f"/track/{asked.ref}/")
    assert "Which medicines do you take?" in words(page)
    due = asked.due_at
    said = words(press(client, page, "Send my reply", reply="Only ramipril. My phone is 0664 1234567."))
    assert "Your reply" in said
    assert "Send my reply" not in said
    asked.refresh_from_db()
    assert (asked.paused_at, asked.due_at) == (None, due + timedelta(days=1))
    kept = AskBack.objects.get()
    assert "1234567" not in kept.reply
    assert "1234567" in kept.original
    assert press(client, page, "Send my reply", reply="Again").status_code == 422


def test_an_emergency_in_the_reply_stops_it_before_it_is_stored(asked):
    client = asker_of(asked)
    page = press(client, client.get(f"/track/{asked.ref}/"), "Send my reply", reply=EMERGENCY)
    assert "Get help now" in words(page)
    assert AskBack.objects.get().reply == ""
    press(client, page, "Go on with my question")
    asked.refresh_from_db()
    assert AskBack.objects.get().replied_at is not None
    assert asked.urgency == "emergency"


def test_an_empty_reply_is_said(asked):
    client = asker_of(asked)
    page = press(client, client.get(f"/track/{asked.ref}/"), "Send my reply", reply=" ")
    assert page.status_code == 422
    assert "A few words are enough" in words(page)


def test_reminded_once_closed_kindly_and_open_again_with_a_reply(clock, asked):
    for days in (3, 4, 5):
        lifecycle.sweep(now=story.NOW + timedelta(days=days))
    assert OutboxMessage.objects.filter(dedupe_key__startswith="ask-back-again").count() == 1
    lifecycle.sweep(now=story.NOW + timedelta(days=14))
    asked.refresh_from_db()
    assert asked.stage == Stage.DECLINED
    clock.forward(days=15)
    client = asker_of(asked)
    page = client.get(f"/track/{asked.ref}/")
    assert "Nothing is lost" in words(page)
    press(client, page, "Send my reply", reply="I was on holiday. Only ramipril.")
    asked.refresh_from_db()
    assert asked.stage == Stage.WAITING


def test_everything_about_it_can_be_taken_along_and_erased(asked):
    client = asker_of(asked)
    press(client, client.get(f"/track/{asked.ref}/"), "Send my reply", reply="Only ramipril.")
    told = client.get(f"/track/{asked.ref}/download/").json()
    assert told["questions"][0]["asked_back"][0]["your_reply"] == "Only ramipril."
    lifecycle.erase_thread(asked, now=story.NOW)
    assert not AskBack.objects.exists()


def picture(name: str = "rash.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "tan").save(out, "JPEG", comment=b"a secret place")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def test_pictures_are_chosen_while_asking_and_go_with_the_question():
    story.make_department()
    story.make_department("family-medicine", "Family medicine")
    asker = Asker()
    page = asker.skips_to("photos")
    page = press(asker.client, page, "Add these", photos=[picture(), picture()])
    shown = re.findall(r'src="(/ask/photos/\w+/)"', words(page))
    assert len(shown) == 2
    assert b"secret place" not in asker.client.get(shown[0]).content
    assert browser().get(shown[0]).status_code == 404
    page = press(asker.client, page, "Take out picture 1")
    check = asker.goes_on(page, SKIPPED)
    press(asker.client, check, "Send my question")
    assert (Photo.objects.count(), DraftPhoto.objects.count()) == (1, 0)


@pytest.mark.parametrize("number", [1, 5])
def test_what_is_no_picture_or_too_many_is_said(number):
    asker = Asker()
    page = asker.skips_to("photos")
    files = [picture() for _ in range(number)] if number > 1 else [SimpleUploadedFile("a.svg", b"<svg/>")]
    refused = press(asker.client, page, "Add these", photos=files)
    assert refused.status_code == 422
    assert "no picture we can read" in words(refused) or "4 pictures at most" in words(refused)


def test_a_picture_is_added_later_seen_by_its_asker_alone_and_taken_back():
    question = story.ask()
    client = asker_of(question)
    page = client.get(f"/track/{question.ref}/")
    page = press(client, page, "Add them", photos=picture())
    address = f"/track/photos/{photo_key(Photo.objects.get())}/"
    assert client.get(address)["Content-Type"] == "image/jpeg"
    assert browser().get(address).status_code == 404
    assert asker_of(story.ask()).get(address).status_code == 404
    press(client, page, "Take back picture 1")
    assert not Photo.objects.exists()
    refused = client.post(f"/track/{question.ref}/photos/", {"photos": SimpleUploadedFile("a.txt", b"hello")})
    assert refused.status_code == 422
