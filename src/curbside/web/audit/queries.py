"""Reading the audit log, and proving that nobody changed it."""

from collections.abc import Iterator

from django.db.models import QuerySet

from curbside.web.audit.actions import FIRST_HASH, entry_hash
from curbside.web.audit.models import AuditEntry


def latest_entries(limit: int) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.order_by("-id")[:limit]


def broken_entries() -> Iterator[int]:
    """Ids of entries whose hash does not fit their content or their predecessor. Empty when the chain is whole.

    A truncated tail cannot be seen from inside; keep the last hash elsewhere (docs/operate).
    """
    previous = FIRST_HASH
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        expected = entry_hash(
            previous,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            object=entry.object,
            reason=entry.reason,
            detail=entry.detail,
        )
        if entry.previous_hash != previous or entry.hash != expected:
            yield entry.pk
        previous = entry.hash
