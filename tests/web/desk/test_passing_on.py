"""Taking over, handing over, asking back, putting off, notes and pictures: what happens around a reply."""

import io
from datetime import timedelta
from html import unescape

import pytest
from PIL import Image

from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.answers.models import Claim, DeskNotice, HandOver, InternalNote, Snooze
from curbside.web.audit.models import AuditEntry
from curbside.web.lifecycle.photos import add_photos, photo_key
from curbside.web.questions.models import AskBack, Photo
from tests.web import story
from tests.web.forms import press
from tests.web.visitors import browser, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor():
    return story.make_doctor(name="Dr. First")


def words(page) -> str:
    return unescape(page.content.decode())


def case_of(question) -> str:
    return f"/desk/q/{question.ref}/"


def test_a_colleague_who_stopped_typing_is_relieved_and_told(clock, question, doctor):
    first, second = signed_in(doctor), signed_in(story.make_doctor(name="Dr. Second"))
    page = press(first, first.get(case_of(question)), "Claim and answer")
    press(first, page, "Save", text="Half a reply")
    refused = press(second, second.get(case_of(question)), "Take over")
    assert refused.status_code == 409
    assert "is typing" in words(refused)
    clock.forward(minutes=11)
    press(second, second.get(case_of(question)), "Take over")
    assert Claim.objects.get(question=question).doctor.name == "Dr. Second"
    assert "Dr. Second has taken over" in words(first.get("/desk/"))
    press(first, first.get("/desk/"), "Seen")
    assert not DeskNotice.objects.filter(seen_at=None).exists()
    clock.forward(minutes=11)
    again = press(first, first.get(case_of(question)), "Take over")
    assert "Half a reply" in words(again)


def test_a_question_is_handed_to_a_colleague_on_duty(question, doctor):
    other = story.make_doctor(name="Dr. Second")
    client = signed_in(doctor)
    press(client, client.get(case_of(question)), "Hand over", to=f"doctor:{other.pk}", reason="needs-specialist")
    question.refresh_from_db()
    assert question.preferred_doctor == other
    given = HandOver.objects.get()
    assert (given.reason, given.to_doctor, given.by_doctor) == ("needs-specialist", other, doctor)
    assert "Dr. First has handed" in words(signed_in(other).get("/desk/"))


def test_nobody_off_duty_is_offered_or_given_anything(question, doctor):
    away = story.make_doctor(name="Dr. Away")
    client = signed_in(away)
    press(client, client.get("/desk/hours/"), "I am away", first="2026-11-25", last="2026-11-27")
    assert "Dr. Away" not in words(signed_in(doctor).get(case_of(question)))
    refused = signed_in(doctor).post(f"{case_of(question)}hand-over/", {"to": f"doctor:{away.pk}", "reason": "no-time"})
    assert refused.status_code == 422
    assert client.post(f"{case_of(question)}claim/").status_code == 409
    press(client, client.get("/desk/hours/"), "I am there after all")
    assert client.post(f"{case_of(question)}claim/").status_code == 302


def test_the_patient_is_asked_back_and_the_clock_stands(clock, question, doctor):
    client, due = signed_in(doctor), question.due_at
    page = press(client, client.get(case_of(question)), "Claim and answer")
    press(client, page, "Send to the patient", ask="Since when, and on which side?")
    question.refresh_from_db()
    assert question.paused_at == story.NOW
    assert question.ref not in words(client.get("/desk/"))
    assert question.ref in words(client.get("/desk/?waiting_for=patient"))
    assert "the clock stands" in words(client.get(case_of(question)))
    clock.forward(hours=5)
    press(client, client.get(case_of(question)), "Go on without a reply")
    question.refresh_from_db()
    assert (question.paused_at, question.due_at) == (None, due + timedelta(hours=5))
    assert AskBack.objects.get().closed_at is not None


def test_another_department_cannot_take_back_what_was_asked(question, doctor):
    client = signed_in(doctor)
    press(client, press(client, client.get(case_of(question)), "Claim and answer"), "Send to the patient", ask="Why?")
    stranger = signed_in(story.make_doctor("dermatology"))
    assert stranger.post(f"{case_of(question)}ask-back/withdraw/").status_code == 409
    assert AskBack.objects.get().closed_at is None


def test_what_is_put_off_leaves_only_my_list(question, doctor):
    client = signed_in(doctor)
    press(client, client.get(case_of(question)), "Put off", hours="4")
    assert question.ref not in words(client.get("/desk/"))
    assert question.ref in words(signed_in(story.make_doctor()).get("/desk/"))
    press(client, client.get(case_of(question)), "Show again now")
    assert question.ref in words(client.get("/desk/"))
    assert client.post(f"{case_of(question)}snooze/", {"hours": "", "until": ""}).status_code == 422
    press(client, client.get(case_of(question)), "Put off", hours="", until="2026-11-26T08:00")
    assert Snooze.objects.get().until == story.NOW + timedelta(hours=23)


