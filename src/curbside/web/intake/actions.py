"""Private links, drafts, contact and the outbox."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from curbside.web.intake.models import AccessKey, AskDraft, Contact, CountedEvent, MessageState, OutboxMessage
from curbside.web.questions.models import Question

MAX_ATTEMPTS = 8


def hash_secret(secret: str) -> str:
    """Secrets have 192 random bits, so a plain sha256 cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_access_key(question: Question, *, now: datetime) -> str:
    """A new private link's secret. It is shown once and stored only as a hash."""
    secret = secrets.token_urlsafe(24)
    AccessKey.objects.create(
        question_id=question.thread_id,
        secret_hash=hash_secret(secret),
        created_at=now,
        expires_at=now + settings.ACCESS_KEY_PERIOD,
    )
    return secret


def save_draft(token: str, data: dict[str, Any], *, now: datetime) -> None:
    AskDraft.objects.update_or_create(
        token_hash=hash_secret(token),
        defaults={"data": data, "updated_at": now, "expires_at": now + settings.DRAFT_PERIOD},
    )


def drop_draft(token: str) -> None:
    AskDraft.objects.filter(token_hash=hash_secret(token)).delete()


def drop_expired(now: datetime) -> int:
    dropped, _ = AskDraft.objects.filter(expires_at__lte=now).delete()
    keys, _ = AccessKey.objects.filter(expires_at__lte=now).delete()
    return dropped + keys


def keep_contact(question: Question, email: str) -> None:
    if email:
        Contact.objects.update_or_create(question=question, defaults={"email": email})


def forget_asker(question: Question) -> None:
    """Address, links of the thread's first question, and every message that names an address."""
    Contact.objects.filter(question=question).delete()
    AccessKey.objects.filter(question=question).delete()
    OutboxMessage.objects.filter(question=question).delete()


def count(name: str, day: date) -> None:
    """Add one to a daily counter."""
    CountedEvent.objects.get_or_create(day=day, name=name)
    CountedEvent.objects.filter(day=day, name=name).update(count=F("count") + 1)


def put_in_outbox(
    dedupe_key: str,
    *,
    kind: str,
    to: str,
    subject: str,
    body: str,
    now: datetime,
    question: Question | None = None,
) -> None:
    """Queue one message. The same deed done twice (a retry, a second worker) queues it once."""
    OutboxMessage.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "question": question,
            "kind": kind,
            "to": to,
            "subject": subject,
            "body": body,
            "created_at": now,
            "next_attempt_at": now,
        },
    )


def deliver_outbox(now: datetime, *, limit: int = 50) -> int:
    """Send what is due. A message is marked before it leaves: killed in between, it is never sent twice, and
    stays SENDING for an administrator to look at. Returns how many were sent."""
    due = OutboxMessage.objects.filter(state=MessageState.PENDING, next_attempt_at__lte=now).order_by("id")
    return sum(_deliver(message, now) for message in due[:limit])


def _deliver(message: OutboxMessage, now: datetime) -> bool:
    mine = OutboxMessage.objects.filter(pk=message.pk, state=MessageState.PENDING)
    if not mine.update(state=MessageState.SENDING, attempts=F("attempts") + 1):
        return False
    mail = EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        headers={
            "Message-ID": f"<{hash_secret(message.dedupe_key)[:32]}@curbside>",
            "Auto-Submitted": "auto-generated",
        },
    )
    sent = OutboxMessage.objects.filter(pk=message.pk)
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are OSErrors: nothing left this machine
        attempts = message.attempts + 1
        sent.update(
            state=MessageState.FAILED if attempts >= MAX_ATTEMPTS else MessageState.PENDING,
            next_attempt_at=now + timedelta(minutes=2**attempts),
            last_error=type(error).__name__,
        )
        return False
    sent.update(state=MessageState.SENT, sent_at=timezone.now())
    return True
