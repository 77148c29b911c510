"""A doctor asks a colleague before signing: the question and its clock stay with the one who asks."""

from datetime import datetime

from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Doctor
from curbside.web.accounts.queries import Viewer, answering_doctors
from curbside.web.answers import actions as answers
from curbside.web.answers import opinions
from curbside.web.answers.models import Claim, SecondOpinion
from curbside.web.answers.queries import colleagues
from curbside.web.audit.actions import record
from curbside.web.lifecycle.persons import doctor_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage
from curbside.web.rota.queries import is_on_duty

LONGEST = 2000


def ask_opinion(
    question: Question,
    viewer: Viewer,
    ask: str,
    *,
    to_doctor: Doctor | None = None,
    department_id: str | None = None,
    now: datetime,
) -> SecondOpinion:
    """Ask one colleague, or whoever is on duty in a department. The question stays promised to the doctor who asks,
    even when their claim runs out while they wait; the clock runs on.

    Raises ClaimLost, NotAllowed, BadInput, OpinionAsked.
    """
    doctor = doctor_of(viewer)
    if not ask.strip():
        raise BadInput("Write what you would like to know from your colleague.")
    if (to_doctor is None) == (not department_id):
        raise BadInput("Choose one colleague or one department.")
    _somebody_is_there(viewer, to_doctor, department_id, now=now)
    with transaction.atomic():
        answers.require_claim(question, doctor, now=now)
        opinion = opinions.ask_opinion(
            question, doctor, ask.strip()[:LONGEST], to_doctor=to_doctor, department_id=department_id, now=now
        )
        questions.move(question, to=Stage.WAITING, allowed=[Stage.WAITING], preferred_doctor=doctor)
        detail = {"doctor": to_doctor.slug} if to_doctor else {"department": department_id}
        record("opinion.ask", name_of(question), actor=viewer.actor, now=now, detail=detail)
    return opinion


def _somebody_is_there(viewer: Viewer, to_doctor: Doctor | None, department_id: str | None, *, now: datetime) -> None:
    if to_doctor is None:
        if not colleagues(department_id, viewer, now=now):
            raise NotAllowed("Nobody else of this department is on duty now. Ask another one, or a colleague.")
    elif to_doctor.pk == viewer.doctor_id:
        raise NotAllowed("A second opinion is somebody else's.")
    elif not answering_doctors(now.date()).filter(pk=to_doctor.pk).exists() or not is_on_duty(to_doctor.pk, now):
        raise NotAllowed("This colleague is off duty now. Ask somebody else, or a department.")


def give_opinion(opinion: SecondOpinion, viewer: Viewer, text: str, *, now: datetime) -> None:
    """The colleague's words go to the case, and whoever has the question is told. Never sent, never published.

    Raises NotAllowed, BadInput, StageConflict.
    """
    doctor = doctor_of(viewer)
    if not opinions.is_asked_of(opinion, viewer):
        raise NotAllowed("You were not asked for this opinion. Write a note on the case instead.")
    if not text.strip():
        raise BadInput("Write your opinion first.")
    with transaction.atomic():
        if not opinions.give_opinion(opinion, doctor, text.strip()[:LONGEST], now=now):
            raise questions.StageConflict("A colleague was quicker, or nobody waits for this opinion any more.")
        for reader in _who_waits(opinion):
            answers.tell_doctor(reader, opinion.question, "opinion", by=viewer.name, now=now)
        record("opinion.give", name_of(opinion.question), actor=viewer.actor, now=now)


def _who_waits(opinion: SecondOpinion) -> set[int]:
    """The doctor who asked, and whoever has taken the question over since."""
    holder = Claim.objects.filter(question=opinion.question).values_list("doctor_id", flat=True).first()
    return {who for who in (opinion.asked_by_id, holder) if who}


def take_back_opinion(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """Whoever holds the question goes on without it. Raises ClaimLost."""
    doctor = doctor_of(viewer)
    with transaction.atomic():
        answers.require_claim(question, doctor, now=now)
        if opinions.close_opinions(question, now=now):
            record("opinion.take_back", name_of(question), actor=viewer.actor, now=now)


def end_opinions_of_nobody(*, now: datetime) -> int:
    """What nobody can give any more ends, and the doctor who asked is told. Returns how many."""
    ended = 0
    for opinion in opinions.opinions_of_nobody(now)[:200]:
        with transaction.atomic():
            if opinions.close_opinions(opinion.question, now=now):
                answers.tell_doctor(opinion.asked_by_id, opinion.question, "no-opinion", by="", now=now)
                record("opinion.end", name_of(opinion.question), actor="system", now=now, reason="off-duty")
                ended += 1
    return ended
