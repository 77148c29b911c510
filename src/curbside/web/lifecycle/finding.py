"""Which published pages are like a text, and keeping the index in step with what is live."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from curbside.web.publishing import actions as publishing
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import (
    cards_in_order,
    document_of,
    due_for_similar,
    pages_to_index,
    refs_to_drop,
    standing_publications,
)
from curbside.web.similar.actions import (
    REBUILD_AT_ONCE,
    build_anew,
    put_in_index,
    take_from_index,
    wait_for_operator,
)
from curbside.web.similar.engine import is_outdated
from curbside.web.similar.queries import propose_similar

SIMILAR_SHOWN = 6
# So many answers of one doctor come before those of others.
MOST_OF_ONE_DOCTOR = 2
# Cosine-like scores from which a page is worth reading beside another; set by reading lists over made-up questions.
LIKE_ANYWHERE, LIKE_IN_DEPARTMENT = 0.5, 0.38
# How often a page looks again for pages like it.
SIMILAR_PERIOD = timedelta(days=7)


def mend_index(*, now: datetime) -> int:
    """Bring the index in step with what is live. Returns how many were added or removed.

    One that an earlier version or another encoder made is made anew: at once while that takes seconds, else by command.
    """
    if is_outdated():
        count = standing_publications().count()
        if count <= REBUILD_AT_ONCE:
            return build_index_anew(now=now)
        wait_for_operator(count)
        return 0
    missing = [document_of(page) for page in pages_to_index()[:500]]
    stale = list(refs_to_drop())
    if missing:
        put_in_index(missing, now=now)
    if stale:
        take_from_index(stale)
    return len(missing) + len(stale)


def build_index_anew(*, now: datetime) -> int:
    """The index from all that is public, for one that is missing, damaged, moved, or made by another encoder.

    Returns how many. Raises IndexUnavailable, ModelUnavailable.
    """
    return build_anew(map(document_of, standing_publications().order_by("pk").iterator(chunk_size=500)), now=now)


def refresh_similar(*, now: datetime, limit: int = 20) -> int:
    """Work out anew which live pages are like those due for it, so that earlier pages find later ones."""
    due = list(due_for_similar(now - SIMILAR_PERIOD)[:limit])
    for page in due:
        similar = pages_like(page.ref, page.headline, page.body, page.department_id)
        publishing.set_similar(page, similar, now=now)
    return len(due)


def pages_like(ref: str, headline: str, body: str, department: str) -> list[str]:
    """Refs of live pages to read beside this one. The floor is lower than for "your question is answered already",
    and lower still in the same department: these are further reading, not the same question."""
    hits = propose_similar(f"{headline}\n\n{body}", top_k=24, exclude=[ref], floor=False)
    scores = {hit.id: hit.score for hit in hits}
    pages = cards_in_order(scores)
    near = [
        page
        for page in pages
        if scores[page.ref] >= (LIKE_IN_DEPARTMENT if page.department_id == department else LIKE_ANYWHERE)
    ]
    return [page.ref for page in of_several_doctors(near)[:SIMILAR_SHOWN]]


def find_answered(
    text: str,
    *,
    department: str | None = None,
    language: str | None = None,
    age_group: str | None = None,
    limit: int = SIMILAR_SHOWN,
) -> list[Publication]:
    """Live pages whose question is like `text`; none when nothing is close. The index proposes, one query decides."""
    if not text.strip():
        return []
    hits = propose_similar(text, department=department, language=language, age_group=age_group)
    return of_several_doctors(cards_in_order([hit.id for hit in hits]))[:limit]


def of_several_doctors(pages: Sequence[Publication]) -> list[Publication]:
    """In order, but a doctor's third and later pages behind those of others: all are close enough to be shown."""
    seen = Counter[int | None]()
    first, later = list[Publication](), list[Publication]()
    for page in pages:
        seen[page.doctor_id] += 1
        (first if seen[page.doctor_id] <= MOST_OF_ONE_DOCTOR else later).append(page)
    return [*first, *later]
