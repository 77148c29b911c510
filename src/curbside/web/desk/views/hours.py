"""My hours: days away, my week, questions a day, and whether single keys act."""

from datetime import time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from curbside.errors import BadInput
from curbside.web.access import staff_view, viewer_of
from curbside.web.accounts.queries import Viewer
from curbside.web.lifecycle import duty
from curbside.web.rota.actions import ShiftTimes
from curbside.web.rota.queries import absences_of, desk_choice, is_on_duty, shifts_of

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


class AwayForm(forms.Form):
    first = forms.DateField(label=_("First day away"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Last day away"), widget=forms.DateInput(attrs={"type": "date"}))


class ChoiceForm(forms.Form):
    daily_cap = forms.IntegerField(
        label=_("Questions a day"),
        help_text=_("Empty: no limit. Urgent questions are not counted."),
        min_value=0,
        max_value=duty.MOST_A_DAY,
        required=False,
    )
    keys_on = forms.BooleanField(label=_("Single keys act (j, k, c, r, t, e, /, ?)"), required=False)


class WeekForm(forms.Form):
    """One shift a weekday at most; no shift at all: on duty unless away."""

    timezone = forms.CharField(label=_("Time zone"), max_length=40, initial="UTC")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n, name in enumerate(WEEKDAYS, start=1):
            for part, word in (("starts", _("from")), ("ends", _("to"))):
                self.fields[f"{part}_{n}"] = forms.TimeField(
                    label=f"{name}, {word}",
                    required=False,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                )

    def shifts(self) -> list[ShiftTimes]:
        found = self.cleaned_data
        return [
            ShiftTimes(n, _minutes(found[f"starts_{n}"]), _minutes(found[f"ends_{n}"]))
            for n in range(1, 8)
            if found.get(f"starts_{n}") and found.get(f"ends_{n}")
        ]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


@staff_view("doctor")
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    viewer, act = viewer_of(request), request.POST.get("act", "")
    away = AwayForm(request.POST if act == "away" else None)
    choice = ChoiceForm(request.POST if act == "choose" else None, initial=_chosen(viewer))
    week = WeekForm(request.POST if act == "week" else None, initial=_week(viewer))
    error = ""
    if request.method == "POST":
        try:
            if _do(request, viewer, act, away, choice, week):
                return redirect("desk-hours")
        except BadInput as refused:
            error = str(refused)
    now, me = timezone.now(), viewer.doctor_id or 0
    context = {
        "away_form": away, "choice_form": choice, "week_form": week, "error": error,
        "absences": absences_of(me, today=now.date()), "on_duty": is_on_duty(me, now),
    }  # fmt: skip
    return render(request, "desk/hours.html", context, status=422 if request.method == "POST" else 200)


def _do(request: HttpRequest, viewer: Viewer, act: str, away: AwayForm, choice: ChoiceForm, week: WeekForm) -> bool:
    """One deed; False when its form must be shown again."""
    now = timezone.now()
    if act == "back":
        duty.come_back(viewer, int(request.POST.get("absence", "0") or 0), now=now)
        return True
    if act == "away" and away.is_valid():
        first, last = away.cleaned_data["first"], away.cleaned_data["last"]
        duty.go_away(viewer, first, last, now=now)
        return True
    if act == "choose" and choice.is_valid():
        duty.choose_desk(viewer, daily_cap=choice.cleaned_data["daily_cap"], keys_on=choice.cleaned_data["keys_on"])
        return True
    if act == "week" and week.is_valid():
        duty.set_my_week(viewer, week.shifts(), timezone=week.cleaned_data["timezone"], now=now)
        return True
    return False


def _chosen(viewer: Viewer) -> dict[str, Any]:
    choice = desk_choice(viewer.doctor_id)
    return {"daily_cap": choice.daily_cap, "keys_on": choice.keys_on}


def _week(viewer: Viewer) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for shift in shifts_of(viewer.doctor_id or 0):
        found["timezone"] = shift.timezone
        found[f"starts_{shift.weekday}"] = time(shift.starts // 60, shift.starts % 60)
        found[f"ends_{shift.weekday}"] = time(shift.ends // 60 % 24, shift.ends % 60)
    return found
