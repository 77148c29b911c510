"""When people and departments work, as they and the administrators set it."""

from datetime import date, datetime

from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import Viewer
from curbside.web.lifecycle.persons import doctor_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.watching import return_to_queue
from curbside.web.rota import actions as rota
from curbside.web.rota.actions import ShiftTimes
from curbside.web.rota.clock import Hours

MOST_A_DAY = 200


def go_away(viewer: Viewer, first: date, last: date, *, now: datetime) -> None:
    """Away on whole days; what I hold or was promised goes back to the departments when they begin."""
    if last < now.date():
        raise BadInput("These days are over.")
    with transaction.atomic():
        rota.add_absence(doctor_of(viewer), first, last, actor=viewer.actor, now=now)
        return_to_queue(now=now)


def come_back(viewer: Viewer, absence_id: int, *, now: datetime) -> None:
    with transaction.atomic():
        rota.end_absence(doctor_of(viewer), absence_id, actor=viewer.actor, now=now)


def set_my_week(viewer: Viewer, shifts: list[ShiftTimes], *, timezone: str, now: datetime) -> None:
    with transaction.atomic():
        rota.set_shifts(doctor_of(viewer), shifts, timezone=timezone, actor=viewer.actor, now=now)
        return_to_queue(now=now)


def choose_desk(viewer: Viewer, *, daily_cap: int | None, keys_on: bool) -> None:
    """Questions a day (None: no limit) and whether single keys act (WCAG 2.1.4)."""
    if daily_cap is not None and not 0 <= daily_cap <= MOST_A_DAY:
        raise BadInput(f"Give a number from 0 to {MOST_A_DAY}, or leave it empty for no limit.")
    rota.choose_desk(doctor_of(viewer), daily_cap=daily_cap, keys_on=keys_on)


def set_department_hours(department_id: str, hours: Hours, viewer: Viewer, *, now: datetime) -> None:
    """The clock of new questions; one that runs keeps the moment it is due."""
    _administrator(viewer)
    with transaction.atomic():
        rota.set_working_hours(department_id, hours, actor=viewer.actor, now=now)


def add_holiday(day: date, name: str, viewer: Viewer, *, department_id: str | None, now: datetime) -> None:
    _administrator(viewer)
    if not name.strip():
        raise BadInput("Give the day a name.")
    with transaction.atomic():
        rota.add_holiday(day, name.strip(), department_id=department_id, actor=viewer.actor, now=now)


def _administrator(viewer: Viewer) -> None:
    if not viewer.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Only an administrator can do this.")
