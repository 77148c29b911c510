"""Which drafts for a reply there are, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from curbside.web.drafts.models import ProposedReply, ProposedReplyState
from curbside.web.questions.models import Question, Stage


def open_proposal_of(question: Question) -> ProposedReply | None:
    """The draft that waits for a doctor's yes or no; None when there is none to show."""
    return ProposedReply.objects.filter(question=question, state=ProposedReplyState.OPEN).exclude(sentences=[]).first()


def open_proposals() -> QuerySet[ProposedReply]:
    """Of questions that wait, with their question."""
    waiting = ProposedReply.objects.filter(state=ProposedReplyState.OPEN, question__stage=Stage.WAITING)
    return waiting.exclude(sentences=[]).select_related("question").order_by("pk")


@dataclass(frozen=True, slots=True)
class ProposalCounts:
    offered: int
    taken: int
    refused: int


def proposal_counts(since: datetime) -> Mapping[str, ProposalCounts]:
    """Department → drafts with words in them made since then, and what became of them. One query."""
    rows = ProposedReply.objects.filter(made_at__gte=since).exclude(sentences=[])
    counted = rows.values("question__department_id").annotate(
        offered=Count("pk"),
        taken=Count("pk", filter=Q(state=ProposedReplyState.TAKEN)),
        refused=Count("pk", filter=Q(state=ProposedReplyState.REFUSED)),
    )
    return {
        row["question__department_id"] or "": ProposalCounts(row["offered"], row["taken"], row["refused"])
        for row in counted.order_by()
    }
