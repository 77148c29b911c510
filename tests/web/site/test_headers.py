"""What every response says to browsers, caches and search engines, errors included."""

import re

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from tests.web.site import town
from tests.web.site.test_visibility import TABLE, public_addresses
from tests.web.visitors import browser, strict_browser

pytestmark = pytest.mark.django_db

PRIVATE = (
    "/ask/", "/track/", "/desk/", "/moderation/", "/people/", "/apply/", "/stats/staff/", "/accounts/",
)  # fmt: skip
REFERRER_POLICIES = ("strict-origin-when-cross-origin", "same-origin")
# Its script asks "really?" and cannot run under the policy.
SCRIPTED = ("/accounts/logout/", "/accounts/email/")
TOO_BIG = "word " * 250_000


@pytest.fixture
def built(clock, settings):
    settings.SECOND_FACTOR = False
    cache.clear()
    return town.build()


def wrong_in(response) -> list[str]:
    """What is missing of the headers that every response carries."""
    said = response.headers
    policy = said.get("Content-Security-Policy", "")
    wanted = {
        "default-src none": "default-src 'none'" in policy,
        "frame-ancestors none": "frame-ancestors 'none'" in policy,
        "base-uri none": "base-uri 'none'" in policy,
        "form-action self": "form-action 'self'" in policy,
        "nothing unsafe": bool(policy) and "unsafe" not in policy and "*" not in policy,
        "no other origin": not re.search(r"https?:", policy),
        "nosniff": said.get("X-Content-Type-Options") == "nosniff",
        "X-Frame-Options": said.get("X-Frame-Options") == "DENY",
        "Referrer-Policy": said.get("Referrer-Policy") in REFERRER_POLICIES,
        "COOP": said.get("Cross-Origin-Opener-Policy") == "same-origin",
        "CORP": said.get("Cross-Origin-Resource-Policy") == "same-origin",
        "Permissions-Policy": "camera=()" in said.get("Permissions-Policy", ""),
    }
    if response.request["PATH_INFO"].startswith(PRIVATE):
        wanted |= {
            "no-store": "no-store" in said.get("Cache-Control", ""),
            "noindex": "noindex" in said.get("X-Robots-Tag", ""),
            "no referrer to others": said.get("Referrer-Policy") == "same-origin",
        }
    return [name for name, there in wanted.items() if not there]


def test_every_address_has_every_header_for_everybody(built):
    places = built.places()
    for row in TABLE:
        path = row["path"].format(**places)
        if path == "/accounts/logout/":
            continue
        for role in ("anonymous", "asker", "doctor", "administrator"):
            response = built.browsers[role].get(path)
            assert wrong_in(response) == [], f"{role} {path} {response.status_code}"


def test_no_page_runs_a_script_or_a_style_that_stands_in_it(built):
    places = built.places()
    for row in TABLE:
        path = row["path"].format(**places)
        if path in SCRIPTED:
            continue
        for role in ("anonymous", "asker", "doctor", "administrator"):
            response = built.browsers[role].get(path)
            if not response["Content-Type"].startswith("text/html"):
                continue
            said = response.content.decode()
            where = f"{role} {path}"
            # structured data is no script: browsers do not run it
            scripts = re.findall(r"<script(?![^>]*application/ld\+json)([^>]*)>", said)
            assert all("src=" in attributes for attributes in scripts), where
            assert "<style" not in said, where
            assert not re.search(r"<[^>]*\sstyle=", said), where
            assert not re.search(r"<[^>]*\son[a-z]+=", said), where
            assert "javascript:" not in said, where


def test_a_reader_gets_no_cookie_on_any_public_page(built):
    for path in public_addresses(built):
        if path.startswith(PRIVATE):
            continue
        response = browser().get(path)
        assert not response.cookies, path
        assert "Cookie" not in response.headers.get("Vary", ""), path


ERRORS = {
    400: lambda reader, built: reader.get("/q/%00/"),
    403: lambda reader, built: strict_browser().post("/ask/send/"),
    404: lambda reader, built: reader.get("/nowhere/"),
    405: lambda reader, built: reader.post("/"),
    410: lambda reader, built: reader.get(f"/q/{built.questions['withdrawn'].ref}/"),
    413: lambda reader, built: reader.post("/ask/", {"body": TOO_BIG}),
    422: lambda reader, built: reader.post("/ask/", {"body": ""}),
}


@pytest.mark.parametrize("status", ERRORS)
def test_errors_carry_the_headers_too(built, status):
    response = ERRORS[status](browser(), built)
    assert response.status_code == status
    assert wrong_in(response) == []


@pytest.mark.parametrize("path", ["/ask/about/", "/track/open/", "/accounts/login/", "/api/v1/questions"])
def test_a_body_that_is_too_big_is_413_wherever_it_goes(clock, path):
    kind = {"content_type": "application/json"} if path.startswith("/api/") else {}
    data = '{"body": "' + TOO_BIG + '"}' if kind else {"body": TOO_BIG}
    client = strict_browser()
    client.get("/accounts/login/")
    token = client.cookies["curbside-csrf"].value
    response = client.post(path, data, headers={"X-CSRFToken": token}, **kind)
    assert response.status_code == 413
    assert wrong_in(response) == []


@pytest.mark.parametrize(("error", "status"), [(ZeroDivisionError, 500), (DatabaseError, 503)])
def test_a_fault_shows_a_page_that_says_nothing_and_has_the_headers(clock, monkeypatch, error, status):
    def broken(*args, **kwargs):
        raise error("the words of a person")

    monkeypatch.setattr("curbside.web.pages.views.browsing.home_page", broken)
    reader = browser()
    reader.raise_request_exception = False
    cache.clear()
    response = reader.get("/")
    assert response.status_code == status
    assert wrong_in(response) == []
    assert "the words of a person" not in response.content.decode()
    assert "ZeroDivision" not in response.content.decode()


def test_a_form_of_another_site_is_refused(clock):
    for path in ("/ask/", "/ask/instant/"):
        response = strict_browser().post(path, {"body": "My knee hurts."}, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
        assert wrong_in(response) == []


def test_a_secure_request_is_told_to_stay_secure(clock):
    said = browser().get("/", secure=True).headers["Strict-Transport-Security"]
    assert "max-age=31536000" in said
    assert "includeSubDomains" in said
    assert "Strict-Transport-Security" not in browser().get("/").headers


def test_a_static_file_has_the_policy_too():
    response = browser().get("/static/ui/site.css")
    assert response.status_code == 200
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
