"""The public figures: how much is asked and answered, how long it takes; small groups are not shown."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from curbside.web.answers.figures import weekly
from curbside.web.answers.queries import ALL_DEPARTMENTS, Wait, waits_by_department
from curbside.web.departments.queries import open_departments
from curbside.web.stats.chart import weekly_chart
from curbside.web.stats.numbers import SMALLEST_GROUP, single_numbers


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    label: str
    answers: int
    median_hours: float
    p90_hours: float


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
    context = {
        "weeks": weeks,
        "chart": weekly_chart(weeks),
        "numbers": single_numbers(now, waits.get(ALL_DEPARTMENTS)),
        "departments": _department_rows(waits),
        "smallest_group": SMALLEST_GROUP,
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


@require_GET
def numbers_csv(request: HttpRequest) -> HttpResponse:
    numbers = single_numbers(timezone.now(), waits_by_department().get(ALL_DEPARTMENTS))
    return _csv(
        "numbers", ["name", "value", "meaning"], [(n.key, n.value, f"{n.label} {n.note}".strip()) for n in numbers]
    )
