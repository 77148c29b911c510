"""Erasing everything about a question, everywhere."""

import logging
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from curbside.web.answers import actions as answers
from curbside.web.audit.actions import record
from curbside.web.blocks import actions as blocks
from curbside.web.drafts import actions as drafts
from curbside.web.intake import actions as intake
from curbside.web.lifecycle.persons import asker_of, name_of
from curbside.web.lifecycle.retracting import no_longer_cited
from curbside.web.publishing import actions as publishing
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage
from curbside.web.questions.queries import thread_of
from curbside.web.reviews import actions as reviews
from curbside.web.similar.actions import request_rebuild, take_from_index

log = logging.getLogger(__name__)


def erase_thread(question: Question, *, now: datetime) -> int:
    """Erase every question of the thread. Returns how many."""
    thread = list(thread_of(question))
    with transaction.atomic():
        for each in thread:
            erase_question(each, actor=asker_of(question), now=now)
    return len(thread)


def erase_question(question: Question, *, actor: str, now: datetime) -> None:
    """Erase everything about a question everywhere; what stays is an empty row that says so. Cannot be undone."""
    with transaction.atomic():
        publishing.forget_page(question)
        no_longer_cited(question.ref, now=now)
        blocks.forget_uses(question)
        reviews.forget_reviews(question)
        answers.forget_answer(question)
        drafts.forget_drafts(question)
        intake.forget_asker(question)
        questions.forget_words(question)
        Question.objects.filter(pk=question.pk).update(stage=Stage.ERASED, preferred_doctor=None)
        record("question.erase", name_of(question), actor=actor, now=now)
        request_rebuild(now)
        ref = question.ref
        transaction.on_commit(lambda: _leave_index_and_log(ref))


def _leave_index_and_log(ref: str) -> None:
    take_from_index([ref])
    if connection.vendor == "sqlite":  # erased pages would stay readable in the write-ahead log
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except DatabaseError as error:  # somebody is reading: the next checkpoint does it; what is erased is erased
            log.warning("erase.log_kept error=%s", type(error).__name__)
