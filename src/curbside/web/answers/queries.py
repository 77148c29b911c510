"""The desk's lists, and how long people wait."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

from django.db.models import Count, Q, QuerySet

from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import Answer, ReplyDraft
from curbside.web.questions.models import Question, Stage
from curbside.web.questions.queries import visible_questions

QUEUES = ("department", "mine", "follow-ups", "overdue", "all")
SAMPLE = 200
# A median of fewer says nothing about the next wait.
FEWEST = 5
ALL_DEPARTMENTS = ""


def _narrowing(viewer: Viewer, *, now: datetime) -> dict[str, Q]:
    return {
        "department": Q(department_id__in=viewer.departments) | Q(preferred_doctor_id=viewer.doctor_id),
        "mine": Q(claim__doctor_id=viewer.doctor_id, claim__expires_at__gt=now),
        "follow-ups": Q(root__isnull=False),
        "overdue": Q(due_at__lte=now),
        "all": Q(),
    }


def queue(viewer: Viewer, name: str, *, now: datetime) -> QuerySet[Question]:
    """Questions waiting for a doctor, most urgent first, then by clock left. `name` is one of QUEUES."""
    waiting = visible_questions(viewer).filter(_narrowing(viewer, now=now)[name], stage=Stage.WAITING)
    ordered = waiting.order_by("urgency_rank", "due_at", "id")
    return ordered.select_related("department", "claim__doctor", "preferred_doctor", "preparation")


def queue_counts(viewer: Viewer, *, now: datetime) -> dict[str, int]:
    """How many wait in each queue: one query."""
    waiting = visible_questions(viewer).filter(stage=Stage.WAITING)
    counts = {
        name.replace("-", "_"): Count("pk", filter=narrow, distinct=True) if narrow else Count("pk", distinct=True)
        for name, narrow in _narrowing(viewer, now=now).items()
    }
    found = waiting.aggregate(**counts)
    return {name: found[name.replace("-", "_")] for name in QUEUES}


def draft_of(question: Question, viewer: Viewer) -> ReplyDraft | None:
    if viewer.doctor_id is None:
        return None
    return ReplyDraft.objects.filter(question=question, doctor_id=viewer.doctor_id).first()


def may_answer(viewer: Viewer, question: Question) -> bool:
    """A doctor answers for their own departments, and for questions that name them or have no department yet."""
    if viewer.doctor_id is None:
        return False
    return (
        question.department_id is None
        or question.department_id in viewer.departments
        or question.preferred_doctor_id == viewer.doctor_id
    )


@dataclass(frozen=True, slots=True)
class Wait:
    """Hours from ask to signature over recent answers: half were quicker than the one, nine in ten than the other."""

    median_hours: float
    p90_hours: float
    answers: int


def waits_by_department() -> dict[str, Wait]:
    """By department id, and under ALL_DEPARTMENTS for all; none with fewer than FEWEST answers. One query."""
    recent = Answer.objects.order_by("-signed_at").values_list("department_id", "question__asked_at", "signed_at")
    hours: dict[str, list[float]] = {}
    for department_id, asked, signed in recent[: SAMPLE * 20]:
        waited = (signed - asked).total_seconds() / 3600
        hours.setdefault(ALL_DEPARTMENTS, []).append(waited)
        hours.setdefault(department_id, []).append(waited)
    return {id: wait_of(values) for id, values in hours.items() if len(values) >= FEWEST}


def wait_of(hours: list[float]) -> Wait:
    """`hours` waited for each answer, at least one."""
    ninth = quantiles(hours, n=10, method="inclusive")[-1] if len(hours) > 1 else hours[0]
    return Wait(median_hours=round(median(hours), 1), p90_hours=round(ninth, 1), answers=len(hours))


def expected_hours(department_id: str | None, *, otherwise: float) -> float:
    """Median hours from ask to signature over the department's last answers; `otherwise` with fewer than five."""
    recent = Answer.objects.order_by("-signed_at")
    if department_id:
        recent = recent.filter(department_id=department_id)
    pairs = recent.values_list("question__asked_at", "signed_at")[:SAMPLE]
    hours = [(signed - asked).total_seconds() / 3600 for asked, signed in pairs]
    return round(median(hours), 1) if len(hours) >= FEWEST else otherwise
