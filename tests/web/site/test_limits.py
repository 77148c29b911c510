"""A machine that fills the queue is stopped; a person is not."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.test import RequestFactory

from curbside.web import lifecycle
from curbside.web.intake.models import SenderCount
from curbside.web.limits import is_over_limit, sender_of
from tests.web import story
from tests.web.visitors import browser

pytestmark = pytest.mark.django_db


def test_guessing_private_links_ends_in_too_many(settings):
    settings.HOURLY_LIMITS = {**settings.HOURLY_LIMITS, "wrong-link": 3}
    guesser = browser()
    statuses = [guesser.get(f"/track/k/guess-{n}/").status_code for n in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    assert "ambulance" not in guesser.get("/track/k/guess-9/").content.decode()
    assert browser().get("/").status_code == 200


def test_the_api_says_when_it_is_too_much(settings):
    story.make_department()
    settings.HOURLY_LIMITS = {**settings.HOURLY_LIMITS, "ask": 2}
    given = {"body": story.BODY, "consent": {"answer": True}}
    posts = [browser().post("/api/v1/questions", given, content_type="application/json") for _ in range(3)]
    assert [answer.status_code for answer in posts] == [201, 201, 429]
    assert posts[-1].headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("proxies", "header", "same"),
    [
        (0, "203.0.113.9", True),  # nobody may say who they are
        (1, "203.0.113.9", False),  # our proxy says so
        (1, "203.0.113.9, 192.0.2.1", True),  # the sender wrote the first, our proxy the last
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, header, same):
    settings.TRUSTED_PROXIES = proxies
    plain = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    forwarded = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": header})
    assert (sender_of(plain) == sender_of(forwarded)) is same


def test_one_ipv6_household_is_one_sender():
    here, there = (RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2:{n}::1") for n in (5, 6))
    elsewhere = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:3::1")
    assert sender_of(here) == sender_of(there) != sender_of(elsewhere)


def test_the_count_is_shared_and_not_kept_in_one_process(settings):
    """A second process knows nothing of the first but the database."""
    settings.HOURLY_LIMITS = {**settings.HOURLY_LIMITS, "wrong-link": 2}
    statuses = []
    for n in range(3):
        cache.clear()
        statuses.append(browser().get(f"/track/k/guess-{n}/").status_code)
    assert statuses == [404, 404, 429]
    assert SenderCount.objects.get().count == 3


def test_a_spoofed_header_buys_nothing(settings):
    settings.HOURLY_LIMITS = {**settings.HOURLY_LIMITS, "wrong-link": 2}
    settings.TRUSTED_PROXIES = 1
    statuses = [
        browser().get("/track/k/guess/", headers={"x-forwarded-for": f"203.0.113.{n}, 192.0.2.7"}).status_code
        for n in range(4)
    ]
    assert statuses == [404, 404, 429, 429]


def test_the_next_hour_begins_anew_and_the_old_one_is_forgotten(settings, clock):
    settings.HOURLY_LIMITS = {**settings.HOURLY_LIMITS, "wrong-link": 1}
    guess = [browser().get("/track/k/guess/").status_code for _ in range(2)]
    clock.forward(hours=1)
    assert [*guess, browser().get("/track/k/guess/").status_code] == [404, 429, 404]
    clock.forward(hours=3)
    lifecycle.sweep(now=clock.now)
    assert not SenderCount.objects.exists()


def test_while_the_database_is_away_nobody_is_refused(monkeypatch, rf):
    def away(*args):
        raise DatabaseError

    monkeypatch.setattr("curbside.web.limits.count_sender", away)
    assert not is_over_limit(rf.post("/ask/send/"), "ask")


def test_reading_is_not_counted():
    browser().get("/")
    browser().get("/search/?q=calf")
    assert not SenderCount.objects.exists()
