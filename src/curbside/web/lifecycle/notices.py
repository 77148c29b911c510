"""Telling staff what waits for them: at once when it is urgent, else once a day, and never with a word about health."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from curbside.web.accounts.models import Role, User
from curbside.web.accounts.queries import (
    Viewer,
    answering_doctors,
    doctors_of,
    ending_verifications,
    holders,
    viewer_for,
)
from curbside.web.audit.actions import record
from curbside.web.audit.queries import anchor_line, head, openings_by_person
from curbside.web.figures.digest import DigestCounts, digest_counts
from curbside.web.intake.models import Contact
from curbside.web.lifecycle.persons import moderator_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.notices import actions as notices
from curbside.web.notices.addresses import address_hash
from curbside.web.notices.bounces import bounces_in
from curbside.web.notices.models import OutboxMessage
from curbside.web.notices.queries import wanting, why_stopped
from curbside.web.questions.models import Question
from curbside.web.rota.queries import off_duty

# Days before a verification ends on which its doctor is told; 0 is the day itself.
REMIND_DAYS = (30, 7, 0)
# How long the proof of a licence is kept after the decision: long enough to ask back.
PROOF_PERIOD = timedelta(days=90)


def tell_of_urgent(question: Question, *, now: datetime) -> int:
    """To each doctor of the department who is on duty and wants it; to all of them when none is. Returns how many."""
    if question.urgency == "routine" or not question.department_id:
        return 0
    users = wanting(doctors_of(question.department_id, today=now.date()), "urgent_at_once").select_related("doctor")
    resting = off_duty(now)
    here = [user for user in users if user.doctor.pk not in resting]
    return sum(_urgent_message(question, user, now) for user in here or users)


def _urgent_message(question: Question, user: User, now: datetime) -> bool:
    return notices.put_in_outbox(
        f"urgent:{question.ref}:{user.pk}",
        kind="urgent",
        to=user.email,
        subject=f"{settings.SITE_NAME}: something urgent waits",
        body=f"Something urgent waits for your department.\n\n{settings.BASE_URL}/desk/\n",
        now=now,
        question=question,
    )


def tell_daily(*, now: datetime) -> int:
    """Everything that is told once a day, from DIGEST_HOUR on. Safe at any time, in many processes. Returns how many
    messages were queued."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    day = local.date()
    if local.hour < settings.DIGEST_HOUR or notices.is_done("daily", day):
        return 0
    told = _send_digests(day, now=now) + _tell_of_openings(day, now=now) + _remind_of_endings(now=now)
    notices.mark_done("daily", day)  # last: killed before, the next sweep goes on, and each key is used once
    return told


def _send_digests(day: date, *, now: datetime) -> int:
    doctors = answering_doctors(now.date()).values("user_id")
    users = wanting(User.objects.filter(pk__in=doctors), "daily_digest")
    return sum(_send_digest(user, day, now=now) for user in users)


def _send_digest(user: User, day: date, *, now: datetime) -> bool:
    counts = digest_counts(viewer_for(user, today=now.date()), now=now)
    if counts.nothing:
        return False
    return notices.put_in_outbox(
        f"digest:{day}:{user.pk}",
        kind="digest",
        to=user.email,
        subject=f"{settings.SITE_NAME}: your day",
        body=f"{_digest_lines(counts)}\n{settings.BASE_URL}/desk/\n",
        now=now,
    )


def _digest_lines(counts: DigestCounts) -> str:
    lines = (
        (counts.mine, "in your hands"),
        (counts.waiting, "waiting for you or your colleagues"),
        (counts.overdue, "of these overdue"),
        (counts.reviews, "of your pages due for review"),
    )
    return "".join(f"{number} {words}\n" for number, words in lines if number)


