"""Where each role lands after signing in, and what its menu offers: nothing that would be refused."""

import re

import pytest

from curbside.web.accounts.models import Role
from tests.web import story
from tests.web.visitors import browser, signed_in

pytestmark = pytest.mark.django_db
MENU = (
    "/desk/",
    "/desk/mine/",
    "/desk/topics/",
    "/desk/blocks/",
    "/moderation/",
    "/moderation/audit/",
    "/stats/staff/",
    "/people/",
    "/people/me/",
)
ROLES = [
    (Role.DOCTOR, "/desk/", {"/desk/", "/desk/mine/", "/desk/blocks/", "/stats/staff/", "/people/me/"}),
    (Role.MODERATOR, "/moderation/", set(MENU) - {"/desk/", "/desk/mine/", "/moderation/audit/", "/people/"}),
    (Role.ADMINISTRATOR, "/moderation/", set(MENU) - {"/desk/", "/desk/mine/"}),
    (Role.REVIEWER, "/people/", {"/desk/topics/", "/desk/blocks/", "/stats/staff/", "/people/", "/people/me/"}),
    (Role.AUDITOR, "/moderation/audit/", {"/moderation/audit/", "/people/me/"}),
]


@pytest.fixture(autouse=True)
def one_factor(clock, settings):
    settings.SECOND_FACTOR = False


def person(role):
    return story.make_doctor().user if role == Role.DOCTOR else story.make_user(role)


@pytest.mark.parametrize(("role", "first_page", "menu"), ROLES)
def test_signing_in_leads_to_a_page_that_opens(role, first_page, menu):
    client = browser()
    sent = client.post("/accounts/login/", {"login": person(role).email, "password": story.PASSWORD})
    assert sent["Location"] == first_page
    assert client.get(first_page).status_code == 200


@pytest.mark.parametrize(("role", "first_page", "menu"), ROLES)
def test_the_menu_offers_what_opens(role, first_page, menu):
    client = signed_in(person(role))
    said = client.get(first_page).content.decode()
    navigation = re.search(r"<nav.*?</nav>", said, re.DOTALL)[0]
    assert {path for path in MENU if f'href="{path}"' in navigation} == menu
    assert all(client.get(path).status_code == 200 for path in menu)
    assert "Sign in for doctors" not in said


def test_a_reader_signed_in_or_not_gets_the_same_page():
    path = "/about/privacy/"
    page = browser().get(path)
    assert "Sign in for doctors" in page.content.decode()
    assert signed_in(story.make_moderator()).get(path).content == page.content
