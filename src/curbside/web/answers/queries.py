"""Who holds what, who reads what, and how long people wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import Any

from curbside.web.accounts.models import Doctor
from curbside.web.accounts.queries import Viewer, answering_doctors
from curbside.web.answers.models import Answer, Claim, InternalNote, Reading, ReplyDraft, ReplyVersion
from curbside.web.questions.models import Question
from curbside.web.rota.queries import off_duty

SAMPLE = 200
# Fewer people than this are a small group (k-anonymity, as in the statistics), and say little about the next wait.
FEWEST = 10
ALL_DEPARTMENTS = ""
# A page that is open tells so every 20 seconds; without JavaScript opening it counts for this long.
READING_LASTS = timedelta(minutes=2)


def draft_of(question: Question, viewer: Viewer) -> ReplyDraft | None:
    if viewer.doctor_id is None:
        return None
    return ReplyDraft.objects.filter(question=question, doctor_id=viewer.doctor_id).first()


@dataclass(frozen=True, slots=True)
class Origin:
    """What a draft was made with: ids of text-block versions, refs of published answers, the draft by software."""

    blocks: list[int]
    reused: list[str]
    drafted: dict[str, Any]


def draft_origin(question: Question, doctor_id: int) -> Origin:
    found = ReplyDraft.objects.filter(question=question, doctor_id=doctor_id).values_list("origin", flat=True).first()
    found = found or {}
    return Origin(list(found.get("blocks", [])), list(found.get("reused", [])), dict(found.get("drafted", {})))


def versions_of(question: Question, viewer: Viewer, *, limit: int = 20) -> list[ReplyVersion]:
    """What this doctor's draft said earlier, newest first."""
    return list(ReplyVersion.objects.filter(question=question, doctor_id=viewer.doctor_id or 0)[:limit])


def readers(questions: Iterable[int], viewer: Viewer, *, now: datetime) -> dict[int, list[str]]:
    """Names of colleagues who have a case open, by question id. One query."""
    open_now = Reading.objects.filter(question_id__in=list(questions), seen_at__gt=now - READING_LASTS)
    found: dict[int, list[str]] = {}
    others = open_now.exclude(doctor_id=viewer.doctor_id or 0).order_by("seen_at")
    for question_id, name in others.values_list("question_id", "doctor__name"):
        found.setdefault(question_id, []).append(name)
    return found


def notes_of(question: Question) -> list[InternalNote]:
    return list(InternalNote.objects.filter(question=question))


def taken_today(doctor_id: int, *, now: datetime) -> int:
    """Answers signed since midnight UTC and questions held now."""
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    signed = Answer.objects.filter(doctor_id=doctor_id, signed_at__gte=since).count()
    return signed + Claim.objects.filter(doctor_id=doctor_id, expires_at__gt=now).count()


def colleagues(department_id: str | None, viewer: Viewer, *, now: datetime) -> list[Doctor]:
    """Doctors of a department who are on duty: to whom a question can be handed. Three queries."""
    doctors = answering_doctors(now.date()).filter(
        affiliations__department_id=department_id, affiliations__until__isnull=True
    )
    resting = off_duty(now)
    others = doctors.exclude(pk=viewer.doctor_id or 0).order_by("name").distinct()
    return [doctor for doctor in others if doctor.pk not in resting]


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
    """Median hours from ask to signature over the department's last answers; `otherwise` with fewer than FEWEST."""
    recent = Answer.objects.order_by("-signed_at")
    if department_id:
        recent = recent.filter(department_id=department_id)
    pairs = recent.values_list("question__asked_at", "signed_at")[:SAMPLE]
    hours = [(signed - asked).total_seconds() / 3600 for asked, signed in pairs]
    return round(median(hours), 1) if len(hours) >= FEWEST else otherwise
