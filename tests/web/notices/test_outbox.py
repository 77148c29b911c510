"""Each message leaves once: after a refusal, a kill, a bounce or two workers at the same moment."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend

from curbside.web.notices import delivery
from curbside.web.notices.actions import (
    count_as_sent,
    forget_sent,
    put_in_outbox,
    record_bounce,
    send_again,
    unsubscribe,
)
from curbside.web.notices.addresses import stop_token
from curbside.web.notices.bounces import Bounce, bounces_in
from curbside.web.notices.delivery import LEASE, MAX_ATTEMPTS, deliver_outbox
from curbside.web.notices.models import MailAddress, MessageState, OutboxMessage
from curbside.web.notices.queries import unsure_messages, why_stopped
from tests.web.story import NOW

pytestmark = pytest.mark.django_db
TO = "someone@example.org"
AFTER_LEASE = NOW + LEASE + timedelta(seconds=1)


def queue(key: str = "one", kind: str = "news", to: str = TO) -> OutboxMessage:
    put_in_outbox(key, kind=kind, to=to, subject="News", body="There is news.", now=NOW)
    return OutboxMessage.objects.get(dedupe_key=key)


def state(message: OutboxMessage) -> str:
    message.refresh_from_db()
    return message.state


def refuse(monkeypatch, error, *, at: str = "send_messages") -> None:
    def raising(self, *args):
        raise error

    monkeypatch.setattr(EmailBackend, at, raising, raising=False)


def test_the_same_deed_twice_is_one_message(mailoutbox):
    queue(), queue()
    assert [deliver_outbox(NOW), deliver_outbox(NOW)] == [1, 0]
    assert len(mailoutbox) == 1


def test_a_server_that_is_away_is_tried_again_later_and_given_up_in_the_end(monkeypatch, mailoutbox):
    message, now = queue(), NOW
    refuse(monkeypatch, ConnectionRefusedError(), at="open")
    waits = []
    for _ in range(MAX_ATTEMPTS):
        assert deliver_outbox(now) == 0
        message.refresh_from_db()
        waits.append((message.next_attempt_at - now).total_seconds() / 60)
        assert deliver_outbox(now) == 0  # not before its time
        now = message.next_attempt_at
    assert waits == [2**n for n in range(1, MAX_ATTEMPTS + 1)]
    assert state(message) == MessageState.FAILED
    assert list(unsure_messages()) == [message]
    monkeypatch.undo()
    assert send_again(message, now=now)
    assert deliver_outbox(now) == 1
    assert len(mailoutbox) == 1


class Killed(BaseException):
    """What a SIGKILL leaves: nothing after it runs."""


def test_killed_before_anything_left_it_is_sent_by_the_next_worker(monkeypatch, mailoutbox):
    message = queue()
    refuse(monkeypatch, Killed(), at="open")
    with pytest.raises(Killed):
        deliver_outbox(NOW)
    assert state(message) == MessageState.CLAIMED
    monkeypatch.undo()
    assert deliver_outbox(NOW) == 0  # its holder may be alive
    assert deliver_outbox(AFTER_LEASE) == 1
    assert len(mailoutbox) == 1


def test_killed_while_sending_it_waits_for_a_person(monkeypatch, mailoutbox):
    message = queue()
    refuse(monkeypatch, Killed())
    with pytest.raises(Killed):
        deliver_outbox(NOW)
    monkeypatch.undo()
    assert deliver_outbox(AFTER_LEASE) == 0
    assert state(message) == MessageState.UNSURE
    assert mailoutbox == []
    assert count_as_sent(message, now=NOW)
    assert not send_again(message, now=NOW)  # decided already
    assert deliver_outbox(AFTER_LEASE) == 0


def test_a_line_that_breaks_while_sending_is_unsure(monkeypatch):
    message = queue()
    refuse(monkeypatch, smtplib.SMTPServerDisconnected("gone"))
    assert deliver_outbox(NOW) == 0
    assert state(message) == MessageState.UNSURE


def test_a_message_that_another_worker_claimed_is_left_alone(mailoutbox):
    message = queue()
    OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.CLAIMED, claimed_until=NOW + LEASE)
    assert not delivery._deliver(message, NOW)
    assert mailoutbox == []


def test_an_address_that_is_refused_for_good_is_never_written_to_again(monkeypatch, mailoutbox):
    first, second = queue("one"), queue("two")
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({TO: (550, b"no such user")}))
    deliver_outbox(NOW)
    monkeypatch.undo()
    deliver_outbox(NOW)
    assert [state(first), state(second)] == [MessageState.STOPPED] * 2
    assert why_stopped(TO.upper()) == "bounced"
    assert mailoutbox == []


def test_a_full_mailbox_is_tried_again(monkeypatch):
    message = queue()
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({TO: (452, b"full")}))
    deliver_outbox(NOW)
    assert state(message) == MessageState.PENDING
    assert why_stopped(TO) == ""


def test_soft_bounces_add_up():
    assert [record_bounce(TO, hard=False, code="4.2.2", now=NOW) for _ in range(5)] == [False] * 4 + [True]
    assert why_stopped(TO) == "bounced"


NOTIFICATION = """From: MAILER-DAEMON@mx.example.org
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; <someone@example.org>
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; other@example.org
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; third@example.org
Action: relayed
Status: 2.0.0
--b--
"""


def test_a_notification_names_who_bounced():
    assert bounces_in(NOTIFICATION) == [
        Bounce("someone@example.org", True, "5.1.1"),
        Bounce("other@example.org", False, "4.4.1"),
    ]


@pytest.mark.parametrize("text", ["", "hello", "Content-Type: multipart/report\n\n", "\x00" * 50])
def test_anything_else_is_no_notification(text):
    with pytest.raises(Exception, match="delivery status"):
        bounces_in(text)


def test_the_link_in_a_message_stops_the_next_one(settings, mailoutbox):
    settings.BASE_URL = "https://ask.example.org"
    queue("one")
    deliver_outbox(NOW)
    sent = mailoutbox[0]
    link = f"https://ask.example.org/mail/stop/{stop_token(TO)}/"
    assert sent.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in sent.body
    assert unsubscribe(stop_token(TO), now=NOW)
    assert not unsubscribe("nothing", now=NOW)
    queue("two")
    queue("three", kind="account")
    assert deliver_outbox(NOW) == 1  # what lets somebody in goes out all the same
    assert "List-Unsubscribe" not in mailoutbox[-1].extra_headers


def test_the_tables_hold_no_address_once_it_was_sent_long_ago():
    message = queue()
    deliver_outbox(NOW)
    record_bounce(TO, hard=True, code="5.1.1", now=NOW)
    assert forget_sent(NOW + timedelta(days=31)) == 1
    message.refresh_from_db()
    assert (message.to, message.body, message.dedupe_key) == ("", "", "one")
    assert TO not in str(MailAddress.objects.values())
    assert not put_in_outbox("one", kind="news", to=TO, subject="News", body="Again.", now=NOW)
