"""Which words and numbers every template may count on: the site's name and the emergency numbers of its country."""

from functools import cache
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest

from curbside.knowledge.numbers import HelpNumber, help_numbers

SITE_NAME = "Curbside"
EXIT_URL = "https://www.bbc.com/weather"


class SiteContext(TypedDict):
    """`emergency_number` is as dialled; `help_numbers` are all of the country's; `exit_url` is where Exit this page leads."""

    site_name: str
    emergency_number: str
    help_numbers: tuple[HelpNumber, ...]
    exit_url: str


def site(request: HttpRequest) -> SiteContext:
    """Context processor. No query and nothing about the visitor, so a page stays cacheable for all.

    Settings read: CURBSIDE_COUNTRY (ISO 3166 alpha-2, default none), CURBSIDE_SITE_NAME, CURBSIDE_EXIT_URL.
    """
    numbers = _numbers(getattr(settings, "CURBSIDE_COUNTRY", ""))
    return SiteContext(
        site_name=getattr(settings, "CURBSIDE_SITE_NAME", SITE_NAME),
        emergency_number=next((n.number for n in numbers if n.kind == "emergency"), ""),
        help_numbers=numbers,
        exit_url=getattr(settings, "CURBSIDE_EXIT_URL", EXIT_URL),
    )


@cache
def _numbers(country: str) -> tuple[HelpNumber, ...]:
    return help_numbers(country)
