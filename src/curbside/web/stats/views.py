"""The public figures: how much is asked and answered, how long it takes; small groups are not shown."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from curbside.web.answers.figures import WEEKS, WeekFigures, backlog, weekly
from curbside.web.answers.queries import ALL_DEPARTMENTS, Wait, waits_by_department
from curbside.web.departments.queries import open_departments
from curbside.web.intake.counters import totals_since
from curbside.web.publishing.queries import live_publications, public_corrections

# With fewer people than this a number can point at one of them (k-anonymity, k = 10).
SMALLEST_GROUP = 10
BAR_HEIGHT, BAR_WIDTH, BAR_GAP = 120, 18, 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One week's pair of bars, in SVG units from the top left of the chart."""

    x: int
    asked_y: float
    asked_height: float
    answered_x: int
    answered_y: float
    answered_height: float


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    label: str
    answers: int
    median_hours: float
    p90_hours: float


def _bars(weeks: Sequence[WeekFigures]) -> list[Bar]:
    highest = max((max(week.asked, week.answered) for week in weeks), default=0) or 1
    scale = BAR_HEIGHT / highest
    pairs = [(n * (2 * BAR_WIDTH + BAR_GAP) // 1, week) for n, week in enumerate(weeks)]
    return [
        Bar(
            x=x,
            asked_y=round(BAR_HEIGHT - week.asked * scale, 1),
            asked_height=round(week.asked * scale, 1),
            answered_x=x + BAR_WIDTH,
            answered_y=round(BAR_HEIGHT - week.answered * scale, 1),
            answered_height=round(week.answered * scale, 1),
        )
        for x, week in pairs
    ]


def _department_rows(waits: dict[str, Wait]) -> list[DepartmentRow]:
    large = {id: wait for id, wait in waits.items() if wait.answers >= SMALLEST_GROUP}
    return [
        DepartmentRow(d.label, large[d.pk].answers, large[d.pk].median_hours, large[d.pk].p90_hours)
        for d in open_departments()
        if d.pk in large
    ]


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    weeks, waits = weekly(now), waits_by_department()
    waiting, oldest = backlog(now)
    counters = totals_since((now - timedelta(weeks=WEEKS)).date())
    context = {
        "weeks": weeks,
        "bars": _bars(weeks),
        "chart_width": WEEKS * (2 * BAR_WIDTH + BAR_GAP),
        "chart_height": BAR_HEIGHT,
        "bar_width": BAR_WIDTH,
        "published": live_publications().count(),
        "all_waits": waits.get(ALL_DEPARTMENTS),
        "departments": _department_rows(waits),
        "smallest_group": SMALLEST_GROUP,
        "waiting": waiting,
        "oldest_hours": round(oldest.total_seconds() / 3600) if oldest else None,
        "corrections": public_corrections().count(),
        "emergencies_shown": counters.get("emergency-shown", 0),
        "helped": counters.get("helped-by-existing", 0),
    }
    return render(request, "stats/overview.html", context)


def _csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(header)
    writer.writerows([_safe_cell(cell) for cell in row] for row in rows)
    return response


def _safe_cell(cell: object) -> str:
    """A spreadsheet runs a cell that begins like a formula (ASVS 1.2.10): a quote before it makes it text."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@require_GET
def weekly_csv(request: HttpRequest) -> HttpResponse:
    rows = [(week.week.date().isoformat(), week.asked, week.answered) for week in weekly(timezone.now())]
    return _csv("weekly", ["week", "asked", "answered"], rows)


@require_GET
def departments_csv(request: HttpRequest) -> HttpResponse:
    rows = [(r.label, r.answers, r.median_hours, r.p90_hours) for r in _department_rows(waits_by_department())]
    return _csv("departments", ["department", "answers", "median_hours", "p90_hours"], rows)
