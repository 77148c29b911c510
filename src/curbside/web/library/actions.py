"""Bringing an operator's library in, some hundred texts a transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.db import transaction

from curbside.drafting.library import LibraryEntry, name_key
from curbside.errors import BadInput
from curbside.web.library.models import LibraryName, LibraryText

BATCH = 200


@dataclass(frozen=True, slots=True)
class Imported:
    added: int = 0
    changed: int = 0
    same: int = 0
    unread: int = 0


def store_entries(found: Iterable[LibraryEntry | BadInput], *, now: datetime, tell: Callable[[str], None]) -> Imported:
    """Add what is new, bring what changed up to date, leave the rest. What cannot be read goes to `tell`."""
    counts, stream = Imported(), iter(found)
    while batch := list(islice(stream, BATCH)):
        for each in batch:
            if isinstance(each, BadInput):
                tell(str(each))
        entries = {(each.source, each.id): each for each in batch if isinstance(each, LibraryEntry)}
        unread = sum(isinstance(each, BadInput) for each in batch)
        counts = _store(list(entries.values()), replace(counts, unread=counts.unread + unread), now=now)
    return counts


def _store(entries: Sequence[LibraryEntry], counts: Imported, *, now: datetime) -> Imported:
    with transaction.atomic():
        rows = LibraryText.objects.filter(external_id__in=[entry.id for entry in entries])
        known = {(row.source, row.external_id): row for row in rows}
        for entry in entries:
            row = known.get((entry.source, entry.id))
            if row is None:
                counts = replace(counts, added=counts.added + 1)
                _write(LibraryText(source=entry.source, external_id=entry.id), entry, now=now)
            elif row.content_hash != entry.hash:
                counts = replace(counts, changed=counts.changed + 1)
                _write(row, entry, now=now)
            else:
                counts = replace(counts, same=counts.same + 1)
    return counts


def _write(row: LibraryText, entry: LibraryEntry, *, now: datetime) -> None:
    row.title, row.text, row.url = entry.title, entry.text, entry.url
    row.licence, row.publisher, row.date = entry.licence[:200], entry.publisher, entry.date
    row.content_hash, row.imported_at = entry.hash, now
    row.save()
    row.names.all().delete()
    keys = dict.fromkeys(key for name in entry.names if (key := name_key(name)))
    LibraryName.objects.bulk_create(LibraryName(text=row, key=key) for key in keys)
