"""Finding what belongs to a secret."""

from datetime import datetime
from typing import Any

from curbside.web.intake.actions import hash_secret
from curbside.web.intake.models import AccessKey, AskDraft, DraftPhoto


def thread_of_secret(secret: str, *, now: datetime) -> int | None:
    """The id of the thread's first question, or None for a wrong, expired or revoked secret: one indexed look-up
    of a hash, the same work whatever is wrong."""
    key = AccessKey.objects.filter(secret_hash=hash_secret(secret)).first()
    if key is None or key.revoked_at is not None or key.expires_at <= now:
        return None
    return key.question_id


def draft_of(token: str, *, now: datetime) -> dict[str, Any] | None:
    row = AskDraft.objects.filter(token_hash=hash_secret(token), expires_at__gt=now).values_list("data", flat=True)
    return row.first()


def draft_photos(token: str, *, now: datetime) -> list[DraftPhoto]:
    """Without their pixels, in the order sent."""
    mine = DraftPhoto.objects.filter(token_hash=hash_secret(token), expires_at__gt=now)
    return list(mine.defer("content").order_by("id"))


def draft_photo_of(token: str, ref: str, *, now: datetime) -> DraftPhoto | None:
    return DraftPhoto.objects.filter(token_hash=hash_secret(token), ref=ref, expires_at__gt=now).first()
