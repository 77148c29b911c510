"""Writing to the audit log."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from curbside.web.audit.models import AuditEntry

FIRST_HASH = "0" * 64
# Any constant: on PostgreSQL it names the lock that keeps two writers from taking the same predecessor.
CHAIN_LOCK = 0x43555242


def entry_hash(
    previous_hash: str,
    *,
    at: datetime,
    actor: str,
    action: str,
    object: str,
    reason: str,
    detail: Mapping[str, Any],
) -> str:
    """sha256 over the predecessor's hash and the entry's own fields in a fixed JSON form, as hex."""
    fields = [previous_hash, at.astimezone(UTC).isoformat(), actor, action, object, reason, detail]
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def record(
    action: str,
    object: str,
    *,
    actor: str,
    now: datetime,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry. Call inside the deed's transaction: a deed that fails leaves no entry."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        previous = AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first() or FIRST_HASH
        fields: dict[str, Any] = {"at": now, "actor": actor, "action": action, "object": object, "reason": reason[:300]}
        details = dict(detail or {})
        return AuditEntry.objects.create(
            **fields,
            detail=details,
            previous_hash=previous,
            hash=entry_hash(previous, **fields, detail=details),
        )
