"""The figures as pages and files: for everybody, and for staff."""

import csv
from collections.abc import Iterable, Sequence
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from curbside.web.access import staff_view
from curbside.web.stats.counts import counts_of_period
from curbside.web.stats.figure import Figure
from curbside.web.stats.groups import SMALLEST_GROUP
from curbside.web.stats.hand_overs import hand_over_figures
from curbside.web.stats.numbers import single_numbers
from curbside.web.stats.public import public_figures
from curbside.web.stats.staff import staff_figures

STAFF = ("doctor", "reviewer", "moderator", "administrator")


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    counts = counts_of_period(now)
    context = {
        "figures": public_figures(counts),
        "numbers": single_numbers(counts, now=now),
        "smallest_group": SMALLEST_GROUP,
        "files": "/stats/",
    }
    return render(request, "stats/overview.html", context)


@staff_view(*STAFF)
@require_GET
def staff_overview(request: HttpRequest) -> HttpResponse:
    context = {"figures": staff_figures(timezone.now()), "smallest_group": SMALLEST_GROUP, "files": "/stats/staff/"}
    return render(request, "stats/staff.html", context)


@require_GET
def numbers_csv(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    lines = [number.file_line for number in single_numbers(counts_of_period(now), now=now)]
    return _csv("numbers", [("name", "value", "meaning"), *lines])


@require_GET
def figure_csv(request: HttpRequest, name: str) -> HttpResponse:
    return _file_of(public_figures(counts_of_period(timezone.now())), name)


@staff_view(*STAFF)
@require_GET
def hand_overs(request: HttpRequest) -> HttpResponse:
    figures = hand_over_figures(timezone.now())
    context = {"figures": figures, "smallest_group": SMALLEST_GROUP, "files": "/stats/staff/"}
    return render(request, "stats/hand_overs.html", context)


@staff_view(*STAFF)
@require_GET
def staff_csv(request: HttpRequest, name: str) -> HttpResponse:
    now = timezone.now()
    return _file_of(chain(staff_figures(now), hand_over_figures(now)), name)


def _file_of(figures: Iterable[Figure], name: str) -> HttpResponse:
    found = next((figure for figure in figures if figure.name == name), None)
    if found is None:
        raise Http404("There is no such figure.")
    return _csv(name, found.file_lines)


def _csv(name: str, lines: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows([_safe_cell(cell) for cell in line] for line in lines)
    return response


def _safe_cell(cell: object) -> str:
    """A spreadsheet runs a cell that begins like a formula (ASVS 1.2.10): a quote before it makes it text."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
