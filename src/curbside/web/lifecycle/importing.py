"""Bringing in what an operator has the right to cite."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime

from curbside.drafting.library import LibraryEntry
from curbside.errors import BadInput
from curbside.web.audit.actions import record
from curbside.web.library.actions import Imported, store_entries


def import_library(
    found: Iterable[LibraryEntry | BadInput], *, name: str, now: datetime, tell: Callable[[str], None]
) -> Imported:
    """Store a library's texts and say so in the audit log. Cut off in between, the next run goes on."""
    counts = store_entries(found, now=now, tell=tell)
    record("library.import", f"library:{name}"[:80], actor="system", now=now, detail=asdict(counts))
    return counts
