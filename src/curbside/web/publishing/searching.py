"""What the words in the search box find: live pages with them, related ones, and a correction of the words."""

import logging
from dataclasses import dataclass

from curbside.errors import BadInput, IndexUnavailable, ModelUnavailable
from curbside.retrieval.corrections import corrected
from curbside.retrieval.document import Found
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import cards_in_order, matches_by_words
from curbside.web.similar.engine import index

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Searched:
    """`pages` have the words `searched`, `related` are near in meaning without them; each best first.

    `searched` differs from what was typed when a correction found more; `suggestion` is one that was not searched.
    """

    pages: tuple[Publication, ...]
    related: tuple[Publication, ...]
    searched: str
    suggestion: str


def search_words(q: str, *, exact: bool) -> Searched:
    """One query. The index proposes and the database decides; without the index, a plain look through the database."""
    if not q.strip():
        return Searched((), (), q, "")
    found = _proposed(q, exact=exact)
    if found is None:
        return Searched(tuple(matches_by_words(q)), (), q, "" if exact else corrected(q) or "")
    beside = {hit.id for hit in found.hits if hit.related}
    live = cards_in_order([hit.id for hit in found.hits])
    return Searched(
        pages=tuple(page for page in live if page.ref not in beside),
        related=tuple(page for page in live if page.ref in beside),
        searched=found.searched,
        suggestion=found.suggestion,
    )


def _proposed(q: str, *, exact: bool) -> Found | None:
    """What the index says; None while it is down."""
    try:
        return index().look_up(q, exact=exact)
    except BadInput:
        return Found((), q)
    except (IndexUnavailable, ModelUnavailable, OSError) as error:
        log.warning("index.unavailable action=search error=%s", type(error).__name__)
        return None
