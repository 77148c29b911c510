"""Browsers of people with different roles, and a clock that stands still until it is moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client

from curbside.knowledge.numbers import HelpNumber
from curbside.web.access import OPENED_THREADS
from curbside.web.accounts.models import Doctor, Role, User
from curbside.web.questions.models import Question
from tests.web import story

# What a browser sends with a form of the same site.
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Clock:
    """The time every view sees."""

    now: datetime = story.NOW

    def forward(self, **period: float) -> None:
        self.now += timedelta(**period)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Stops the clock at story.NOW: made-up doctors are verified, made-up claims run, on any day the tests run."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


NUMBERS = (
    HelpNumber("emergency", "Emergency", "112", "all day", "https://example.org/112", "2026-11-25"),
    HelpNumber("crisis", "A crisis line", "116 123", "all day", "https://example.org/crisis", "2026-11-25"),
    HelpNumber("abuse", "An abuse line", "116 006", "all day", "https://example.org/abuse", "2026-11-25"),
    HelpNumber("poison", "Poison centre", "111", "all day", "https://example.org/poison", "2026-11-25"),
)
ASKS_FOR_NUMBERS = ("ui.context", "ask.emergency", "ask.views.steps", "api.problems")


@pytest.fixture(autouse=True)
def one_factor(clock: Clock, settings) -> None:
    """Staff sign in without a second factor. In force where a folder's conftest takes it in."""
    settings.SECOND_FACTOR = False


@pytest.fixture(autouse=True)
def numbers(monkeypatch: pytest.MonkeyPatch) -> tuple[HelpNumber, ...]:
    """The numbers of a made-up country, so that no test changes with a real country's list."""

    def of_kind(country: str, kind: str | None = None) -> tuple[HelpNumber, ...]:
        return tuple(number for number in NUMBERS if kind in (None, number.kind))

    for module in ASKS_FOR_NUMBERS:
        monkeypatch.setattr(f"curbside.web.{module}.help_numbers", of_kind)
    return NUMBERS


def browser() -> Client:
    """A browser without JavaScript that follows no redirect by itself."""
    return Client(headers=SAME_SITE)


def strict_browser() -> Client:
    """One whose forms must carry their token, like everybody's."""
    return Client(headers=SAME_SITE, enforce_csrf_checks=True)


def signed_in(user: User | Doctor) -> Client:
    client = browser()
    client.force_login(user.user if isinstance(user, Doctor) else user)
    return client


def staff(role: Role) -> Client:
    return signed_in(story.make_user(role))


def asker_of(*questions: Question) -> Client:
    """A browser in which the private links of these questions were opened and confirmed."""
    client = browser()
    session = client.session
    session[OPENED_THREADS] = [question.thread_id for question in questions]
    session.save()
    client.cookies["curbside"] = session.session_key
    return client
