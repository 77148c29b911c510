"""What a moderator decides: published, kept private, taken down; and what readers report."""

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.audit.models import AuditEntry
from curbside.web.publishing.models import ErrorReport, Publication
from curbside.web.publishing.queries import page_of
from curbside.web.questions.models import ConsentKind, Stage
from tests.web import story
from tests.web.forms import press
from tests.web.visitors import signed_in, staff

APPROVE = "Approve and publish"

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return signed_in(story.make_moderator())


@pytest.fixture
def signed():
    question = story.ask(body=f"{story.BODY} My name is Tamsin Oakeshott.")
    story.answer(question, story.make_doctor())
    question.refresh_from_db()
    return question


def test_both_texts_are_shown_and_the_look_is_on_record(moderator, signed):
    assert signed.ref in moderator.get("/moderation/").content.decode()
    said = moderator.get(f"/moderation/q/{signed.ref}/").content.decode()
    assert "Oakeshott" in said
    assert AuditEntry.objects.filter(action="original.open", object=f"question:{signed.ref}").count() == 1


def test_what_was_approved_is_what_is_published(moderator, signed):
    page = moderator.get(f"/moderation/q/{signed.ref}/")
    done = press(moderator, page, APPROVE, headline="Calf twitching at night")
    assert done.status_code == 200
    published = Publication.objects.get()
    assert (published.headline, published.body) == ("Calf twitching at night", signed.body)


def test_a_headline_that_is_taken_keeps_what_was_typed(moderator, signed):
    story.publish(headline="Calf twitching at night")
    page = moderator.get(f"/moderation/q/{signed.ref}/")
    refused = press(
        moderator,
        page,
        APPROVE,
        **{"headline": "calf twitching at NIGHT", "add-words-0": "coffee", "add-put-0": "a drink"},
    )
    assert refused.status_code == 409
    said = refused.content.decode()
    assert "has this headline already" in said
    assert "I drink a lot of <ins" in said.replace("\n", "")
    assert 'value="a drink"' in said
    assert "<title>Error:" in said
    assert not Publication.objects.filter(ref=signed.ref).exists()


def test_consent_taken_back_at_the_last_moment_counts(moderator, signed):
    page = moderator.get(f"/moderation/q/{signed.ref}/")
    lifecycle.change_consent(signed, ConsentKind.PUBLISH, given=False, now=story.NOW)
    refused = press(moderator, page, APPROVE)
    assert refused.status_code == 409
    assert not Publication.objects.exists()


def test_keeping_private_needs_a_reason_the_asker_reads(moderator, signed):
    address = f"/moderation/q/{signed.ref}/keep-private/"
    assert moderator.post(address, {"reason": ""}).status_code == 422
    assert moderator.post(address, {"reason": "Too easy to recognise."}).status_code == 302
    signed.refresh_from_db()
    assert (signed.stage, signed.closed_reason) == (Stage.ANSWERED, "Too easy to recognise.")


def test_taking_down_needs_a_reason(moderator):
    page = story.publish()
    address = f"/moderation/q/{page.ref}/withdraw/"
    assert moderator.post(address, {"reason": " "}).status_code == 422
    assert page_of(page.ref)
    assert moderator.post(address, {"reason": "Named somebody."}).status_code == 302
    assert page_of(page.ref) is None
    again = moderator.post(address, {"reason": "Again."})
    assert again.status_code == 422
    assert "waits for a second person" in again.content.decode()


def test_a_readers_report_is_listed_and_closed(moderator, clock):
    page = story.publish()
    report = lifecycle.report_error(page, kind="medical", text="The dose is <b>wrong</b>.", now=story.NOW)
    assert "The dose is &lt;b&gt;wrong" in moderator.get("/moderation/reports/").content.decode()
    done = moderator.post(f"/moderation/reports/{report.pk}/close/", {"outcome": "Corrected."})
    assert done.status_code == 302
    assert ErrorReport.objects.get().outcome == "Corrected."
    assert moderator.post(f"/moderation/reports/{report.pk}/close/", {"outcome": "Twice."}).status_code == 404


