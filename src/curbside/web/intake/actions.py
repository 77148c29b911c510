"""Private links, drafts, contact and counters."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from curbside.web.intake.models import AccessKey, AskDraft, Contact, CountedEvent, DraftPhoto, SenderCount
from curbside.web.notices.actions import forget_address, forget_messages
from curbside.web.questions.models import Question
from curbside.web.questions.photos import MOST_PHOTOS, CleanPhoto


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
    DraftPhoto.objects.filter(token_hash=hash_secret(token)).delete()


def drop_expired(now: datetime) -> int:
    dropped, _ = AskDraft.objects.filter(expires_at__lte=now).delete()
    dropped += DraftPhoto.objects.filter(expires_at__lte=now).delete()[0]
    keys, _ = AccessKey.objects.filter(expires_at__lte=now).delete()
    senders = forget_senders(now - timedelta(hours=2))
    return dropped + keys + senders


def keep_contact(question: Question, email: str) -> None:
    if email:
        Contact.objects.update_or_create(question=question, defaults={"email": email})


def forget_asker(question: Question) -> None:
    """Address, links of the thread's first question, and every message that names an address."""
    addresses = set(Contact.objects.filter(question=question).values_list("email", flat=True))
    Contact.objects.filter(question=question).delete()
    AccessKey.objects.filter(question=question).delete()
    forget_messages(question)
    for address in addresses:
        if not Contact.objects.filter(email__iexact=address).exists():
            forget_address(address)


def count(name: str, day: date, department: str = "") -> None:
    """Add one to a daily counter."""
    row, _ = CountedEvent.objects.get_or_create(day=day, name=name, department=department)
    CountedEvent.objects.filter(pk=row.pk).update(count=F("count") + 1)


def count_sender(key: str, hour: datetime) -> int:
    """One more of a sender's hour. One statement, so that no two processes count the same number. Returns the count."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_sendercount (key, hour, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (key, hour) DO UPDATE SET count = intake_sendercount.count + 1 RETURNING count",
            [key, hour],
        )
        return int(cursor.fetchone()[0])


def forget_senders(before: datetime) -> int:
    return SenderCount.objects.filter(hour__lt=before).delete()[0]


def keep_draft_photo(token: str, photo: CleanPhoto, *, now: datetime) -> bool:
    """A picture for a question that is not sent yet. False when there are enough."""
    if DraftPhoto.objects.filter(token_hash=hash_secret(token)).count() >= MOST_PHOTOS:
        return False
    DraftPhoto.objects.create(
        token_hash=hash_secret(token),
        ref=secrets.token_hex(8),
        content=photo.content,
        width=photo.width,
        height=photo.height,
        expires_at=now + settings.DRAFT_PERIOD,
    )
    return True


def drop_draft_photo(token: str, ref: str) -> None:
    DraftPhoto.objects.filter(token_hash=hash_secret(token), ref=ref).delete()


def take_draft_photos(token: str) -> list[CleanPhoto]:
    """The pictures of a draft, which has them no longer."""
    rows = list(DraftPhoto.objects.filter(token_hash=hash_secret(token)).order_by("id"))
    DraftPhoto.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return [CleanPhoto(bytes(row.content), row.width, row.height) for row in rows]
