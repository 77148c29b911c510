"""Messages in doubt are decided by a person; the audit log is searched by its readers."""

from html import unescape

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.audit.actions import record
from curbside.web.audit.models import AuditEntry
from curbside.web.notices.models import MailAddress, MessageState, OutboxMessage
from tests.web import story
from tests.web.forms import press
from tests.web.notices.test_outbox import NOTIFICATION
from tests.web.story import NOW
from tests.web.visitors import signed_in, staff

pytestmark = pytest.mark.django_db


def words(page) -> str:
    return unescape(page.content.decode())


def in_doubt(key: str = "x", state: MessageState = MessageState.UNSURE) -> OutboxMessage:
    return OutboxMessage.objects.create(
        dedupe_key=key, kind="news", to=f"{key}@example.org", subject="News for you", body="b", created_at=NOW,
        next_attempt_at=NOW, state=state,
    )  # fmt: skip


@pytest.mark.parametrize(("button", "state"), [("Send again", "pending"), ("Count as sent", "sent")])
def test_a_moderator_decides_about_a_message(button, state):
    message, client = in_doubt(), staff(Role.MODERATOR)
    assert "(1)" in words(client.get("/moderation/"))
    page = client.get("/moderation/mail/")
    assert "x@example.org" in words(page)
    after = press(client, page, button)
    assert "No message is in doubt" in words(after)
    message.refresh_from_db()
    assert message.state == state
    assert press(client, page, button).status_code == 404
    assert AuditEntry.objects.filter(object=f"message:{message.pk}").count() == 1


def test_neither_choice_is_no_decision():
    message = in_doubt(state=MessageState.FAILED)
    assert staff(Role.MODERATOR).post(f"/moderation/mail/{message.pk}/").status_code == 400
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


def test_mail_that_came_back_is_read_and_its_address_gets_nothing_more():
    client = staff(Role.MODERATOR)
    said = words(press(client, client.get("/moderation/mail/"), "Read it", notification=NOTIFICATION))
    assert "1 address gets nothing any more" in said
    assert MailAddress.objects.exclude(hard_bounced_at=None).count() == 1
    refused = press(client, client.get("/moderation/mail/"), "Read it", notification="Hello")
    assert refused.status_code == 422
    assert "no delivery status notification" in words(refused)


def test_the_log_is_searched_by_who_what_and_when():
    doctor, question = story.make_doctor(), story.ask()
    lifecycle.open_original(question, story.viewer_of_doctor(doctor), reason="The dose is unclear.", now=NOW)
    client = staff(Role.AUDITOR)
    assert "The dose is unclear." in words(
        client.get("/moderation/audit/?openings=on&first=2026-11-25&last=2026-11-25")
    )
    assert "Nothing like this" in words(client.get("/moderation/audit/?openings=on&last=2026-11-24"))
    mine = words(client.get(f"/moderation/audit/?actor=user:{doctor.user_id}&object=question:{question.ref}"))
    assert "original.open" in mine
    assert "question.receive" not in mine
    assert client.get("/moderation/audit/?first=yesterday").status_code == 200


def test_a_long_log_comes_in_pages():
    client = signed_in(story.make_user(Role.AUDITOR))
    for n in range(120):
        record("deed.made-up", f"question:{n}", actor="system", now=NOW)
    first = words(client.get("/moderation/audit/?action=deed."))
    assert "question:119" in first
    assert "question:5<" not in first
    assert "question:5<" in words(client.get("/moderation/audit/?action=deed.&page=2"))
