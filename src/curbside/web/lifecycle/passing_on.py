"""Handing a question to others, or declining it."""

from datetime import datetime

from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import Claim
from curbside.web.audit.actions import record
from curbside.web.lifecycle.claiming import not_in_other_hands
from curbside.web.lifecycle.persons import name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.telling import tell_asker
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage


def decline_question(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """Not for this service. `reason` is shown to the asker, so it must say what they can do instead."""
    if not reason.strip():
        raise BadInput("Say why, in words the asker can use: what they should do instead.")
    if viewer.doctor_id is None and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a doctor or a moderator can decline a question.")
    not_in_other_hands(question, viewer, now=now)
    with transaction.atomic():
        questions.move(question, to=Stage.DECLINED, allowed=[Stage.WAITING, Stage.RECEIVED], closed_reason=reason[:300])
        record("question.decline", name_of(question), actor=viewer.actor, now=now)
        tell_asker(question, now=now)


def hand_over(question: Question, viewer: Viewer, department_id: str, *, reason: str, now: datetime) -> None:
    """To another department's queue; the claim is given up."""
    if viewer.doctor_id is None and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a doctor or a moderator can hand a question over.")
    not_in_other_hands(question, viewer, now=now)
    with transaction.atomic():
        came_from = question.department_id
        questions.move(
            question,
            to=Stage.WAITING,
            allowed=[Stage.WAITING],
            department_id=department_id,
            preferred_doctor=None,
        )
        Claim.objects.filter(question=question).update(doctor=None, taken_at=None, expires_at=None)
        record(
            "question.hand_over",
            name_of(question),
            actor=viewer.actor,
            now=now,
            reason=reason,
            detail={"from": came_from, "to": department_id},
        )