@pytest.mark.parametrize("path", ["keep-private", "withdraw"])
def test_a_nul_is_refused_before_it_reaches_a_database(moderator, signed, path):
    assert moderator.post(f"/moderation/q/{signed.ref}/{path}/", {"reason": "a\x00b"}).status_code == 400


def test_the_audit_log_shows_deeds_and_no_words():
    story.publish()
    said = staff(Role.AUDITOR).get("/moderation/audit/").content.decode()
    assert "publication.approve" in said
    assert "twitching on and off" not in said


def looks_at(question) -> int:
    return AuditEntry.objects.filter(action="original.open", object=f"question:{question.ref}").count()


def test_a_published_page_can_be_taken_down_and_not_approved_again(moderator):
    page = story.publish()
    looked = looks_at(page.question)
    said = moderator.get(f"/moderation/q/{page.ref}/").content.decode()
    assert APPROVE not in said
    assert "Keep private" not in said
    assert f"/moderation/q/{page.ref}/withdraw/" in said
    assert page.doctor_name in said
    assert looks_at(page.question) == looked


def test_the_doctor_who_signed_is_offered_the_correction(moderator):
    page = story.publish()
    correct = f"/desk/q/{page.ref}/correct/"
    assert correct not in moderator.get(f"/moderation/q/{page.ref}/").content.decode()
    page.doctor.user.role_grants.create(role=Role.MODERATOR, granted_by="test", granted_at=story.NOW)
    said = signed_in(page.doctor).get(f"/moderation/q/{page.ref}/").content.decode()
    assert correct in said


def test_an_unanswered_question_keeps_its_original_closed(moderator):
    question = story.ask(body=f"{story.BODY} My name is Tamsin Oakeshott.")
    said = moderator.get(f"/moderation/q/{question.ref}/").content.decode()
    assert "No doctor has answered" in said
    assert "Oakeshott" not in said
    assert APPROVE not in said
    assert looks_at(question) == 0


def test_what_was_published_lately_leads_to_taking_it_down(moderator):
    page = story.publish()
    said = moderator.get("/moderation/").content.decode()
    assert "Published lately" in said
    assert f"/moderation/q/{page.ref}/" in said
    moderator.post(f"/moderation/q/{page.ref}/withdraw/", {"reason": "Named somebody."})
    said = moderator.get("/moderation/").content.decode()
    assert page.headline not in said[said.index("Published lately") :]


def test_a_report_on_a_page_taken_down_does_not_offer_it_again(moderator):
    page = story.publish()
    lifecycle.report_error(page, kind="medical", text="It is wrong.", now=story.NOW)
    assert "Take the page down" in moderator.get("/moderation/reports/").content.decode()
    story.take_down(page)
    said = moderator.get("/moderation/reports/").content.decode()
    assert "Take the page down" not in said
    assert "This page was taken down" in said


def test_a_doctor_may_address_the_alias(moderator):
    question = story.ask(alias="Brisk Woodland")
    reply = f"Hello Brisk Woodland,\n\n{story.REPLY}"
    story.answer(question, story.make_doctor(), text=reply)
    said = moderator.get(f"/moderation/q/{question.ref}/").content.decode()
    assert APPROVE in said
    assert "Possibly identifying in the reply" not in said


def test_the_titles_of_the_two_texts_are_a_moderators(moderator, signed):
    said = moderator.get(f"/moderation/q/{signed.ref}/").content.decode()
    assert "What was written" in said
    assert "What you wrote" not in said


def test_the_audit_log_names_people_in_one_query(django_assert_max_num_queries):
    auditor = staff(Role.AUDITOR)
    story.publish()
    with django_assert_max_num_queries(8):
        said = auditor.get("/moderation/audit/").content.decode()
    assert "<small>Moderator</small>" in said
