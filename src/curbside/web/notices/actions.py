"""Queueing messages, and noting what became of them and of their addresses."""

from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet

from curbside.web.accounts.models import User
from curbside.web.notices.addresses import address_hash, stop_token, token_hash
from curbside.web.notices.models import DoneDay, MailAddress, MessageState, NoticePreference, OutboxMessage
from curbside.web.notices.queries import unsure_messages
from curbside.web.questions.models import Question

# After so many soft bounces in a row the mailbox is as good as gone.
SOFT_BOUNCES_ALLOWED = 5
# How long a sent message keeps its address and words.
KEPT_AFTER_SENDING = timedelta(days=30)


def put_in_outbox(
    dedupe_key: str,
    *,
    kind: str,
    to: str,
    subject: str,
    body: str,
    now: datetime,
    question: Question | None = None,
) -> bool:
    """Queue one message. The same deed done twice (a retry, a second worker) queues it once. True when it is new."""
    if not to:
        return False
    _, created = OutboxMessage.objects.get_or_create(
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
    return created


def send_again(message: OutboxMessage, *, now: datetime) -> bool:
    """Back into the queue with all its attempts; False when somebody decided already."""
    return bool(_undecided(message).update(state=MessageState.PENDING, attempts=0, next_attempt_at=now, last_error=""))


def count_as_sent(message: OutboxMessage, *, now: datetime) -> bool:
    """A person knows that it arrived, or that it is not needed any more; False when somebody decided already."""
    return bool(_undecided(message).update(state=MessageState.SENT, sent_at=now))


def _undecided(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    return unsure_messages().filter(pk=message.pk)


def remember_address(address: str) -> MailAddress:
    row, _ = MailAddress.objects.get_or_create(
        address_hash=address_hash(address), defaults={"token_hash": token_hash(stop_token(address))}
    )
    return row


def record_bounce(address: str, *, hard: bool, code: str, now: datetime) -> bool:
    """Note that mail to `address` came back. True when nothing is sent there any more."""
    row = remember_address(address)
    MailAddress.objects.filter(pk=row.pk).update(last_code=code[:20], soft_bounces=F("soft_bounces") + int(not hard))
    row.refresh_from_db()
    gone = hard or row.soft_bounces >= SOFT_BOUNCES_ALLOWED
    if gone and row.hard_bounced_at is None:
        MailAddress.objects.filter(pk=row.pk).update(hard_bounced_at=now)
    return gone


def unsubscribe(token: str, *, now: datetime) -> bool:
    """The owner of an address wants no more. False for a token that is none; done twice it does no harm."""
    mine = MailAddress.objects.filter(token_hash=token_hash(token))
    mine.filter(unsubscribed_at=None).update(unsubscribed_at=now)
    return mine.exists()


def choose_notices(user: User, *, daily_digest: bool, urgent_at_once: bool) -> None:
    """What this person wants. Choosing anything takes back an earlier "no more e-mail"."""
    NoticePreference.objects.update_or_create(
        user=user, defaults={"daily_digest": daily_digest, "urgent_at_once": urgent_at_once}
    )
    if daily_digest or urgent_at_once:
        MailAddress.objects.filter(address_hash=address_hash(user.email)).update(unsubscribed_at=None)


def forget_messages(question: Question) -> None:
    """Every message about a question; each names an address."""
    OutboxMessage.objects.filter(question=question).delete()


def forget_address(address: str) -> None:
    """What is known about an address that nobody uses here any more."""
    MailAddress.objects.filter(address_hash=address_hash(address)).delete()


def forget_sent(now: datetime) -> int:
    """Empty what was sent long ago; the key stays, so that nothing is ever sent a second time."""
    done = OutboxMessage.objects.filter(
        state__in=[MessageState.SENT, MessageState.STOPPED], created_at__lte=now - KEPT_AFTER_SENDING
    )
    return done.exclude(to="").update(to="", subject="", body="")


def is_done(name: str, day: date) -> bool:
    return DoneDay.objects.filter(name=name, day=day).exists()


def mark_done(name: str, day: date) -> None:
    DoneDay.objects.get_or_create(name=name, day=day)
