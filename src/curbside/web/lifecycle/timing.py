"""When a question is due: in its department's working hours, standing still while the person is asked back."""

from datetime import datetime, timedelta

from django.conf import settings

from curbside.clinical.urgency import Urgency
from curbside.web.questions.models import Question
from curbside.web.rota.clock import Hours, add_working_time, working_time
from curbside.web.rota.queries import hours_of


def clock_hours(urgency: str, hours: Hours | None) -> Hours | None:
    """Nobody in danger waits for a department to open: an emergency's clock runs day and night."""
    return None if urgency == Urgency.EMERGENCY else hours


def due_moment(urgency: str, department_id: str | None, *, since: datetime) -> datetime:
    whole = timedelta(hours=settings.DUE_HOURS[urgency])
    return add_working_time(clock_hours(urgency, hours_of(department_id)), since, whole)


def clock_left(question: Question, hours: Hours | None, *, now: datetime) -> timedelta:
    """Working time left, negative when overdue. `hours` are those of the question's department."""
    return working_time(clock_hours(question.urgency, hours), question.paused_at or now, question.due_at)


def resumed_due(question: Question, department_id: str | None, *, now: datetime) -> datetime:
    """When it is due if the clock runs from `now` on in the hours of `department_id` with what is left of it."""
    left = clock_left(question, hours_of(question.department_id), now=now)
    return add_working_time(clock_hours(question.urgency, hours_of(department_id)), now, left)
