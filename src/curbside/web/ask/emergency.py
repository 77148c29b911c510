"""The emergency page: made from the text alone, so it appears even with the database down."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curbside.clinical.urgency import Crisis, Reason, Screening, Urgency
from curbside.knowledge.numbers import HelpNumber, help_numbers

CRISIS_KINDS = {Crisis.PLAN: "crisis", Crisis.IDEATION: "crisis", Crisis.ABUSE: "abuse"}


@dataclass(frozen=True, slots=True)
class EmergencyContext:
    """What the page shows. `carried` goes back in hidden fields: nothing has been stored."""

    reasons: tuple[Reason, ...]
    advice: tuple[str, ...]
    numbers: tuple[HelpNumber, ...]
    emergency_number: str
    crisis: str
    is_emergency: bool
    carried: dict[str, str]
    go_on_url: str


def numbers_for(screening: Screening) -> tuple[HelpNumber, ...]:
    """The crisis or abuse lines when the text speaks of that, and the country's emergency numbers."""
    country = settings.CURBSIDE_COUNTRY
    numbers = help_numbers(country, "emergency")
    if screening.crisis:
        lines = help_numbers(country, CRISIS_KINDS[screening.crisis])
        numbers = (*numbers, *lines) if screening.urgency is Urgency.EMERGENCY else (*lines, *numbers)
    if any("poison" in reason.rule or "overdose" in reason.rule for reason in screening.reasons):
        numbers = (*numbers, *help_numbers(country, "poison"))
    return numbers


def emergency_page(
    request: HttpRequest, screening: Screening, *, carried: dict[str, str], go_on_url: str
) -> HttpResponse:
    """The card with the words that were read, the numbers, and a way on that is recorded."""
    numbers = numbers_for(screening)
    context = EmergencyContext(
        reasons=_distinct(screening),
        advice=tuple(dict.fromkeys(reason.advice for reason in screening.reasons if reason.advice)),
        numbers=numbers,
        emergency_number=next((n.number for n in numbers if n.kind == "emergency"), "112"),
        crisis=screening.crisis.value if screening.crisis else "",
        is_emergency=screening.urgency is Urgency.EMERGENCY,
        carried=carried,
        go_on_url=go_on_url,
    )
    return render(request, "ask/emergency.html", {"page": context})


def _distinct(screening: Screening) -> tuple[Reason, ...]:
    """One reason for each wording, the most urgent level only."""
    worst: Any = screening.urgency
    found = {reason.text.lower(): reason for reason in reversed(screening.reasons) if reason.level == worst}
    return tuple(reversed(found.values()))
