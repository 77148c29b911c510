"""The public figures count, and never point at a person."""

import csv
import io
from datetime import timedelta

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.answers.models import Answer
from curbside.web.publishing.actions import set_usefulness
from curbside.web.stats.numbers import SMALLEST_GROUP
from tests.web import story
from tests.web.visitors import browser

pytestmark = pytest.mark.django_db


def rows(path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(browser().get(path).content.decode())))


def test_without_a_question_the_page_stands(clock):
    assert browser().get("/stats/").status_code == 200
    assert rows("/stats/departments.csv") == [["department", "answers", "median_hours", "p90_hours"]]
    assert {row[1] for row in rows("/stats/weekly.csv")[1:]} == {"0"}


def test_what_was_asked_and_answered_is_counted(clock):
    story.answer(story.ask(now=story.NOW - timedelta(days=8)), story.make_doctor())
    story.ask()
    weeks = rows("/stats/weekly.csv")[1:]
    assert len(weeks) == 12
    assert [week[1:] for week in weeks[-2:]] == [["1", "0"], ["1", "1"]]


@pytest.mark.parametrize(("answers", "shown"), [(SMALLEST_GROUP - 1, False), (SMALLEST_GROUP, True)])
def test_a_department_with_few_answers_is_not_shown(clock, answers, shown):
    answer = story.answer(story.ask(), story.make_doctor())
    question = answer.question
    for n in range(answers - 1):
        question.pk, question.ref, question.submission_key = None, f"copy{n:06}", None
        question.save(force_insert=True)
        answer.pk, answer.question = None, question
        answer.save(force_insert=True)
    assert Answer.objects.count() == answers
    assert [row[0] for row in rows("/stats/departments.csv")[1:]] == (["Neurology"] if shown else [])
    assert browser().get("/stats/").status_code == 200


def test_the_page_names_no_question(clock):
    page = story.publish()
    said = browser().get("/stats/").content.decode()
    assert page.ref not in said
    assert page.headline not in said


def numbers() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("/stats/numbers.csv")[1:]}


def test_every_tile_stands_in_the_csv(clock):
    story.publish()
    said = browser().get("/stats/").content.decode()
    labels = [row[2] for row in rows("/stats/numbers.csv")[1:]]
    assert said.count('class="tile"') == len(labels)
    assert numbers()["published"] == "1"


@pytest.mark.parametrize(("votes", "shown"), [(SMALLEST_GROUP - 1, None), (SMALLEST_GROUP, "90")])
def test_usefulness_is_shown_when_enough_voted(clock, votes, shown):
    set_usefulness(story.publish(), yes=votes - 1, no=1)
    assert numbers().get("useful_percent") == shown


def test_erased_and_handed_over_questions_are_counted(clock):
    erased, moved = story.ask(), story.ask()
    lifecycle.erase_question(erased, actor="asker", now=story.NOW)
    moderator = story.viewer_of(story.make_user(Role.MODERATOR))
    story.make_department("cardiology", "Cardiology")
    for department in ("cardiology", "neurology"):
        lifecycle.hand_over(moved, moderator, department, reason="Heart first, nerves after all.", now=story.NOW)
        moved.refresh_from_db()
    counted = numbers()
    assert counted["erased"] == "1"
    assert (counted["department_changed"], counted["department_changed_percent"]) == ("1", "50.0")


def test_the_chart_says_what_its_bars_are(clock):
    story.ask()
    said = browser().get("/stats/").content.decode()
    chart = said[said.index('<svg class="chart') : said.index("</svg>", said.index('<svg class="chart'))]
    assert '<text class="legend"' in chart
    assert ">Asked<" in chart
    assert ">Answered<" in chart
    assert chart.count('class="axis day"') == 6
    assert chart.count('class="axis number"') == 2
    assert "style=" not in chart
