"""Why questions were handed on, from where to where: what the routing has to learn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from curbside.web.answers.figures import first_week, moves_by_reason
from curbside.web.answers.models import HandOverReason
from curbside.web.stats.counts import department_labels
from curbside.web.stats.figure import Column, Figure, Lines, Value
from curbside.web.stats.groups import SMALLEST_GROUP, guard

Route = tuple[str, str]


def hand_over_figures(now: datetime) -> list[Figure]:
    """Two queries."""
    counts = moves_by_reason(first_week(now))
    order = sorted(counts, key=lambda route: (-counts[route].total(), route))
    return [_by_reason(counts, order), _by_route(counts, order, department_labels())]


def _by_reason(counts: Mapping[Route, Counter[str]], order: Sequence[Route]) -> Figure:
    reasons = list(HandOverReason)
    totals = [sum(counts[route][reason] for route in order) for reason in reasons]
    safe = _tells_nothing(counts, order)
    cells: Sequence[Value] = guard(totals).cells if safe else [None] * len(reasons)
    return Figure(
        "hand-over-reasons",
        _("Why questions were handed on"),
        _("In the last 12 weeks. \u201cIt belongs there\u201d is what the routing got wrong."),
        Lines("reason", _("Reason"), [str(each.label) for each in reasons], [each.value for each in reasons]),
        (Column("questions", _("Hand-overs"), cells),),
    )


def _by_route(counts: Mapping[Route, Counter[str]], order: Sequence[Route], labels: Mapping[str, str]) -> Figure:
    names = [f"{labels.get(origin, origin)} → {labels.get(to, to)}" for origin, to in order]
    shown = {route for route in order if _is_shown(counts[route])}
    return Figure(
        "hand-over-routes",
        _("From where to where, by reason"),
        _("In the last 12 weeks, commonest first. A line with a small number in it is not shown at all."),
        Lines("route", _("From and to"), names, [f"{origin or '-'}>{to or '-'}" for origin, to in order]),
        tuple(
            Column(
                reason.value,
                str(reason.label),
                [counts[route][reason] if route in shown else None for route in order],
                drawn=reason == HandOverReason.WRONG_DEPARTMENT,
            )
            for reason in HandOverReason
        ),
    )


def _is_shown(reasons: Counter[str]) -> bool:
    """Whole lines or nothing: the line's total stands in another figure, and one number kept back would follow."""
    return all(number >= SMALLEST_GROUP for number in reasons.values() if number)


def _tells_nothing(counts: Mapping[Route, Counter[str]], order: Sequence[Route]) -> bool:
    """Would the totals of the reasons less the lines that are shown give a small group away?"""
    hidden = [counts[route] for route in order if not _is_shown(counts[route])]
    for reason in HandOverReason:
        parts = [reasons[reason] for reasons in hidden if reasons[reason]]
        if parts and (len(parts) < 2 or sum(parts) < 2 * SMALLEST_GROUP):
            return False
    return True
