"""Sending what is due: each message once, again only when it surely has not left."""

import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from curbside.web.notices.actions import record_bounce, remember_address
from curbside.web.notices.addresses import stop_token, token_hash
from curbside.web.notices.models import MessageState, OutboxMessage
from curbside.web.notices.queries import why_stopped

MAX_ATTEMPTS = 8
# Longer than any mail server takes to answer, so that a lease that is over has no living holder.
LEASE = timedelta(minutes=15)
# What somebody who wants no digests still gets: the way in, the end of a licence, danger on a page.
NEEDED_KINDS = frozenset({"account", "verification", "error-report"})
# The mailbox does not exist or takes nothing (RFC 5321, 4.2.3).
NO_SUCH_MAILBOX = frozenset({550, 551, 553})


def deliver_outbox(now: datetime, *, limit: int = 50) -> int:
    """Send what is due. Returns how many were sent.

    Claimed first (nothing has left: a lease that runs out puts it back), then marked as sending (words may be on their
    way: never again by itself). Killed in either moment, no message is sent twice.
    """
    take_back_stuck(now)
    due = OutboxMessage.objects.filter(state=MessageState.PENDING, next_attempt_at__lte=now).order_by("id")
    return sum(_deliver(message, now) for message in due[:limit])


def take_back_stuck(now: datetime) -> int:
    """What a killed worker left behind. Returns how many rows moved."""
    over = OutboxMessage.objects.filter(claimed_until__lte=now)
    unsent = over.filter(state=MessageState.CLAIMED).update(state=MessageState.PENDING, next_attempt_at=now)
    unsure = over.filter(state=MessageState.SENDING).update(
        state=MessageState.UNSURE, last_error="the worker stopped while sending"
    )
    return unsent + unsure


def _deliver(message: OutboxMessage, now: datetime) -> bool:
    mine = OutboxMessage.objects.filter(pk=message.pk)
    if not mine.filter(state=MessageState.PENDING).update(
        state=MessageState.CLAIMED, claimed_until=now + LEASE, attempts=F("attempts") + 1
    ):
        return False
    stopped = why_stopped(message.to)
    if stopped == "bounced" or (stopped and message.kind not in NEEDED_KINDS):
        mine.update(state=MessageState.STOPPED, last_error=stopped)
        return False
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are OSErrors; nothing left this machine
        _later(message, now, error)
        return False
    if not mine.filter(state=MessageState.CLAIMED).update(state=MessageState.SENDING):
        return False
    return _send(message, connection, now)


def _send(message: OutboxMessage, connection: BaseEmailBackend, now: datetime) -> bool:
    mine = OutboxMessage.objects.filter(pk=message.pk, state=MessageState.SENDING)
    try:
        connection.send_messages([_mail(message, connection)])
    except smtplib.SMTPRecipientsRefused as error:
        _refused(message, error, now)
    except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError) as error:
        # The line broke after the server was reached: it may have taken the message.
        mine.update(state=MessageState.UNSURE, last_error=type(error).__name__)
    except OSError as error:  # the server said no
        _later(message, now, error)
    else:
        mine.update(state=MessageState.SENT, sent_at=timezone.now(), last_error="")
        return True
    finally:
        connection.close()
    return False


def _refused(message: OutboxMessage, error: smtplib.SMTPRecipientsRefused, now: datetime) -> None:
    code = next((said[0] for said in error.recipients.values()), 0)
    if code not in NO_SUCH_MAILBOX:
        _later(message, now, error)
        return
    record_bounce(message.to, hard=True, code=str(code), now=now)
    OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.STOPPED, last_error="bounced")


def _later(message: OutboxMessage, now: datetime, error: OSError) -> None:
    """Again after 2, 4, 8 … minutes, given up after MAX_ATTEMPTS."""
    attempts = message.attempts + 1
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=MessageState.FAILED if attempts >= MAX_ATTEMPTS else MessageState.PENDING,
        next_attempt_at=now + timedelta(minutes=2**attempts),
        last_error=type(error).__name__,
    )


def _mail(message: OutboxMessage, connection: BaseEmailBackend) -> EmailMessage:
    headers = {
        # The same for every attempt: a mailbox that has it can tell.
        "Message-ID": f"<{token_hash(message.dedupe_key)[:32]}@curbside>",
        "Auto-Submitted": "auto-generated",
    }
    body = message.body
    if message.kind not in NEEDED_KINDS and settings.BASE_URL:
        remember_address(message.to)
        link = f"{settings.BASE_URL}/mail/stop/{stop_token(message.to)}/"
        headers |= {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}  # RFC 8058
        body = f"{body.rstrip()}\n\n-- \nNo more e-mail from us: {link}\n"
    return EmailMessage(subject=message.subject, body=body, to=[message.to], headers=headers, connection=connection)
