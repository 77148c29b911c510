"""What every page carries: language, skip link, emergency strip, disclaimer; error pages needing nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory, override_settings
from django.utils import translation

from curbside.knowledge.numbers import HelpNumber
from curbside.web.ui import context

PATHS = [
    "/ask/",
    "/departments/",
    "/search/",
    "/track/",
    "/about/verify/",
    "/corrections/",
    "/stats/",
    "/desk/",
]
NUMBERS = (
    HelpNumber("crisis", "Crisis line", "116 123", "always", "https://example.org/", "2026-11-25"),
    HelpNumber("emergency", "Ambulance", "999", "always", "https://example.org/", "2026-11-25"),
)


def page(name: str, **values: object) -> str:
    request = RequestFactory().get("/topics/")
    request.user = AnonymousUser()
    return get_template(name).render(values, request)


@pytest.fixture(autouse=True)
def made_up_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "help_numbers", lambda country: NUMBERS if country == "GB" else ())


def test_base_has_what_every_page_needs() -> None:
    html = page("ui/base.html")
    assert '<html lang="en" dir="ltr">' in html
    assert '<a class="skip" href="#main">' in html
    assert 'href="tel:999"' in html
    assert "not a diagnosis" in html
    assert 'href="/topics/" aria-current="page"' in html
    for path in PATHS:
        assert f'href="{path}"' in html


def test_direction_follows_the_language() -> None:
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in page("ui/base.html")


def test_unknown_country_still_says_what_to_call() -> None:
    with override_settings(CURBSIDE_COUNTRY="XX"):
        assert "112, 911, 999 or 119" in page("ui/base.html")


def test_private_pages_tell_nobody() -> None:
    html = page("ui/private_base.html")
    assert "<title>Curbside</title>" in html
    assert "noindex" in html
    assert 'content="same-origin"' in html
    assert "data-exit" in html
    assert "exit.js" in html


def test_desk_loads_its_own_sheet_and_readers_do_not() -> None:
    assert "desk.css" in page("ui/desk_base.html")
    assert "desk.css" not in page("ui/base.html")
    assert "htmx" not in page("ui/base.html")


@pytest.mark.parametrize("code", [400, 403, 404, 410, 500, 503])
def test_error_pages_render_without_any_context(code: int) -> None:
    html = get_template(f"{code}.html").template.render(Context())
    assert html.count("<h1>") == 1
    assert "Emergency?" in html


def test_site_context_makes_no_query() -> None:
    found = context.site(RequestFactory().get("/"))
    assert found["emergency_number"] == "999"
    assert found["help_numbers"] == NUMBERS
