"""Nothing waits without an owner or a clock: what the nightly check looks for, and what mends itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from curbside.web.answers import actions as answers
from curbside.web.answers.oversight import held_by_nobody_on_duty, promised_to_nobody_on_duty, queue_faults
from curbside.web.audit.actions import record
from curbside.web.lifecycle.persons import name_of
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Stage


def check_queue(*, now: datetime) -> Mapping[str, int]:
    """How many questions break each rule of the queue: all zero when it is sound. Reads only; no words."""
    return queue_faults(now)


def return_to_queue(*, now: datetime) -> int:
    """What is held by or promised to somebody who went off duty goes back to the department. Returns how many."""
    returned = 0
    for question in promised_to_nobody_on_duty(now)[:200]:
        with transaction.atomic():
            questions.move(question, to=Stage.WAITING, allowed=[Stage.WAITING], preferred_doctor=None)
            record("question.return", name_of(question), actor="system", now=now, reason="off-duty")
        returned += 1
    for question in held_by_nobody_on_duty(now)[:200]:
        with transaction.atomic():
            answers.free_claim(question)
            record("question.return", name_of(question), actor="system", now=now, reason="off-duty")
        returned += 1
    return returned
