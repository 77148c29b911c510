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


@pytest.fixture(autouse=True)
def one_factor(clock, settings):
    settings.SECOND_FACTOR = False


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
    done = press(moderator, page, APPROVE, headline="Calf twitching at night", body="My calf twitches. Is it bad?")
    assert done.status_code == 200
    published = Publication.objects.get()
    assert (published.headline, published.body) == ("Calf twitching at night", "My calf twitches. Is it bad?")


def test_a_headline_that_is_taken_keeps_what_was_typed(moderator, signed):
    story.publish(headline="Calf twitching at night")
    page = moderator.get(f"/moderation/q/{signed.ref}/")
    refused = press(moderator, page, APPROVE, headline="calf twitching at NIGHT", body="My calf twitches a lot.")
    assert refused.status_code == 409
    said = refused.content.decode()
    assert "has this headline already" in said
    assert "My calf twitches a lot." in said
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
    assert moderator.post(address, {"reason": "Again."}).status_code == 422


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
