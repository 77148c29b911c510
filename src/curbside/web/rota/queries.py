"""Whose clock runs when, and who is on duty now."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from curbside.web.departments.models import Department
from curbside.web.rota.clock import Hours
from curbside.web.rota.models import Absence, DeskChoice, Shift, WorkingHours


def working_hours() -> dict[str, Hours]:
    """By department id; one that is missing works around the clock. One query."""
    return {row.department_id: hours_in(row) for row in WorkingHours.objects.all()}


def hours_in(row: WorkingHours) -> Hours:
    return Hours(
        timezone=row.timezone,
        days=frozenset(int(day) for day in row.days),
        opens=row.opens,
        closes=row.closes,
        holidays=frozenset(date.fromisoformat(holiday["day"]) for holiday in row.holidays),
    )


def hours_of(department_id: str | None) -> Hours | None:
    row = WorkingHours.objects.filter(department_id=department_id).first() if department_id else None
    return hours_in(row) if row else None


def off_duty(now: datetime) -> frozenset[int]:
    """Ids of doctors who are away or outside their shifts at `now`. Two queries."""
    today = now.date()
    away = set(Absence.objects.filter(first__lte=today, last__gte=today).values_list("doctor_id", flat=True))
    working: dict[int, bool] = {}
    for shift in Shift.objects.all():
        working[shift.doctor_id] = working.get(shift.doctor_id, False) or _is_in(shift, now)
    return frozenset(away | {doctor_id for doctor_id, here in working.items() if not here})


def away(now: datetime) -> frozenset[int]:
    """Ids of doctors on leave today; the end of a shift is no leave."""
    today = now.date()
    absences = Absence.objects.filter(first__lte=today, last__gte=today)
    return frozenset(absences.values_list("doctor_id", flat=True))


def _is_in(shift: Shift, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(shift.timezone))
    return local.isoweekday() == shift.weekday and shift.starts <= local.hour * 60 + local.minute < shift.ends


def is_on_duty(doctor_id: int, now: datetime) -> bool:
    today = now.date()
    if Absence.objects.filter(doctor_id=doctor_id, first__lte=today, last__gte=today).exists():
        return False
    shifts = list(Shift.objects.filter(doctor_id=doctor_id))
    return not shifts or any(_is_in(shift, now) for shift in shifts)


def desk_choice(doctor_id: int | None) -> DeskChoice:
    """The doctor's choices, or the defaults, not saved."""
    found = DeskChoice.objects.filter(doctor_id=doctor_id).first() if doctor_id else None
    return found or DeskChoice()


def absences_of(doctor_id: int, *, today: date) -> QuerySet[Absence]:
    return Absence.objects.filter(doctor_id=doctor_id, last__gte=today)


def shifts_of(doctor_id: int) -> QuerySet[Shift]:
    return Shift.objects.filter(doctor_id=doctor_id).order_by("weekday", "starts")


def departments_with_hours() -> list[tuple[Department, Hours | None]]:
    """Open departments in their order, each with its hours. One query."""
    rows = Department.objects.filter(is_open=True).select_related("workinghours")
    return [(row, hours_in(row.workinghours) if hasattr(row, "workinghours") else None) for row in rows]
