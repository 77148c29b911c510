"""Sentences that lean on what is no longer live: a topic's claim, or a published answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from curbside.web.drafts.models import Explanation, ExplanationState

Live = Mapping[str, frozenset[str]]
# Those a sentence is taken out of.
OPEN = (ExplanationState.DRAFT, ExplanationState.APPROVED, ExplanationState.WAITING)


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
    return _leave_out(Explanation.objects.filter(state__in=OPEN), lambda sentences: still_grounded(sentences, live))


def drop_citations(ref: str) -> int:
    """Take sentences that cite the published answer `ref` out of explanations, as drop_stale does. Returns how many
    changed."""
    # the column as text, so that the database and not this process reads them all
    words = Explanation.objects.filter(state__in=OPEN).annotate(words=Cast("sentences", TextField()))
    citing = words.filter(words__contains=f'"{ref}"')
    return _leave_out(citing, lambda sentences: [each for each in sentences if not cites(each, ref)])


def _leave_out(rows: QuerySet[Explanation], kept_of: Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]]) -> int:
    changed = 0
    for row in rows.only("pk", "state", "sentences").iterator(chunk_size=500):
        kept = kept_of(row.sentences)
        if len(kept) < len(row.sentences):
            forgotten = {"reply_hash": ""} if row.state == ExplanationState.DRAFT else {"rebuild_due": True}
            Explanation.objects.filter(pk=row.pk).update(sentences=kept, **forgotten)
            changed += 1
    return changed


def cites(sentence: Mapping[str, Any], ref: str) -> bool:
    return any((source["kind"], source["ref"]) == ("answer", ref) for source in sentence["sources"])
