"""When each department's clock runs, and on which days it stands."""

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from curbside.errors import BadInput
from curbside.web.access import staff_view, viewer_of
from curbside.web.accounts.queries import Viewer
from curbside.web.lifecycle import duty
from curbside.web.people.forms import HolidayForm, HoursForm
from curbside.web.rota.clock import Hours
from curbside.web.rota.queries import departments_with_hours


@staff_view("administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def department_hours(request: HttpRequest) -> HttpResponse:
    departments = departments_with_hours()
    choices = [(each.pk, each.label) for each, _ in departments]
    act = request.POST.get("act", "")
    hours_form = HoursForm(request.POST if act == "hours" else None, departments=choices)
    holiday_form = HolidayForm(request.POST if act == "holiday" else None, departments=choices, auto_id="holiday_%s")
    error = ""
    if request.method == "POST":
        try:
            if _do(act, viewer_of(request), hours_form, holiday_form, now=timezone.now()):
                return redirect("people-hours")
        except BadInput as refused:
            error = str(refused)
    today = timezone.now().date()
    context = {
        "rows": [(each.label, _words(hours), _days_off(hours, today)) for each, hours in departments],
        "hours_form": hours_form,
        "holiday_form": holiday_form,
        "error": error,
    }
    return render(request, "people/hours.html", context, status=422 if request.method == "POST" else 200)


def _do(act: str, viewer: Viewer, hours_form: HoursForm, holiday_form: HolidayForm, *, now: datetime) -> bool:
    if act == "hours" and hours_form.is_valid():
        found = hours_form.cleaned_data
        hours = Hours(
            timezone=found["timezone"],
            days=frozenset(int(day) for day in found["days"]),
            opens=_minutes(found["opens"]),
            closes=_minutes(found["closes"]),
        )
        duty.set_department_hours(found["department"], hours, viewer, now=now)
        return True
    if act == "holiday" and holiday_form.is_valid():
        given = holiday_form.cleaned_data
        duty.add_holiday(given["day"], given["name"], viewer, department_id=given["department"] or None, now=now)
        return True
    return False


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _words(hours: Hours | None) -> str:
    if hours is None:
        return ""
    days = "".join(str(day) for day in sorted(hours.days))
    names = {"12345": "Monday to Friday", "123456": "Monday to Saturday", "1234567": "every day"}
    short = ", ".join(date(2024, 1, int(day)).strftime("%a") for day in days)  # 1 January 2024 was a Monday
    return f"{names.get(days, short)}, {_clock(hours.opens)} to {_clock(hours.closes)}, {hours.timezone}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _days_off(hours: Hours | None, today: date) -> list[date]:
    return sorted(day for day in hours.holidays if day >= today)[:8] if hours else []
