"""More info of published answers, composed anew when what it explains or cites has changed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db.models import QuerySet

from curbside import __version__
from curbside.clinical.case import CaseReply
from curbside.drafting.compose import Explanation as Composed
from curbside.drafting.compose import explain
from curbside.drafting.evidence import Passage
from curbside.web.drafts.actions import case_of, softly
from curbside.web.drafts.models import Explanation, ExplanationState
from curbside.web.drafts.reply_hash import reply_hash
from curbside.web.questions.models import Question, Stage


def call_for_rebuild(question: Question) -> None:
    """What stands for this question is withdrawn; a new one is to be composed."""
    Explanation.objects.filter(question=question).update(state=ExplanationState.WITHDRAWN, rebuild_due=True)


def rebuilds_due() -> QuerySet[Explanation]:
    due = Explanation.objects.filter(rebuild_due=True, question__stage=Stage.PUBLISHED)
    return due.select_related("question").order_by("pk")


def rebuild(row: Explanation, reply: CaseReply, *, citable: Callable[[], Sequence[Passage]], now: datetime) -> bool:
    """Compose More info anew for a published reply. True when something new waits for the doctor's yes."""
    made = softly("explain", lambda: explain(case_of(row.question), reply, answers=citable()), Composed(()))
    stands = [sentence["text"] for sentence in row.sentences] if row.state == ExplanationState.APPROVED else []
    if [sentence.text for sentence in made.sentences] == stands:
        Explanation.objects.filter(pk=row.pk, version=row.version).update(rebuild_due=False)
        return False
    Explanation.objects.filter(pk=row.pk, version=row.version).update(
        state=ExplanationState.WAITING if made.sentences else ExplanationState.WITHDRAWN,
        rebuild_due=False,
        reply_hash=reply_hash(reply.text),
        sentences=[asdict(sentence) for sentence in made.sentences],
        withheld=[asdict(item) for item in made.withheld],
        conflicts=[asdict(item) for item in made.conflicts],
        made_at=now,
        version=row.version + 1,
        engine_version=__version__,
    )
    return bool(made.sentences)


def waiting_explanations() -> QuerySet[Explanation]:
    """Rebuilt ones that wait for the yes of the doctor who signed."""
    waiting = Explanation.objects.filter(state=ExplanationState.WAITING, question__stage=Stage.PUBLISHED)
    return waiting.select_related("question").order_by("made_at")
