"""Letting a language model add to an open More info: in the worker, on de-identified text, never for a reader."""

from datetime import datetime

from django_tasks import task

from curbside.web.accounts.models import Doctor
from curbside.web.answers.models import ReplyDraft
from curbside.web.audit.actions import record
from curbside.web.drafts.model_calls import endpoint, improve_explanation
from curbside.web.lifecycle.evidence import citable
from curbside.web.lifecycle.minding_topics import use_live_topics
from curbside.web.lifecycle.persons import case_reply, name_of, post_of
from curbside.web.questions.models import Question, Stage


def model_is_on() -> bool:
    """Has the operator set up a language model?"""
    return endpoint() is not None


def ask_model_later(question: Question, doctor: Doctor) -> None:
    """Wake the worker to ask the model about what this doctor has written. Nothing happens while none is set up."""
    if model_is_on():
        improve_task.enqueue(question.pk, doctor.pk)


@task()
def improve_task(question_id: int, doctor_id: int) -> None:
    """Arguments are ids: the text is read from the database when the worker comes to it, erased or not."""
    from django.utils import timezone

    question = Question.objects.filter(pk=question_id, stage=Stage.WAITING).first()
    draft = ReplyDraft.objects.select_related("doctor").filter(question=question_id, doctor=doctor_id).first()
    if question and draft:
        improve_more_info(question, draft, now=timezone.now())


def improve_more_info(question: Question, draft: ReplyDraft, *, now: datetime) -> bool:
    """Add what the model says and the verifier supports to this draft's More info. False when nothing was added."""
    use_live_topics()
    reply = case_reply(draft.text, draft.doctor, post_of(question, draft.doctor, now))
    added = improve_explanation(question, reply, citable(question, draft.text), now=now)
    if added:
        record("explanation.improve", name_of(question), actor="system", now=now)
    return added
