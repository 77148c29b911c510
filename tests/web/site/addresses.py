"""Every URL pattern of the site, and what an address answers to one role."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.visitors import browser


def every_pattern() -> Iterator[str]:
    """The route of each URL pattern, allauth's and the API's included."""
    return _walk(get_resolver().url_patterns, "/")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


@dataclass(frozen=True)
class Visit:
    """One request and the status it got; `login` for a redirect to the sign-in page."""

    method: str
    path: str

    def status(self, client: Client) -> str:
        """Makes the request and takes back whatever it changed."""
        # a copy: a page that closes the session must not sign the role out for the next address
        visitor = browser()
        visitor.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
        with transaction.atomic():
            response = visitor.generic(self.method, self.path, content_type="application/x-www-form-urlencoded")
            transaction.set_rollback(True)
        if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
            return "login"
        return str(response.status_code)
