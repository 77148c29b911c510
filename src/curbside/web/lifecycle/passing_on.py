"""Handing a question to others, taking it on, putting it off, or declining it: one, or several from the list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Doctor, Role
from curbside.web.accounts.queries import Viewer, answering_doctors
from curbside.web.answers import actions as answers
from curbside.web.answers import opinions
from curbside.web.answers.models import HandOverReason
from curbside.web.answers.queries import may_answer
from curbside.web.audit.actions import record
from curbside.web.lifecycle.claiming import not_in_other_hands
from curbside.web.lifecycle.persons import doctor_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.telling import tell_asker
from curbside.web.lifecycle.timing import resumed_due
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage
from curbside.web.rota.queries import is_on_duty

LONGEST_SNOOZE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class BulkResult:
    """How many were done, and why the others were not, each reason once."""

    done: int
    refused: tuple[str, ...]


def decline_question(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """Not for this service. `reason` is shown to the asker, so it must say what they can do instead."""
    if not reason.strip():
        raise BadInput("Say why, in words the asker can use: what they should do instead.")
    _staff(viewer)
    not_in_other_hands(question, viewer, now=now)
    with transaction.atomic():
        questions.move(
            question,
            to=Stage.DECLINED,
            allowed=[Stage.WAITING, Stage.RECEIVED],
            closed_reason=reason[:300],
            paused_at=None,
        )
        questions.close_ask_back(question, now=now)
        answers.free_claim(question)
        record("question.decline", name_of(question), actor=viewer.actor, now=now)
        tell_asker(question, now=now)


def hand_over(question: Question, viewer: Viewer, department_id: str, *, reason: str, now: datetime) -> None:
    """To another department's queue; the claim is given up, the clock goes on in the new department's hours."""
    _hand(question, viewer, department_id=department_id, doctor=None, reason=reason, now=now)


def hand_to_doctor(question: Question, viewer: Viewer, doctor: Doctor, *, reason: str, now: datetime) -> None:
    """To one person, who is told; it stays in the department's list. Raises NotAllowed for somebody off duty."""
    if not answering_doctors(now.date()).filter(pk=doctor.pk).exists() or not is_on_duty(doctor.pk, now):
        raise NotAllowed("This colleague is off duty now. Hand it to somebody else, or to a department.")
    _hand(question, viewer, department_id=question.department_id, doctor=doctor, reason=reason, now=now)


def _hand(
    question: Question, viewer: Viewer, *, department_id: str | None, doctor: Doctor | None, reason: str, now: datetime
) -> None:
    _staff(viewer)
    if reason not in HandOverReason.values:
        raise BadInput("Choose why you hand it over.")
    not_in_other_hands(question, viewer, now=now)
    came_from = question.department_id
    due_at = question.due_at if question.paused_at else resumed_due(question, department_id, now=now)
    with transaction.atomic():
        questions.move(
            question,
            to=Stage.WAITING,
            allowed=[Stage.WAITING],
            department_id=department_id,
            preferred_doctor=doctor,
            due_at=due_at,
        )
        answers.free_claim(question)
        opinions.close_opinions(question, now=now)  # whoever answers now asks for their own
        answers.record_hand_over(
            question,
            from_department=came_from,
            to_department=department_id,
            to_doctor=doctor,
            by_doctor_id=viewer.doctor_id,
            reason=HandOverReason(reason),
            now=now,
        )
        if doctor:
            answers.tell_doctor(doctor.pk, question, "handed", by=viewer.name, now=now)
        detail = {"from": came_from, "to": department_id} | ({"doctor": doctor.slug} if doctor else {})
        record("question.hand_over", name_of(question), actor=viewer.actor, now=now, reason=reason, detail=detail)


def assign_to_me(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """Mine to answer, without holding it yet. Raises NotAllowed when off duty or of another department."""
    doctor = doctor_of(viewer)
    if not may_answer(viewer, question):
        raise NotAllowed("Some of these belong to another department.")
    if not is_on_duty(doctor.pk, now):
        raise NotAllowed("You are off duty now. Change that under My hours to take questions.")
    not_in_other_hands(question, viewer, now=now)
    with transaction.atomic():
        questions.move(question, to=Stage.WAITING, allowed=[Stage.WAITING], preferred_doctor=doctor)
        record("question.assign", name_of(question), actor=viewer.actor, now=now)


def snooze_question(question: Question, viewer: Viewer, *, until: datetime, now: datetime) -> None:
    """Out of my lists until then. The clock runs on, and colleagues see it; my claim is given back."""
    doctor = doctor_of(viewer)
    if not now < until <= now + LONGEST_SNOOZE:
        raise BadInput("Choose a time in the future, at most two weeks ahead.")
    with transaction.atomic():
        answers.snooze(question, doctor, until)
        answers.release_claim(question, doctor)
        record("question.snooze", name_of(question), actor=viewer.actor, now=now)


def wake_question(question: Question, viewer: Viewer, *, now: datetime) -> None:
    with transaction.atomic():
        answers.wake(question, doctor_of(viewer))
        record("question.wake", name_of(question), actor=viewer.actor, now=now)


def do_to_all(chosen: Iterable[Question], deed: Callable[[Question], None]) -> BulkResult:
    """One deed to each; what cannot be done to one does not stand in the way of the others."""
    done, refused = 0, []
    for question in chosen:
        try:
            deed(question)
            done += 1
        except BadInput as error:
            refused.append(str(error))
    return BulkResult(done, tuple(dict.fromkeys(refused)))


def add_note(question: Question, viewer: Viewer, text: str, *, now: datetime) -> None:
    """A word among colleagues: never sent, never published, erased with the question."""
    _staff(viewer)
    if not text.strip():
        raise BadInput("Write the note first.")
    with transaction.atomic():
        answers.add_note(question, viewer.name, text.strip()[:2000], now=now)
        record("question.note", name_of(question), actor=viewer.actor, now=now)


def see_notices(viewer: Viewer, *, now: datetime) -> None:
    answers.see_notices(doctor_of(viewer).pk, now=now)


def _staff(viewer: Viewer) -> None:
    if viewer.doctor_id is None and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a doctor or a moderator can do this.")
