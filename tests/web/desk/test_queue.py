"""The lists a doctor works from: whose, in which order, at a fixed number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from curbside.web import lifecycle
from curbside.web.answers.queues import queue, queue_page
from curbside.web.questions.models import Question
from curbside.web.rota.queries import departments_with_hours
from tests.bench import desk
from tests.web import story
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db


def refs(client, path="/desk/", **headers) -> list[str]:
    said = client.get(path, headers=headers).content.decode()
    known = Question.objects.values_list("ref", flat=True)
    return sorted((ref for ref in known if f"/desk/q/{ref}/" in said), key=lambda ref: said.index(f"/desk/q/{ref}/"))


def copies(number: int, of: Question) -> None:
    """More questions like one that went the whole way of preparation."""
    preparation, claim = of.preparation, of.claim
    for n in range(number):
        of.pk, of.ref, of.submission_key = None, f"copy{n:06}", None
        of.save(force_insert=True)
        for row in (preparation, claim):
            row.pk, row.question = None, of
            row.save(force_insert=True)


def test_the_most_urgent_comes_first_then_the_one_due_soonest():
    late = story.ask(now=story.NOW - timedelta(hours=1))
    early = story.ask(now=story.NOW - timedelta(hours=3))
    urgent = story.ask()
    Question.objects.filter(pk=urgent.pk).update(urgency="urgent", urgency_rank=1)
    emergency = story.ask(body="I have crushing chest pain and I cannot breathe.", acknowledged_emergency=True)
    assert refs(signed_in(story.make_doctor())) == [emergency.ref, urgent.ref, early.ref, late.ref]


def test_each_list_holds_what_its_name_says():
    here, there = story.ask(), story.ask(department="family-medicine")
    doctor = story.make_doctor()
    client = signed_in(doctor)
    assert refs(client) == [here.ref]
    assert set(refs(client, "/desk/all/")) == {here.ref, there.ref}
    assert refs(client, "/desk/mine/") == []
    lifecycle.claim_question(here, story.viewer_of_doctor(doctor), now=story.NOW)
    assert refs(client, "/desk/mine/") == [here.ref]
    assert refs(client, "/desk/overdue/") == []
    Question.objects.filter(pk=there.pk).update(due_at=story.NOW)
    assert refs(client, "/desk/overdue/") == [there.ref]
    assert client.get("/desk/nothing/").status_code == 404


def test_a_follow_up_waits_with_the_doctor_who_answered():
    page = story.publish()
    follow_up = lifecycle.ask_follow_up(
        page.question, "It still twitches. What now?", acknowledged_emergency=False, submission_key=None, now=story.NOW
    ).question
    lifecycle.prepare_question(follow_up, now=story.NOW)
    assert refs(signed_in(page.doctor), "/desk/follow-ups/") == [follow_up.ref]


def test_only_what_waits_is_listed():
    waiting = story.ask()
    story.ask(prepared=False)
    story.answer(story.ask(), story.make_doctor())
    assert refs(signed_in(story.make_doctor()), "/desk/all/") == [waiting.ref]


def test_the_table_alone_comes_when_asked_for():
    question, client = story.ask(), signed_in(story.make_doctor())
    part = client.get("/desk/", headers={"HX-Request": "true"}).content.decode()
    assert question.ref in part
    assert "<html" not in part


def test_somebody_elses_claim_shows_their_name():
    question, doctor = story.ask(), story.make_doctor(name="Dr. First")
    lifecycle.claim_question(question, story.viewer_of_doctor(doctor), now=story.NOW)
    assert "Dr. First" in signed_in(story.make_doctor()).get("/desk/").content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["department", "all", "overdue"])
def test_ten_queries_are_enough_for_ten_thousand(name, django_assert_max_num_queries):
    """tests/bench/desk.py measures what the same list costs."""
    doctor = desk.load(10_000)
    client = signed_in(doctor)
    with django_assert_max_num_queries(10):
        page = client.get(f"/desk/{name}/").content.decode()
    assert page.count("data-row") == 25


def test_the_pages_of_a_long_list_are_the_parts_of_the_whole():
    """Merged from the head of each calendar or sorted as a whole: the same order, every question once."""
    viewer, now = story.viewer_of_doctor(desk.load(120)), timezone.now()
    calendars = {each.pk: hours for each, hours in departments_with_hours() if hours}
    found = queue(viewer, "all", now=now, asleep=frozenset())
    whole = queue_page(found, calendars, total=120, first=0, size=120, now=now)
    pages = [queue_page(found, calendars, total=120, first=at, size=25, now=now) for at in range(0, 120, 25)]
    assert len({row.pk for row in whole}) == 120
    assert [row.pk for page in pages for row in page] == [row.pk for row in whole]


@pytest.mark.parametrize("path", ["/desk/", "/desk/all/", "case"])
def test_the_number_of_queries_does_not_grow(path, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    question = story.ask()
    address = f"/desk/q/{question.ref}/" if path == "case" else path
    client = signed_in(story.make_doctor())
    client.get(address)
    with CaptureQueriesContext(connection) as at_one:
        client.get(address)
    copies(19, question)
    with django_assert_max_num_queries(len(at_one)):
        assert client.get(address).status_code == 200
    assert len(at_one) <= (26 if path == "case" else 10)
