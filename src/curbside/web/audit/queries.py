"""Reading the audit log, and proving that nobody changed it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, QuerySet

from curbside.errors import BadInput
from curbside.web.audit.actions import FIRST_HASH, entry_hash
from curbside.web.audit.models import AuditEntry


def broken_entries() -> Iterator[int]:
    """Ids of entries whose hash does not fit their content or their predecessor. Empty when the chain is whole.

    A truncated tail cannot be seen from inside: an anchor kept elsewhere shows it (`anchor_problem`).
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


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: kept outside this machine, it shows when the tail was cut off."""

    entries: int
    last_id: int
    last_hash: str


def head() -> Head:
    last = AuditEntry.objects.order_by("-id").values_list("id", "hash").first()
    return Head(AuditEntry.objects.count(), *(last or (0, FIRST_HASH)))


_ANCHOR = re.compile(r"entries=(\d{1,12}) last_id=(\d{1,12}) last_hash=([0-9a-f]{64})")


def anchor_line(head: Head) -> str:
    """The line to keep."""
    return f"entries={head.entries} last_id={head.last_id} last_hash={head.last_hash}"


def read_anchor(text: str) -> Head:
    """The anchor of a kept line, wherever it stands in `text`. Raises BadInput when there is none."""
    found = _ANCHOR.search(text)
    if found is None:
        raise BadInput("There is no line such as entries=… last_id=… last_hash=… in it.")
    return Head(int(found[1]), int(found[2]), found[3])


def anchor_problem(anchor: Head) -> str:
    """What is wrong when `anchor` was the head once; nothing when the chain still holds it and all before."""
    if anchor.last_id == 0:
        return ""
    entry = AuditEntry.objects.filter(pk=anchor.last_id).first()
    if entry is None:
        return f"entry {anchor.last_id}, the last one of the anchor, is gone"
    if entry.hash != anchor.last_hash:
        return f"entry {anchor.last_id} is not the one the anchor was taken from"
    kept = AuditEntry.objects.filter(pk__lte=anchor.last_id).count()
    return f"{anchor.entries - kept} entries before the anchor are gone" if kept < anchor.entries else ""


OPENINGS = ("original.open", "licence.open", "photo.open")


def openings_by_person(start: datetime, end: datetime) -> dict[str, int]:
    """How often each actor opened what is kept apart from everybody, from `start` up to `end`: one query."""
    rows = AuditEntry.objects.filter(action__in=OPENINGS, at__gte=start, at__lt=end)
    return dict(rows.order_by("actor").values_list("actor").annotate(n=Count("id")))


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What an auditor looks for; empty fields let everything through. `first` and `last` are whole days, UTC."""

    actor: str = ""
    action: str = ""
    object: str = ""
    first: date | None = None
    last: date | None = None
    openings: bool = False


def entries_for(wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """Newest first. An action or object is matched from its beginning: "question:", "original."."""
    entries = AuditEntry.objects.order_by("-id")
    if wanted.openings:
        entries = entries.filter(action__in=OPENINGS)
    for name in ("actor", "action", "object"):
        value = getattr(wanted, name)
        if value:
            entries = entries.filter(**{f"{name}__startswith": value})
    if wanted.first:
        entries = entries.filter(at__gte=datetime.combine(wanted.first, time(), UTC))
    if wanted.last:
        entries = entries.filter(at__lt=datetime.combine(wanted.last + timedelta(days=1), time(), UTC))
    return entries
