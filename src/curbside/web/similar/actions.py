"""Keeping the index in step with what is published."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime

from curbside.errors import IndexUnavailable, ModelUnavailable
from curbside.retrieval.document import Document
from curbside.web.similar.engine import index
from curbside.web.similar.models import IndexedQuestion

log = logging.getLogger(__name__)


def content_hash(document: Document) -> str:
    fields = (document.title, document.text, document.answer, document.department, document.language)
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
