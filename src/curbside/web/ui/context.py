"""Which words and numbers every template may count on: site name, emergency numbers of the country."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest

from curbside.knowledge.numbers import HelpNumber, help_numbers


class SiteContext(TypedDict):
    """`emergency_number` as dialled, `help_numbers` all of the country's, `exit_url` where Exit leads.

    `is_demo`: say on every page that everything is made up.
    """

    site_name: str
    emergency_number: str
    help_numbers: tuple[HelpNumber, ...]
    exit_url: str
    is_demo: bool


def site(request: HttpRequest) -> SiteContext:
    """Context processor. No query and nothing about the visitor, so a page stays cacheable for all.

    Settings read: CURBSIDE_COUNTRY (ISO 3166 alpha-2), SITE_NAME, EXIT_URL.
    """
    numbers = help_numbers(settings.CURBSIDE_COUNTRY)
    return SiteContext(
        site_name=settings.SITE_NAME,
        emergency_number=next((n.number for n in numbers if n.kind == "emergency"), ""),
        help_numbers=numbers,
        exit_url=settings.EXIT_URL,
        is_demo=settings.DEMO,
    )
