"""Reading the daily counters."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from curbside.web.intake.models import CountedEvent


def counted_by_day(names: Iterable[str], day: date) -> dict[str, list[tuple[date, int]]]:
    """Each counter's days from `day` on with how often it counted, by name. One query."""
    counted: dict[str, list[tuple[date, int]]] = {name: [] for name in names}
    rows = CountedEvent.objects.filter(day__gte=day, name__in=counted).values_list("name", "day")
    for name, at, total in rows.annotate(total=Sum("count")):
        counted[name].append((at, total))
    return counted