def test_several_are_assigned_handed_over_and_put_off_at_once(question, doctor):
    story.make_department("dermatology", "Dermatology")
    second = story.ask()
    client = signed_in(doctor)
    ticked = {"refs": [question.ref, second.ref]}
    page = client.post("/desk/bulk/", ticked | {"act": "assign", "back": "/desk/all/"}, follow=True)
    assert "2 questions done" in words(page)
    assert question.ref in words(client.get("/desk/mine/"))
    refused = client.post("/desk/bulk/", ticked | {"act": "hand-over"}, follow=True)
    assert "choose what to do" in words(refused)
    fields = {"act": "hand-over", "department": "dermatology", "reason": "wrong-department"}
    client.post("/desk/bulk/", ticked | fields)
    assert HandOver.objects.filter(to_department="dermatology").count() == 2
    client.post("/desk/bulk/", ticked | {"act": "snooze", "hours": "2"})
    assert Snooze.objects.count() == 2
    assert client.post("/desk/bulk/", {"back": "https://elsewhere.example/"})["Location"] == "/desk/"


def test_one_that_cannot_be_done_does_not_hold_up_the_others(question, doctor):
    held = story.ask()
    lifecycle.claim_question(held, story.viewer_of_doctor(story.make_doctor()), now=story.NOW)
    fields = {"refs": [question.ref, held.ref], "act": "assign"}
    said = words(signed_in(doctor).post("/desk/bulk/", fields, follow=True))
    assert "1 question done" in said
    assert "colleague" in said.lower() or "another doctor" in said.lower()


def test_a_note_stays_among_colleagues(question, doctor):
    client = signed_in(doctor)
    press(client, client.get(case_of(question)), "Add note", note="Ask the pharmacy first.")
    assert "Ask the pharmacy first." in words(signed_in(story.make_doctor()).get(case_of(question)))
    assert client.post(f"{case_of(question)}note/", {"note": " "}).status_code == 409
    story.answer(question, doctor)
    question.refresh_from_db()
    page = story.publish(question, doctor=doctor)
    assert "pharmacy" not in words(browser().get(f"/q/{page.ref}-{page.slug}/"))
    lifecycle.erase_thread(question, now=story.NOW)
    assert not InternalNote.objects.exists()


def test_who_reads_is_seen_by_the_others(question, doctor):
    signed_in(doctor).get(case_of(question))
    other = signed_in(story.make_doctor())
    assert "Dr. First is reading" in words(other.get("/desk/"))
    assert "Dr. First is reading" in words(other.post(f"{case_of(question)}reading/"))
    assert "Dr. First is reading" not in words(signed_in(doctor).get("/desk/"))


def test_a_daily_limit_leaves_urgent_questions_open(question, doctor):
    client = signed_in(doctor)
    press(client, client.get("/desk/hours/"), "Keep this", daily_cap="0", keys_on="on")
    refused = client.post(f"{case_of(question)}claim/")
    assert refused.status_code == 409
    assert "number of questions you set" in words(refused)
    urgent = story.ask(body="I have crushing chest pain and I cannot breathe.", acknowledged_emergency=True)
    assert client.post(f"{case_of(urgent)}claim/").status_code == 302


def test_keys_can_be_switched_off(question, doctor):
    client = signed_in(doctor)
    assert 'data-keys="on"' in words(client.get("/desk/"))
    client.post("/desk/hours/", {"act": "choose", "daily_cap": ""})
    assert 'data-keys="off"' in words(client.get(case_of(question)))
    assert 'data-keys="off"' in words(client.get("/desk/"))


def test_shifts_say_who_is_on_duty(doctor):
    client = signed_in(doctor)
    assert "On duty now" in words(client.get("/desk/hours/"))
    week = {"act": "week", "timezone": "UTC", "starts_1": "08:00", "ends_1": "12:00"}
    assert "Off duty now" in words(client.post("/desk/hours/", week, follow=True))  # NOW is a Wednesday
    wrong = client.post("/desk/hours/", week | {"timezone": "Nowhere"})
    assert wrong.status_code == 422


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", comment=b"GPS 48.2 16.3")
    return out.getvalue()


def test_a_picture_is_seen_through_an_address_that_ends(question, doctor):
    add_photos(question, [picture()], now=story.NOW)
    photo = Photo.objects.get()
    client = signed_in(doctor)
    assert "Picture 1 from the patient" in words(client.get(case_of(question)))
    address = f"/desk/photos/{photo_key(photo)}/"
    shown = client.get(address)
    assert shown["Content-Type"] == "image/jpeg"
    assert b"GPS" not in shown.content
    assert AuditEntry.objects.filter(action="photo.open").count() == 1
    assert signed_in(story.make_doctor("dermatology")).get(address).status_code == 404
    assert staff(Role.AUDITOR).get(address).status_code == 403
    assert client.get(f"/desk/photos/{photo.ref}:old:signature/").status_code == 404