def _tell_of_openings(day: date, *, now: datetime) -> int:
    """Yesterday's openings of what is kept apart, to somebody other than those who opened."""
    start = datetime.combine(day - timedelta(days=1), time(), ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
    opened = openings_by_person(start, start + timedelta(days=1))
    if not opened:
        return 0
    readers = list(holders(Role.AUDITOR))
    if not any(set(opened) - {f"user:{reader.pk}"} for reader in readers):
        readers += list(holders(Role.ADMINISTRATOR).exclude(pk__in=[reader.pk for reader in readers]))
    return sum(_openings_message(reader, opened, day, now) for reader in readers)


def _openings_message(reader: User, opened: dict[str, int], day: date, now: datetime) -> bool:
    """The last line lets the reader see later that the log was not cut off."""
    others = {actor: number for actor, number in opened.items() if actor != f"user:{reader.pk}"}
    if not others:
        return False
    yesterday, number = day - timedelta(days=1), sum(others.values())
    return notices.put_in_outbox(
        f"openings:{day}:{reader.pk}",
        kind="openings",
        to=reader.email,
        subject=f"{settings.SITE_NAME}: {number} openings yesterday",
        body=f"{number} openings by {len(others)} people on {yesterday}. Look whether the reasons hold:\n\n"
        f"{settings.BASE_URL}/moderation/audit/?openings=on&first={yesterday}&last={yesterday}\n\n"
        f"Keep this line: {anchor_line(head())}\n",
        now=now,
    )


def _remind_of_endings(*, now: datetime) -> int:
    told = 0
    for days in REMIND_DAYS:
        ends = now.date() + timedelta(days=days)
        for doctor in ending_verifications(ends, ends):
            when = f"in {days} days" if days else "today"
            told += notices.put_in_outbox(
                f"verification:{doctor.pk}:{ends}:{days}",
                kind="verification",
                to=doctor.user.email,
                subject=f"{settings.SITE_NAME}: send your proof again",
                body=f"Your verification ends {when}. From then on you cannot answer until two people have seen new "
                f"proof. Send it here:\n\n{settings.BASE_URL}/people/me/\n",
                now=now,
            )
    return told


def send_again(message: OutboxMessage, viewer: Viewer, *, now: datetime) -> bool:
    """A moderator decides about a message that failed or may have left. False when somebody decided already."""
    moderator_of(viewer)
    with transaction.atomic():
        record("message.send-again", f"message:{message.pk}", actor=viewer.actor, now=now)
        return notices.send_again(message, now=now)


def count_as_sent(message: OutboxMessage, viewer: Viewer, *, now: datetime) -> bool:
    """A moderator knows that it arrived, or that nobody needs it any more."""
    moderator_of(viewer)
    with transaction.atomic():
        record("message.count-as-sent", f"message:{message.pk}", actor=viewer.actor, now=now)
        return notices.count_as_sent(message, now=now)


def record_bounce(address: str, *, hard: bool, code: str, now: datetime) -> bool:
    """Mail to this address came back. True when nothing is sent there any more."""
    with transaction.atomic():
        detail = {"hard": hard, "code": code[:20]}
        record("mail.bounce", f"address:{address_hash(address)[:12]}", actor="system", now=now, detail=detail)
        return notices.record_bounce(address, hard=hard, code=code, now=now)


def record_bounces(text: str, viewer: Viewer, *, now: datetime) -> int:
    """A moderator puts in a notification that came to the sender's mailbox. Returns to how many addresses nothing is
    sent any more. Raises BadInput for what is no notification."""
    moderator_of(viewer)
    return sum(record_bounce(each.address, hard=each.hard, code=each.code, now=now) for each in bounces_in(text))


def choose_notices(viewer: Viewer, *, daily_digest: bool, urgent_at_once: bool) -> None:
    if viewer.user_id is None:
        raise NotAllowed("Sign in first.")
    user = User.objects.get(pk=viewer.user_id)
    notices.choose_notices(user, daily_digest=daily_digest, urgent_at_once=urgent_at_once)


def mail_trouble(question: Question) -> str:
    """Why no e-mail reaches the asker of this thread: "bounced", "unsubscribed", or nothing."""
    contact = Contact.objects.filter(question_id=question.thread_id).first()
    return why_stopped(contact.email) if contact else ""
