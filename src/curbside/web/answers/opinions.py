"""Second opinions: who is asked, what is open for whom, and what came back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from curbside.errors import BadInput
from curbside.web.accounts.models import Doctor
from curbside.web.accounts.queries import Viewer, answering_doctors
from curbside.web.answers.models import SecondOpinion
from curbside.web.questions.models import Question, Stage
from curbside.web.rota.queries import away


class OpinionAsked(BadInput):
    """An opinion about this question is open."""


def open_opinions() -> QuerySet[SecondOpinion]:
    """What somebody still waits for, oldest first."""
    waiting = SecondOpinion.objects.filter(replied_at=None, closed_at=None, question__stage=Stage.WAITING)
    return waiting.order_by("pk")


def opinions_for(viewer: Viewer) -> QuerySet[SecondOpinion]:
    """Open ones this doctor can give: asked of them by name, or of one of their departments by somebody else."""
    me = viewer.doctor_id or 0
    mine = Q(to_doctor_id=me) | Q(to_department_id__in=viewer.departments)
    return open_opinions().filter(mine).exclude(asked_by_id=me)


def is_open(opinion: SecondOpinion, question: Question) -> bool:
    """What open_opinions asks of a row, for one at hand."""
    return opinion.replied_at is None and opinion.closed_at is None and question.stage == Stage.WAITING


def is_asked_of(opinion: SecondOpinion, viewer: Viewer) -> bool:
    """What opinions_for asks of a row, for one at hand."""
    if viewer.doctor_id is None or opinion.asked_by_id == viewer.doctor_id:
        return False
    return opinion.to_doctor_id == viewer.doctor_id or opinion.to_department_id in viewer.departments


def opinions_about(question: Question) -> list[SecondOpinion]:
    """All that were asked about a question, oldest first. One query."""
    found = SecondOpinion.objects.filter(question=question)
    return list(found.select_related("asked_by", "to_doctor", "to_department", "replied_by"))


def opinions_of_nobody(now: datetime) -> QuerySet[SecondOpinion]:
    """Open ones that nobody can give any more: the colleague is away or may not answer, the department is empty."""
    here = answering_doctors(now.date()).exclude(pk__in=away(now))
    staffed = here.filter(affiliations__until__isnull=True).values("affiliations__department_id")
    by_person = Q(to_doctor__isnull=False) & ~Q(to_doctor__in=here)
    by_department = Q(to_department__isnull=False) & ~Q(to_department__in=staffed)
    return open_opinions().filter(by_person | by_department).select_related("question")


def ask_opinion(
    question: Question, doctor: Doctor, ask: str, *, to_doctor: Doctor | None, department_id: str | None, now: datetime
) -> SecondOpinion:
    """Raises OpinionAsked while an earlier one is open."""
    try:
        with transaction.atomic():
            return SecondOpinion.objects.create(
                question=question,
                asked_by=doctor,
                to_doctor=to_doctor,
                to_department_id=department_id,
                ask=ask,
                asked_at=now,
            )
    except IntegrityError as error:
        raise OpinionAsked("An opinion has been asked for already. Wait for it, or take it back first.") from error


def give_opinion(opinion: SecondOpinion, doctor: Doctor, text: str, *, now: datetime) -> bool:
    """One guarded statement. False when a colleague was quicker or nobody waits for it any more."""
    waiting = open_opinions().filter(pk=opinion.pk).values("pk")
    given = SecondOpinion.objects.filter(pk__in=waiting)
    return bool(given.update(reply=text, replied_by=doctor, replied_at=now))


def close_opinions(question: Question, *, now: datetime) -> int:
    """Nobody waits for an opinion about this question any more. Returns how many were open."""
    waiting = SecondOpinion.objects.filter(question=question, replied_at=None, closed_at=None)
    return waiting.update(closed_at=now)
