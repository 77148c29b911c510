"""Keeping the index in step with what is published."""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from curbside.errors import IndexUnavailable, ModelUnavailable
from curbside.retrieval.document import Document
from curbside.retrieval.place import build_index, rebuild_index
from curbside.web.similar.engine import encoder, index, place
from curbside.web.similar.models import IndexedQuestion, RebuildRequest

log = logging.getLogger(__name__)
# About 100 documents a second are encoded on one core: this many take some twenty seconds.
REBUILD_AT_ONCE = 2000
REBUILD_PERIOD = timedelta(days=1)


def content_hash(document: Document) -> str:
    fields = (
        document.title,
        document.text,
        document.answer,
        document.department,
        document.language,
        document.age_group,
    )
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()


def put_in_index(documents: Iterable[Document], *, now: datetime) -> bool:
    """Add or replace. False when the index cannot be used now: the sweep tries again, the site goes on."""
    batch = list(documents)
    try:
        index().upsert(batch)
    except (IndexUnavailable, ModelUnavailable, OSError) as error:
        log.warning("index.unavailable action=upsert count=%d error=%s", len(batch), type(error).__name__)
        return False
    for document in batch:
        IndexedQuestion.objects.update_or_create(
            ref=document.id, defaults={"content_hash": content_hash(document), "indexed_at": now}
        )
    return True


def build_anew(documents: Iterable[Document], *, now: datetime) -> int:
    """The whole index from `documents`, whatever state it was in; how many. Readers keep the old one until the end.

    Raises IndexUnavailable, ModelUnavailable.
    """
    hashes: dict[str, str] = {}

    def noted() -> Iterator[Document]:
        for document in documents:
            hashes[document.id] = content_hash(document)
            yield document

    count = build_index(place(), encoder(), noted())
    rows = (IndexedQuestion(ref=ref, content_hash=hash, indexed_at=now) for ref, hash in hashes.items())
    with transaction.atomic():
        IndexedQuestion.objects.all().delete()
        IndexedQuestion.objects.bulk_create(rows, batch_size=1000)
    return count


def wait_for_operator(count: int) -> None:
    """An index of an earlier version that is too large to make anew beside the other work: say so with every sweep."""
    log.error("index.outdated count=%d command='curbside reindex'", count)


def request_rebuild(now: datetime) -> None:
    RebuildRequest.objects.create(requested_at=now)


def rebuild_if_requested(now: datetime) -> int:
    """Make the index files anew after erasures: at once while that takes seconds, else once a day. Returns how many
    documents were indexed anew."""
    oldest = RebuildRequest.objects.order_by("requested_at").first()
    small = IndexedQuestion.objects.count() <= REBUILD_AT_ONCE
    if oldest is None or not (small or now - oldest.requested_at >= REBUILD_PERIOD):
        return 0
    try:
        count = rebuild_index(place(), encoder())
    except (IndexUnavailable, ModelUnavailable, OSError) as error:
        log.warning("index.unavailable action=rebuild error=%s", type(error).__name__)
        return 0
    RebuildRequest.objects.filter(requested_at__lte=now).delete()
    return count


def take_from_index(refs: Iterable[str]) -> bool:
    """Remove. False when the index cannot be used now; hits are re-checked against live rows meanwhile."""
    gone = list(refs)
    try:
        index().delete(gone)
    except (IndexUnavailable, ModelUnavailable, OSError) as error:
        log.warning("index.unavailable action=delete count=%d error=%s", len(gone), type(error).__name__)
        return False
    IndexedQuestion.objects.filter(ref__in=gone).delete()
    return True
