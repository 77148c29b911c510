"""Who holds a question: taking it and giving it back."""

from datetime import datetime

from django.db import transaction

from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import Viewer
from curbside.web.answers import actions as answers
from curbside.web.answers.models import Claim
from curbside.web.answers.queries import may_answer
from curbside.web.audit.actions import record
from curbside.web.lifecycle.persons import doctor_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage


def claim_question(question: Question, viewer: Viewer, *, now: datetime) -> Claim:
    """Take the question exclusively, or renew. Raises NotAllowed, StageConflict, ClaimLost."""
    doctor = doctor_of(viewer)
    if not may_answer(viewer, question):
        raise NotAllowed("This question belongs to another department. Hand it over, or ask a colleague there.")
    if question.stage != Stage.WAITING:
        raise questions.StageConflict("This question is no longer waiting for an answer.")
    with transaction.atomic():
        claim = answers.take_claim(question, doctor, now=now)
        record("question.claim", name_of(question), actor=viewer.actor, now=now)
    return claim


def release_question(question: Question, viewer: Viewer, *, now: datetime) -> None:
    with transaction.atomic():
        answers.release_claim(question, doctor_of(viewer))
        record("question.release", name_of(question), actor=viewer.actor, now=now)


def not_in_other_hands(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """A colleague who is writing keeps the question; only a moderator or administrator may take it away."""
    held = Claim.objects.filter(question=question, doctor__isnull=False, expires_at__gt=now)
    others = held.exclude(doctor_id=viewer.doctor_id or 0).exists()
    if others and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise answers.ClaimLost("Another doctor is answering this question. Ask them, or a moderator.")
