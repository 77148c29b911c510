"""Asking the index. It proposes; publishing.queries decides what may be shown."""

import logging
from collections.abc import Sequence

from curbside.errors import BadInput, IndexUnavailable, ModelUnavailable
from curbside.retrieval.document import Hit
from curbside.web.similar.engine import index

log = logging.getLogger(__name__)


def propose_similar(
    text: str,
    *,
    top_k: int = 12,
    department: str | None = None,
    language: str | None = None,
    age_group: str | None = None,
    exclude: Sequence[str] = (),
    floor: bool = True,
) -> tuple[Hit, ...]:
    """Published questions like `text`, best first; none when the index is down, `text` has no words, or nothing is
    close (floor=True)."""
    try:
        return index().query(
            text,
            top_k=top_k,
            department=department,
            language=language,
            age_group=age_group,
            exclude=exclude,
            floor=floor,
        )
    except BadInput:
        return ()
    except (IndexUnavailable, ModelUnavailable, OSError) as error:
        log.warning("index.unavailable action=query error=%s", type(error).__name__)
        return ()
