"""The public figures count, and never point at a person."""

import csv
import io
from datetime import timedelta

import pytest

from curbside.web.answers.models import Answer
from curbside.web.stats.views import SMALLEST_GROUP
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
