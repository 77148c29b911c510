"""Who holds a question: taking it, taking it over, giving it back, and who is reading it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from curbside.web.accounts.models import Doctor, Role
from curbside.web.accounts.queries import Viewer
from curbside.web.answers import actions as answers
from curbside.web.answers.models import Claim
from curbside.web.answers.queries import may_answer, taken_today
from curbside.web.audit.actions import record
from curbside.web.lifecycle.persons import doctor_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage
from curbside.web.rota.queries import desk_choice, is_on_duty


def claim_question(question: Question, viewer: Viewer, *, now: datetime) -> Claim:
    """Take the question exclusively, or renew. Raises NotAllowed, StageConflict, ClaimLost."""
    doctor = doctor_of(viewer)
    former = _holder(question)
    if former != doctor.pk:
        _may_take(question, viewer, doctor, now=now)
    with transaction.atomic():
        _still_waits(question)
        claim = answers.take_claim(question, doctor, now=now)
        if former not in (None, doctor.pk):  # their time had run out
            answers.tell_doctor(former, question, "taken", by=viewer.name, now=now)
        record("question.claim", name_of(question), actor=viewer.actor, now=now)
    return claim


def take_over_question(question: Question, viewer: Viewer, *, now: datetime) -> Claim:
    """Relieve a colleague who has stopped typing; they are told, and keep their draft. Raises as claim_question."""
    doctor = doctor_of(viewer)
    _may_take(question, viewer, doctor, now=now)
    held = Claim.objects.filter(question=question, doctor__isnull=False, expires_at__gt=now).first()
    if held is None or held.doctor_id in (None, doctor.pk):
        return claim_question(question, viewer, now=now)
    former = int(held.doctor_id or 0)
    if held.taken_at is not None and now - held.taken_at < settings.TAKE_OVER_AFTER:
        raise answers.ClaimLost("Your colleague is typing. You can take over when they have stopped for a while.")
    with transaction.atomic():
        _still_waits(question)
        claim = answers.take_over_claim(question, doctor, former, now=now)
        answers.tell_doctor(former, question, "taken", by=viewer.name, now=now)
        record("question.take_over", name_of(question), actor=viewer.actor, now=now)
    return claim


def _may_take(question: Question, viewer: Viewer, doctor: Doctor, *, now: datetime) -> None:
    if not may_answer(viewer, question):
        raise NotAllowed("This question belongs to another department. Hand it over, or ask a colleague there.")
    if question.stage != Stage.WAITING:
        raise questions.StageConflict("This question is no longer waiting for an answer.")
    if not is_on_duty(doctor.pk, now):
        raise NotAllowed("You are off duty now. Change that under My hours to take questions.")
    cap = desk_choice(doctor.pk).daily_cap
    if cap is not None and question.urgency == "routine" and taken_today(doctor.pk, now=now) >= cap:
        raise NotAllowed("You have reached the number of questions you set for a day. Urgent ones are not counted.")


def _still_waits(question: Question) -> None:
    """Asked again inside the transaction: an erased or answered question is nobody's to claim."""
    if not Question.objects.filter(pk=question.pk, stage=Stage.WAITING).exists():
        raise questions.StageConflict("This question is no longer waiting for an answer.")


def _holder(question: Question) -> int | None:
    return Claim.objects.filter(question=question).values_list("doctor_id", flat=True).first()


def release_question(question: Question, viewer: Viewer, *, now: datetime) -> None:
    with transaction.atomic():
        answers.release_claim(question, doctor_of(viewer))
        record("question.release", name_of(question), actor=viewer.actor, now=now)


def note_reading(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """A doctor has the case open: colleagues see it in the list and on the page for a short while."""
    if viewer.doctor_id is not None and question.stage == Stage.WAITING:
        answers.note_reading(question, viewer.doctor_id, now=now)


def not_in_other_hands(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """A colleague who is writing keeps the question; only a moderator or administrator may take it away."""
    held = Claim.objects.filter(question=question, doctor__isnull=False, expires_at__gt=now)
    others = held.exclude(doctor_id=viewer.doctor_id or 0).exists()
    if others and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise answers.ClaimLost("Another doctor is answering this question. Ask them, or a moderator.")
