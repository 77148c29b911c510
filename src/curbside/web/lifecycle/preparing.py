"""Everything software can say about a question before a doctor sees it."""

from datetime import datetime

from django.db import transaction
from django_tasks import task

from curbside.web.audit.actions import record
from curbside.web.departments.queries import first_open
from curbside.web.drafts import actions as drafts
from curbside.web.drafts.actions import softly
from curbside.web.drafts.models import Preparation
from curbside.web.lifecycle.drafting_replies import propose_draft
from curbside.web.lifecycle.finding import LIKE_IN_DEPARTMENT
from curbside.web.lifecycle.minding_topics import use_live_topics
from curbside.web.lifecycle.notices import tell_of_urgent
from curbside.web.lifecycle.persons import FALLBACK_DEPARTMENT, name_of
from curbside.web.lifecycle.timing import due_moment
from curbside.web.publishing.queries import is_headline_taken
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage
from curbside.web.similar.queries import propose_similar


@task()
def prepare_task(question_id: int) -> None:
    from django.utils import timezone

    question = Question.objects.filter(pk=question_id, stage=Stage.RECEIVED).first()
    if question:
        prepare_question(question, now=timezone.now())


def prepare_question(question: Question, *, with_draft: bool = True, now: datetime) -> Preparation:
    """Everything software can say about a question, then into the queue. Done twice, it does no harm.

    `with_draft`: a draft for the reply too; a bulk load that brings the replies needs none.
    """
    use_live_topics()
    text = f"{question.title}\n\n{question.body}".strip()
    proposed = propose_similar(text, exclude=[question.ref], floor=False)
    similar = [hit for hit in proposed if hit.score >= LIKE_IN_DEPARTMENT]
    with transaction.atomic():
        preparation = drafts.prepare(question, similar, is_taken=is_headline_taken, now=now)
        routed = first_open([*(each["department"] for each in preparation.routing), FALLBACK_DEPARTMENT])
        if question.stage == Stage.RECEIVED:
            department_id = question.department_id or routed
            questions.move(
                question,
                to=Stage.WAITING,
                allowed=[Stage.RECEIVED],
                prepared_at=now,
                headline=preparation.headline,
                department_id=department_id,
                due_at=due_moment(question.urgency, department_id, since=question.asked_at),
            )
            tell_of_urgent(question, now=now)
        record("question.prepare", name_of(question), actor="system", now=now)
    if with_draft and question.stage == Stage.WAITING:
        softly("draft", lambda: propose_draft(question, now=now), None)
    return preparation
