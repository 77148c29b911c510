"""Reading the daily counters."""

from datetime import date

from django.db.models import Sum

from curbside.web.intake.models import CountedEvent


def totals_since(day: date) -> dict[str, int]:
    """Sum of each counter from `day` on, by name."""
    rows = CountedEvent.objects.filter(day__gte=day).values("name").annotate(total=Sum("count"))
    return {row["name"]: row["total"] for row in rows}
