"""Why questions were handed on: by reason and by route, and no small group in either."""

import csv
import io

import pytest

from curbside.web.accounts.models import Role
from curbside.web.answers.models import HandOver
from curbside.web.drafts.queries import ProposalCounts
from curbside.web.reviews.models import PeerReview
from tests.web import story
from tests.web.story import NOW
from tests.web.visitors import browser, one_factor, staff  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "one_factor")]


def hand_over(number: int, origin: str | None, to: str, reason: str) -> None:
    question = story.ask()
    for department in filter(None, (origin, to)):
        story.make_department(department, department.capitalize())
    HandOver.objects.bulk_create(
        HandOver(question=question, from_department_id=origin, to_department_id=to, reason=reason, at=NOW)
        for _ in range(number)
    )


def rows(name: str) -> dict[str, list[str]]:
    said = staff(Role.REVIEWER).get(f"/stats/staff/{name}.csv").content.decode()
    return {row[0]: row[1:] for row in list(csv.reader(io.StringIO(said)))[1:]}


def heading(name: str) -> list[str]:
    said = staff(Role.REVIEWER).get(f"/stats/staff/{name}.csv").content.decode()
    return next(csv.reader(io.StringIO(said)))[1:]


def test_each_route_with_its_reasons():
    hand_over(12, "neurology", "cardiology", "wrong-department")
    hand_over(10, "neurology", "cardiology", "needs-specialist")
    hand_over(11, "cardiology", "neurology", "no-time")
    hand_over(15, "neurology", "neurology", "no-time")  # to a colleague: no change of routing
    routes = rows("hand-over-routes")
    named = dict(zip(heading("hand-over-routes"), routes["neurology>cardiology"], strict=True))
    assert (named["wrong-department"], named["needs-specialist"], named["language"]) == ("12", "10", "0")
    assert list(routes) == ["neurology>cardiology", "cardiology>neurology"]
    reasons = rows("hand-over-reasons")
    assert reasons["wrong-department"] == ["12"]
    assert reasons["no-time"] == ["11"]
    page = staff(Role.REVIEWER).get("/stats/staff/hand-overs/").content.decode()
    assert "Neurology → Cardiology" in page
    assert "/stats/staff/hand-over-routes.csv" in page


def test_a_line_with_a_small_number_is_hidden_whole():
    hand_over(30, "neurology", "cardiology", "wrong-department")
    hand_over(3, "neurology", "cardiology", "conflict")
    assert set(rows("hand-over-routes")["neurology>cardiology"]) == {"hidden"}


def test_totals_do_not_give_a_hidden_line_away():
    hand_over(30, "neurology", "cardiology", "wrong-department")
    hand_over(4, "cardiology", "neurology", "wrong-department")
    # 34 less the 30 that are shown would be the 4
    assert rows("hand-over-routes")["neurology>cardiology"][0] == "30"
    assert set(rows("hand-over-reasons")["wrong-department"]) == {"hidden"}


def test_nobody_else_reads_it():
    assert browser().get("/stats/staff/hand-overs/").status_code == 302
    assert staff(Role.AUDITOR).get("/stats/staff/hand-overs/").status_code == 403


def test_peer_reviews_by_outcome_hide_small_groups():
    page = story.publish()
    reviewer = story.make_user(Role.REVIEWER)
    PeerReview.objects.all().delete()
    decided = {"reviewer": reviewer, "decided_at": NOW, "outcome": "fine"}
    few = {"reviewer": reviewer, "decided_at": NOW, "outcome": "correct"}
    PeerReview.objects.bulk_create(
        PeerReview(question=page.question, why="sample", opened_at=NOW, due_on=NOW.date(), **fields)
        for fields in [decided] * 25 + [few] * 3
    )
    found = rows("peer-reviews")
    assert found["correct"][1] == "hidden"
    assert found["fine"][1] == "hidden"  # so that a total less the shown ones tells nothing
    assert found["open"] == ["0", "0"]


def test_the_page_stands_when_software_has_drafted_replies(monkeypatch):
    """A picture has two colours: a third column is in the table alone."""
    story.make_department()
    counts = {"neurology": ProposalCounts(12, 4, 3)}
    monkeypatch.setattr("curbside.web.stats.staff.proposal_counts", lambda since: counts)
    page = staff(Role.REVIEWER).get("/stats/staff/")
    assert page.status_code == 200
    assert rows("drafts")["Neurology"][:3] == ["12", "4", "3"]
