"""Sentences that lean on a topic's claim which is no longer live."""

from collections.abc import Mapping, Sequence
from typing import Any

from curbside.web.drafts.models import Explanation, ExplanationState

Live = Mapping[str, frozenset[str]]


def still_grounded(sentences: Sequence[dict[str, Any]], live: Live) -> list[dict[str, Any]]:
    """Those of which every topic claim they cite is among `live` (slug → the claims as they read now)."""
    return [
        sentence
        for sentence in sentences
        if all(s["quote"] in live.get(s["ref"], frozenset()) for s in sentence["sources"] if s["kind"] == "topic")
    ]


def drop_stale(live: Live) -> int:
    """Take ungrounded sentences out of explanations that are open, signed, or wait for a yes. Returns how many changed.

    An open one is composed anew at the next look: its hash is forgotten. The others are called for.
    """
    changed = 0
    states = (ExplanationState.DRAFT, ExplanationState.APPROVED, ExplanationState.WAITING)
    for row in Explanation.objects.filter(state__in=states).only("pk", "state", "sentences").iterator(chunk_size=500):
        kept = still_grounded(row.sentences, live)
        if len(kept) < len(row.sentences):
            forgotten = {"reply_hash": ""} if row.state == ExplanationState.DRAFT else {"rebuild_due": True}
            Explanation.objects.filter(pk=row.pk).update(sentences=kept, **forgotten)
            changed += 1
    return changed
