"""Asking the person back: the clock stands, one reminder, a kind end, and a way to go on."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from curbside.clinical.privacy import redact
from curbside.clinical.urgency import Urgency, screen
from curbside.errors import BadInput
from curbside.web.accounts.queries import Viewer
from curbside.web.answers import actions as answers
from curbside.web.answers.queries import may_answer
from curbside.web.audit.actions import record
from curbside.web.drafts import actions as drafts
from curbside.web.lifecycle.persons import asker_of, doctor_of, name_of
from curbside.web.lifecycle.refusals import EmergencyStop, NotAllowed
from curbside.web.lifecycle.telling import tell_asker
from curbside.web.lifecycle.timing import due_moment, resumed_due
from curbside.web.questions import actions as questions
from curbside.web.questions.models import AskBack, ConsentKind, Question, Stage
from curbside.web.questions.queries import ask_backs_to_close, ask_backs_to_remind, has_live_consent

LONGEST = 2000
CLOSED_KINDLY = (
    "The doctor asked you something and has not heard from you. Nothing is lost: write your reply on this page and the"
    " question goes back to a doctor."
)


def ask_back(question: Question, viewer: Viewer, text: str, *, now: datetime) -> AskBack:
    """Ask what is missing; the claim is given back and the clock stands until the person replies.

    Raises ClaimLost, BadInput, StageConflict.
    """
    doctor = doctor_of(viewer)
    if not text.strip():
        raise BadInput("Write what you need to know.")
    if question.urgency == Urgency.EMERGENCY:
        raise NotAllowed("An emergency does not wait for a reply. Answer now, with what is known.")
    with transaction.atomic():
        answers.require_claim(question, doctor, now=now)
        asked = questions.ask_back(question, doctor, text.strip()[:LONGEST], now=now)
        questions.move(question, to=Stage.WAITING, allowed=[Stage.WAITING], preferred_doctor=doctor)
        answers.release_claim(question, doctor)
        record("question.ask_back", name_of(question), actor=viewer.actor, now=now)
        tell_asker(question, now=now, about=f"ask-back-{asked.pk}")
    return asked


def take_back_ask(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """The doctor can answer without it: the clock runs on."""
    doctor_of(viewer)
    if not may_answer(viewer, question):
        raise NotAllowed("This question belongs to another department.")
    with transaction.atomic():
        due_at = resumed_due(question, question.department_id, now=now)
        if questions.close_ask_back(question, now=now):
            questions.run_clock(question, due_at)
            record("question.ask_back_taken_back", name_of(question), actor=viewer.actor, now=now)


def reply_to_doctor(asked: AskBack, text: str, *, acknowledged_emergency: bool, now: datetime) -> None:
    """The person replies: screened and de-identified like a question; the clock runs on with what was left of it.

    Works after the kind end too. Raises EmergencyStop (nothing stored), BadInput, NotAllowed.
    """
    question = asked.question
    if not text.strip():
        raise BadInput("Write your reply. A few words are enough.")
    if len(text) > settings.MAX_TEXT_CHARS:
        raise BadInput(f"Your text is longer than {settings.MAX_TEXT_CHARS} characters. Shorten it.")
    _may_reply(asked)
    years = drafts.band_years(question.age_band)
    screening = screen(
        f"{question.body}\n\n{text}",
        age_years=years,
        sex=question.sex or None,
        subject=question.subject,
        pregnant=question.pregnant,
    )
    if screening.urgency is Urgency.EMERGENCY and not acknowledged_emergency and question.urgency != "emergency":
        raise EmergencyStop(screening)
    with transaction.atomic():
        if not questions.keep_reply(asked, reply=redact(text).text, original=text, now=now):
            return  # sent twice
        if question.stage == Stage.DECLINED:
            _reopen(question, now=now)
        else:
            questions.run_clock(question, resumed_due(question, question.department_id, now=now))
        urgency = screening.urgency.value
        reasons = [
            {"rule": r.rule, "title": r.title, "level": r.level.value, "advice": r.advice} for r in screening.reasons
        ]
        due_at = due_moment(urgency, question.department_id, since=now)
        questions.raise_urgency(question, screening.urgency, reasons, due_at)
        record("question.reply_to_doctor", name_of(question), actor=asker_of(question), now=now)


def can_reply(asked: AskBack) -> bool:
    """Whether a doctor would read a reply: while the clock stands for it, and after the kind end."""
    question = asked.question
    waits = question.stage == Stage.WAITING and question.paused_at is not None and asked.closed_at is None
    ended_kindly = question.stage == Stage.DECLINED and question.closed_reason == CLOSED_KINDLY
    return not asked.replied_at and (waits or ended_kindly) and has_live_consent(question, ConsentKind.ANSWER)


def _may_reply(asked: AskBack) -> None:
    if not can_reply(asked):
        raise NotAllowed("This has been settled in the meantime. You can ask a new question.")


def _reopen(question: Question, *, now: datetime) -> None:
    due_at = due_moment(question.urgency, question.department_id, since=now)
    questions.move(
        question, to=Stage.WAITING, allowed=[Stage.DECLINED], closed_reason="", paused_at=None, due_at=due_at
    )


def remind_and_close(*, now: datetime) -> int:
    """One reminder, and after a while the kind end. Returns how many people were told. Done twice, it does no harm."""
    told = 0
    for asked in ask_backs_to_close(now - settings.ASK_BACK_CLOSE)[:100]:
        told += _close_kindly(asked, now=now)
    for asked in ask_backs_to_remind(now - settings.ASK_BACK_REMIND)[:100]:
        with transaction.atomic():
            if questions.note_reminder(asked, now=now):
                tell_asker(asked.question, now=now, about=f"ask-back-again-{asked.pk}")
                told += 1
    return told


def _close_kindly(asked: AskBack, *, now: datetime) -> int:
    question = asked.question
    try:
        with transaction.atomic():
            questions.move(
                question, to=Stage.DECLINED, allowed=[Stage.WAITING], closed_reason=CLOSED_KINDLY, paused_at=None
            )
            questions.close_ask_back(question, now=now)
            answers.free_claim(question)
            record("question.close_kindly", name_of(question), actor="system", now=now)
            tell_asker(question, now=now, about=f"closed-{asked.pk}")
    except questions.StageConflict:
        return 0
    return 1
