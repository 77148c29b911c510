"""A reader's report has an owner and a clock, and is not forgotten."""

from datetime import timedelta

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.queries import on_call
from curbside.web.notices.models import OutboxMessage
from tests.web import story
from tests.web.story import NOW
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db


def report(page, kind: str = "medical"):
    return lifecycle.report_error(page, kind=kind, text="The dose is wrong.", now=NOW)


def letters(report, kind: str = "report") -> list[str]:
    found = OutboxMessage.objects.filter(dedupe_key__startswith=f"{kind}:{report.pk}:")
    return sorted(found.values_list("to", flat=True))


def test_moderators_are_on_call_in_turn_a_week_each():
    people = {story.make_moderator().pk for _ in range(3)}
    monday = (NOW - timedelta(days=NOW.weekday())).date()
    turns = [on_call(monday + timedelta(days=day)).pk for day in range(21)]
    assert {len(set(turns[week : week + 7])) for week in (0, 7, 14)} == {1}
    assert {turns[0], turns[7], turns[14]} == people


def test_without_a_moderator_an_administrator_is_on_call_and_without_both_nobody():
    assert on_call(NOW.date()) is None
    administrator = story.make_administrator()
    assert on_call(NOW.date()) == administrator


@pytest.mark.parametrize(("kind", "hours"), [("privacy", 4), ("medical", 8), ("other", 72)])
def test_a_report_has_an_owner_and_a_clock_by_its_kind(kind, hours):
    said = report(story.publish(), kind)
    assert said.owner == on_call(NOW.date())
    assert said.due_at == NOW + timedelta(hours=hours)


def test_the_list_says_who_is_on_call_and_what_is_overdue_and_comes_first(clock):
    page = story.publish()
    report(page, "other"), report(page, "medical")
    client = signed_in(on_call(NOW.date()))
    said = client.get("/moderation/reports/").content.decode()
    assert "(you)" in said
    assert "overdue" not in said
    assert said.index("Medical") < said.index("Other")
    clock.forward(hours=8)
    later = client.get("/moderation/reports/").content.decode()
    assert later.count('class="clock overdue"') == 1


def test_what_is_overdue_goes_to_everybody_who_can_act_once():
    page = story.publish()
    story.make_administrator()
    said = report(page)
    assert lifecycle.sweep(now=NOW + timedelta(hours=7))["reports_late"] == 0
    done = lifecycle.sweep(now=NOW + timedelta(hours=8))["reports_late"]
    assert done == len(letters(said, "report-late")) > len(letters(said))
    assert lifecycle.sweep(now=NOW + timedelta(hours=9))["reports_late"] == 0


def test_a_report_that_is_settled_is_not_reminded_of():
    said = report(story.publish())
    lifecycle.close_report(said, story.viewer_of(story.make_moderator()), outcome="Corrected.", now=NOW)
    assert lifecycle.sweep(now=NOW + timedelta(hours=20))["reports_late"] == 0


def test_the_owner_is_told_that_it_is_theirs():
    said = report(story.publish())
    mine = OutboxMessage.objects.get(dedupe_key=f"report:{said.pk}:{said.owner_id}")
    assert "You are on call" in mine.body
