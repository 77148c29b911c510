"""Setting hours, shifts, absences and limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from curbside.errors import BadInput
from curbside.web.accounts.models import Doctor
from curbside.web.audit.actions import record
from curbside.web.rota.clock import Hours
from curbside.web.rota.models import Absence, DeskChoice, Shift, WorkingHours


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """One shift a week: ISO weekday, minutes after local midnight."""

    weekday: int
    starts: int
    ends: int


def set_working_hours(department_id: str, hours: Hours, *, actor: str, now: datetime) -> None:
    """Raises BadInput for a zone nobody knows, no day at all, or hours that end before they begin."""
    if not known_zone(hours.timezone) or not hours.days or hours.closes <= hours.opens:
        raise BadInput("Give a time zone such as Europe/Vienna, a day or more, and a closing after the opening time.")
    WorkingHours.objects.update_or_create(
        department_id=department_id,
        defaults={
            "timezone": hours.timezone,
            "days": "".join(str(day) for day in sorted(hours.days)),
            "opens": hours.opens,
            "closes": hours.closes,
        },
    )
    record("rota.hours", f"department:{department_id}", actor=actor, now=now)


def add_holiday(day: date, name: str, *, department_id: str | None, actor: str, now: datetime) -> int:
    """For one department, or for all that have hours; a day that is one already stays. Returns for how many."""
    rows = WorkingHours.objects.filter(**({"department_id": department_id} if department_id else {}))
    changed = 0
    for row in rows.select_for_update():
        if all(holiday["day"] != str(day) for holiday in row.holidays):
            row.holidays = sorted([*row.holidays, {"day": str(day), "name": name[:80]}], key=lambda h: h["day"])
            row.save(update_fields=["holidays"])
            changed += 1
    record("rota.holiday", f"department:{department_id or 'all'}", actor=actor, now=now, detail={"day": str(day)})
    return changed


def set_shifts(doctor: Doctor, shifts: Iterable[ShiftTimes], *, timezone: str, actor: str, now: datetime) -> None:
    """Replace the doctor's week; an empty one means on duty unless absent."""
    wanted = list(shifts)
    if not known_zone(timezone) or any(shift.ends <= shift.starts for shift in wanted):
        raise BadInput("Give a time zone such as Europe/Vienna, and shifts that end after they start.")
    Shift.objects.filter(doctor=doctor).delete()
    Shift.objects.bulk_create(
        Shift(doctor=doctor, weekday=s.weekday, starts=s.starts, ends=s.ends, timezone=timezone) for s in wanted
    )
    record("rota.shifts", f"doctor:{doctor.slug}", actor=actor, now=now, detail={"shifts": len(wanted)})


def add_absence(doctor: Doctor, first: date, last: date, *, actor: str, now: datetime) -> Absence:
    if last < first:
        raise BadInput("The last day away is before the first.")
    absence, _ = Absence.objects.get_or_create(doctor=doctor, first=first, last=last)
    record("rota.away", f"doctor:{doctor.slug}", actor=actor, now=now, detail={"first": str(first), "last": str(last)})
    return absence


def end_absence(doctor: Doctor, absence_id: int, *, actor: str, now: datetime) -> None:
    if Absence.objects.filter(doctor=doctor, pk=absence_id).delete()[0]:
        record("rota.back", f"doctor:{doctor.slug}", actor=actor, now=now)


def choose_desk(doctor: Doctor, *, daily_cap: int | None, keys_on: bool) -> None:
    DeskChoice.objects.update_or_create(doctor=doctor, defaults={"daily_cap": daily_cap, "keys_on": keys_on})


def known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
