"""One case at the desk: claimed, written, looked over, signed or passed on, and no word typed is lost."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator

from curbside.web import lifecycle
from curbside.web.answers.models import Answer, Claim, ReplyDraft
from curbside.web.audit.models import AuditEntry
from curbside.web.questions.models import Stage
from tests.web import story
from tests.web.forms import forms_of, press
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor():
    return story.make_doctor()


@pytest.fixture
def claimed(question, doctor):
    client = signed_in(doctor)
    return client, press(client, client.get(f"/desk/q/{question.ref}/"), "Claim and answer")


def test_the_case_shows_what_was_asked_and_not_the_original(question, doctor):
    said = unescape(signed_in(doctor).get(f"/desk/q/{question.ref}/").content.decode())
    assert "twitching" in said
    assert question.headline in said


def test_two_doctors_claim_and_one_gets_it(question, claimed):
    other = signed_in(story.make_doctor())
    refused = other.post(f"/desk/q/{question.ref}/claim/")
    assert refused.status_code == 409
    assert "Another doctor is answering" in refused.content.decode()
    assert "<title>Error:" in refused.content.decode()
    assert Claim.objects.get(question=question).doctor == claimed[0].get("/desk/").wsgi_request.user.doctor


def test_what_is_typed_is_saved_with_and_without_javascript(question, claimed):
    client, page = claimed
    page = press(client, page, "Save", text="Half a reply")
    assert "Half a reply" in page.content.decode()
    form = next(form for form in forms_of(page) if form.button("Sign and send"))
    data = form.fields | {"text": "Half a reply and more"}
    part = client.post(form.action, data, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert 'name="version" value="2"' in part.content.decode()
    assert ReplyDraft.objects.get().text == "Half a reply and more"


def test_a_second_window_shows_both_texts(claimed):
    client, page = claimed
    press(client, page, "Save", text="The text of the first window")
    both = press(client, page, "Save", text="The text of the second window")
    press(client, both, "Save", text="Third")
    stale = press(client, page, "Save", text="The text of the stale window")
    assert stale.status_code == 409
    said = stale.content.decode()
    assert "The text of the stale window" in said
    assert ReplyDraft.objects.get().text in said


def test_a_claim_that_ran_out_keeps_the_text(clock, question, claimed):
    client, page = claimed
    clock.forward(minutes=31)
    late = press(client, page, "Save", text="Typed after lunch")
    assert late.status_code == 409
    assert "ran out" in late.content.decode()
    assert "Typed after lunch" in late.content.decode()
    again = press(client, client.get(f"/desk/q/{question.ref}/"), "Claim and answer")
    assert "Typed after lunch" in again.content.decode()


def test_the_check_shows_problems_and_signing_needs_them_mended(question, claimed):
    client, page = claimed
    bad = f"{story.REPLY}\n[insert dose here]"
    shown = press(client, page, "Check", text=bad)
    assert "Must be changed" in shown.content.decode()
    refused = press(client, shown, "Sign and send")
    assert refused.status_code == 422
    assert not Answer.objects.exists()
    signed = press(client, refused, "Sign and send", text=story.REPLY)
    assert signed.status_code == 200, unescape(signed.content.decode())[-3000:]
    assert Answer.objects.get().text.replace("\r\n", "\n").strip() == story.REPLY.strip()


def test_a_text_can_be_mended_and_signed_after_it_was_refused(claimed):
    """The refused page must start from the draft it saved, or the doctor's own words look like another window's."""
    client, page = claimed
    refused = press(client, page, "Sign and send", text=f"{story.REPLY}\n[insert dose here]")
    assert refused.status_code == 422
    signed = press(client, refused, "Sign and send", text=story.REPLY)
    assert signed.status_code == 200
    assert Answer.objects.exists()


def test_a_warning_is_accepted_by_a_tick(claimed):
    client, page = claimed
    warned = f"Hello Mr. Oak,\n\n{story.REPLY}"
    refused = press(client, page, "Sign and send", text=warned)
    assert "Look again" in refused.content.decode()
    seen = list(_ticks(refused))
    signed = press(client, refused, "Sign and send", acknowledged=seen)
    assert signed.status_code == 200
    assert set(Answer.objects.get().acknowledged) == set(seen)


def _ticks(page) -> set[str]:
    return set(re.findall(r'name="acknowledged" value="([a-z_]+)"', page.content.decode()))


def test_an_empty_reply_is_refused(claimed):
    client, page = claimed
    refused = press(client, page, "Sign and send", text=" ")
    assert refused.status_code == 409
    assert "Write a reply first" in refused.content.decode()


@pytest.mark.parametrize("text", ["a\x00b", "x" * 10_001])
def test_a_reply_that_cannot_be_kept_is_said(claimed, text):
    client, page = claimed
    refused = press(client, page, "Save", text=text)
    assert refused.status_code in (400, 422)
    assert not ReplyDraft.objects.exists()


def test_signing_twice_is_one_answer(question, claimed):
    client, page = claimed
    press(client, page, "Sign and send", text=story.REPLY)
    second = press(client, page, "Sign and send", text=story.REPLY)
    assert second.status_code == 409
    assert Answer.objects.count() == 1


def test_a_question_is_handed_over(question, claimed):
    story.make_department("dermatology", "Dermatology")
    client, page = claimed
    press(client, page, "Hand over", to="department:dermatology", reason="wrong-department")
    question.refresh_from_db()
    assert question.department_id == "dermatology"
    assert Claim.objects.get(question=question).doctor is None
    assert AuditEntry.objects.get(action="question.hand_over").detail == {"from": "neurology", "to": "dermatology"}
    assert client.post(f"/desk/q/{question.ref}/hand-over/", {"to": "department:nowhere"}).status_code == 422


@pytest.mark.parametrize("deed", ["hand-over", "decline"])
def test_nobody_takes_a_question_out_of_a_colleagues_hands(question, claimed, deed):
    story.make_department("dermatology", "Dermatology")
    other = signed_in(story.make_doctor())
    fields = {"to": "department:dermatology", "reason": "wrong-department"}
    refused = other.post(f"/desk/q/{question.ref}/{deed}/", fields)
    assert refused.status_code == 409
    question.refresh_from_db()
    assert question.stage == Stage.WAITING
    assert Claim.objects.get(question=question).doctor is not None


def test_declining_needs_words_for_the_asker(question, claimed):
    client, page = claimed
    assert press(client, page, "Decline", reason=" ").status_code == 409
    press(client, page, "Decline", reason="Please see your dentist.")
    question.refresh_from_db()
    assert question.stage == Stage.DECLINED
    assert question.closed_reason == "Please see your dentist."


def test_the_original_text_needs_a_reason_and_leaves_a_trace(question, claimed):
    client, _ = claimed
    address = f"/desk/q/{question.ref}/original/"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert not AuditEntry.objects.filter(action="original.open").exists()
    shown = client.post(address, {"reason": "unclear dose"})
    assert "twitching on and off" in shown.content.decode()
    entry = AuditEntry.objects.get(action="original.open")
    assert (entry.reason, entry.object) == ("unclear dose", f"question:{question.ref}")


def test_a_correction_needs_a_note_and_is_the_signers(clock):
    page = story.publish()
    address = f"/desk/q/{page.ref}/correct/"
    stranger = signed_in(story.make_doctor())
    better = story.REPLY.replace("Twitching in one calf", "A better reply. Twitching in one calf")
    fields = {"text": better, "note": "The cause was wrong."}
    assert stranger.post(address, fields).status_code == 422
    client = signed_in(page.doctor)
    assert client.post(address, fields | {"note": ""}).status_code == 422
    assert client.post(address, fields | {"text": f"{better}\n[insert dose here]"}).status_code == 422
    assert client.post(address, fields).status_code == 302
    page.refresh_from_db()
    assert "A better reply." in page.answer_html
    assert page.corrections.get().note == "The cause was wrong."


def test_a_second_factor_is_asked_for_and_enough(settings, doctor):
    settings.SECOND_FACTOR = True
    client = signed_in(doctor)
    refused = client.get("/desk/")
    assert (refused.status_code, refused["Location"]) == (302, "/accounts/2fa/totp/activate/")
    for type in (Authenticator.Type.RECOVERY_CODES, Authenticator.Type.TOTP):
        Authenticator.objects.create(user=doctor.user, type=type, data={})
        assert client.get("/desk/").status_code == (200 if type == Authenticator.Type.TOTP else 302)


def test_a_lapsed_verification_closes_the_desk(clock, doctor):
    client = signed_in(doctor)
    assert client.get("/desk/").status_code == 200
    clock.forward(days=336)
    client = signed_in(doctor)
    assert client.get("/desk/").status_code == 403


def test_lifecycle_and_desk_agree_on_who_may_answer(question):
    stranger = story.make_doctor("dermatology")
    assert signed_in(stranger).post(f"/desk/q/{question.ref}/claim/").status_code == 409
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.claim_question(question, story.viewer_of_doctor(stranger), now=story.NOW)


def test_more_info_is_signed_as_the_doctor_left_it():
    story.load_knowledge()
    doctor = story.make_doctor()
    client, question = signed_in(doctor), story.ask()
    client.post(f"/desk/q/{question.ref}/claim/")
    text = story.REPLY.replace("Twitching in one calf", "Muscle twitching in one calf")
    page = press(client, client.get(f"/desk/q/{question.ref}/"), "Check", text=text)
    shown = [sentence["text"] for sentence in question.explanation.sentences]
    press(client, page, "Sign and send", text=text, **{"more-info-0": ""})
    assert [sentence["text"] for sentence in lifecycle.explanation_of(question)] == shown[1:]


def test_more_info_is_published_only_when_it_was_looked_at():
    story.load_knowledge()
    doctor = story.make_doctor()
    client = signed_in(doctor)
    for look_first in (True, False):
        question = story.ask()
        address = f"/desk/q/{question.ref}/"
        client.post(f"{address}claim/")
        text = story.REPLY.replace("Twitching in one calf", "Muscle twitching in one calf")
        page = client.get(address)
        if look_first:
            page = press(client, page, "Check", text=text)
            assert "More info these words would get" in page.content.decode()
        press(client, page, "Sign and send", text=text)
        shown = lifecycle.explanation_of(question)
        assert bool(shown) is look_first, "the caffeine named in the reply is explained, once a doctor has seen it"
