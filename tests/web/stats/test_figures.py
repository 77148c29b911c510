"""The figures count, and never point at a person."""

import csv
import io
import re
from datetime import datetime, timedelta
from itertools import count

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Doctor, Role
from curbside.web.answers.models import Answer
from curbside.web.intake.models import CountedEvent
from curbside.web.publishing.actions import set_usefulness
from curbside.web.questions.models import Question, Stage
from curbside.web.stats.groups import SMALLEST_GROUP
from tests.web import story
from tests.web.visitors import browser, signed_in, staff

pytestmark = pytest.mark.django_db
_refs = count()
NAMES = ("weekly", "departments", "backlog", "routing", "emergencies", "spared", "helpfulness", "corrections")
STAFF_NAMES = ("waiting", "routes", "reports", "kept", "drafts")


def rows(path: str, client=None) -> list[list[str]]:
    return list(csv.reader(io.StringIO((client or browser()).get(path).content.decode())))


def numbers() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("/stats/numbers.csv")[1:]}


def asked(
    number: int, *, at: datetime = story.NOW, department: str = "neurology", stage: Stage = Stage.WAITING
) -> list[Question]:
    """Many questions at once, without their way through the lifecycle."""
    story.make_department(department, department.capitalize())
    return Question.objects.bulk_create(
        Question(
            ref=f"made-up{next(_refs):06}",
            department_id=department,
            stage=stage,
            asked_at=at,
            due_at=at,
            body="x",
        )
        for _ in range(number)
    )


def answered(questions: list[Question], doctor: Doctor, *, after: timedelta) -> None:
    Answer.objects.bulk_create(
        Answer(
            question=question,
            doctor=doctor,
            department_id=question.department_id,
            text="x",
            signed_at=question.asked_at + after,
        )
        for question in questions
    )


@pytest.fixture
def one_factor(settings, clock):
    settings.SECOND_FACTOR = False


def test_without_a_question_the_page_stands(clock):
    assert browser().get("/stats/").status_code == 200
    assert len(rows("/stats/departments.csv")) == 1
    assert {tuple(row[1:]) for row in rows("/stats/weekly.csv")[1:]} == {("0", "0")}
    assert browser().get("/stats/nothing-of-the-kind.csv").status_code == 404


def test_what_was_asked_and_answered_is_counted(clock):
    last_week = asked(12, at=story.NOW - timedelta(days=7), stage=Stage.ANSWERED)
    asked(30)
    answered(last_week, story.make_doctor(), after=timedelta(days=7))
    weeks = rows("/stats/weekly.csv")
    assert weeks[0] == ["week", "asked", "answered"]
    assert len(weeks) == 13
    assert weeks[-2:] == [["2026-11-16", "12", "0"], ["2026-11-23", "30", "12"]]
    assert (numbers()["asked"], numbers()["answered"], numbers()["waiting"]) == ("42", "12", "30")


def test_one_small_week_takes_another_with_it_so_that_the_sum_tells_nothing(clock):
    for weeks, number in ((0, 3), (1, 40), (2, 50)):
        asked(number, at=story.NOW - timedelta(weeks=weeks))
    shown = [row[1] for row in rows("/stats/weekly.csv")[1:]]
    assert shown == [*["0"] * 9, "hidden", "40", "hidden"]
    assert numbers()["asked"] == "93"


def test_waits_are_those_of_the_answers_of_a_department(clock):
    doctor = story.make_doctor()
    quick = asked(6, at=story.NOW - timedelta(days=3), stage=Stage.ANSWERED)
    slow = asked(6, at=story.NOW - timedelta(days=4), stage=Stage.ANSWERED)
    answered(quick, doctor, after=timedelta(hours=2))
    answered(slow, doctor, after=timedelta(hours=40))
    assert rows("/stats/departments.csv") == [
        ["department", "asked", "answers", "median_hours", "p90_hours"],
        ["Neurology", "12", "12", "21.0", "40.0"],
    ]


def test_a_department_with_few_answers_tells_nothing(clock):
    answered(asked(SMALLEST_GROUP - 1, stage=Stage.ANSWERED), story.make_doctor(), after=timedelta(hours=5))
    assert rows("/stats/departments.csv")[1:] == [["Neurology", "hidden", "hidden", "hidden", "hidden"]]
    assert "median_hours" not in numbers()
    assert numbers()["answered"] == "hidden"
    page = browser().get("/stats/").content.decode()
    assert "not shown" in page


def test_the_backlog_is_counted_by_age(clock):
    for days, number in ((0, 11), (1.5, 12), (5, 13), (30, 14)):
        asked(number, at=story.NOW - timedelta(days=days))
    assert [row[1] for row in rows("/stats/backlog.csv")[1:]] == ["11", "12", "13", "14"]
    assert (numbers()["waiting"], numbers()["oldest_hours"]) == ("50", "720")


def test_counters_are_summed_by_week(clock):
    for name, number in (("emergency-shown", 25), ("helped-by-existing", 40), ("asked-after-helped", 15)):
        CountedEvent.objects.create(day=story.NOW.date(), name=name, count=number)
        CountedEvent.objects.create(day=story.NOW.date() - timedelta(days=1), name=name, count=1)
        CountedEvent.objects.create(day=story.NOW.date() - timedelta(weeks=13), name=name, count=99)
    assert rows("/stats/emergencies.csv")[-1] == ["2026-11-23", "26", "0"]
    assert rows("/stats/spared.csv")[-1] == ["2026-11-23", "25"]
    assert (numbers()["emergencies_shown"], numbers()["helped"]) == ("26", "25")


def test_questions_handed_on_are_counted_where_they_left_and_where_they_came(clock, one_factor):
    moderator = story.viewer_of(story.make_user(Role.MODERATOR))
    story.make_department("cardiology", "Cardiology")
    for _ in range(SMALLEST_GROUP):
        question = story.ask()
        lifecycle.hand_over(question, moderator, "cardiology", reason="wrong-department", now=story.NOW)
        question.refresh_from_db()
        lifecycle.hand_over(question, moderator, "neurology", reason="wrong-department", now=story.NOW)
    assert rows("/stats/routing.csv")[1:] == [["Cardiology", "10", "10"], ["Neurology", "10", "10"]]
    assert (numbers()["department_changed"], numbers()["department_changed_percent"]) == ("10", "100.0")
    routes = rows("/stats/staff/routes.csv", staff(Role.REVIEWER))[1:]
    assert sorted(routes) == [["Cardiology → Neurology", "10"], ["Neurology → Cardiology", "10"]]


def test_few_hand_overs_are_not_shown(clock, one_factor):
    moderator = story.viewer_of(story.make_user(Role.MODERATOR))
    story.make_department("cardiology", "Cardiology")
    lifecycle.hand_over(story.ask(), moderator, "cardiology", reason="wrong-department", now=story.NOW)
    assert numbers()["department_changed"] == "hidden"
    assert "department_changed_percent" not in numbers()
    assert {row[1] for row in rows("/stats/staff/routes.csv", staff(Role.REVIEWER))[1:]} == {"hidden"}


@pytest.mark.parametrize(("votes", "shown"), [(SMALLEST_GROUP - 1, None), (SMALLEST_GROUP, "90")])
def test_usefulness_is_shown_when_enough_voted(clock, votes, shown):
    set_usefulness(story.publish(), yes=votes - 1, no=1)
    assert numbers().get("useful_percent") == shown
    assert rows("/stats/helpfulness.csv")[1] == ["Neurology", *([str(votes), "90"] if shown else ["hidden", "hidden"])]


def test_a_correction_is_counted_in_its_week(clock):
    page = story.publish()
    viewer = story.viewer_of_doctor(page.doctor)
    lifecycle.correct_answer(page.question, viewer, f"{story.REPLY}\nRest.\n", note="Added rest.", now=story.NOW)
    assert rows("/stats/corrections.csv")[-1][1] == numbers()["corrections"] == "1"


def test_few_erased_questions_are_not_counted_out(clock):
    lifecycle.erase_question(story.ask(), actor="asker", now=story.NOW)
    assert numbers()["erased"] == "hidden"
    asked(SMALLEST_GROUP, stage=Stage.ERASED)
    assert numbers()["erased"] == str(SMALLEST_GROUP + 1)


def test_the_page_names_no_question(clock):
    page = story.publish()
    said = browser().get("/stats/").content.decode()
    assert page.ref not in said
    assert page.headline not in said


def test_every_tile_stands_in_the_csv(clock):
    story.publish()
    said = browser().get("/stats/").content.decode()
    assert said.count('class="tile"') == len(rows("/stats/numbers.csv")) - 1
    assert numbers()["published"] == "1"


def test_every_figure_has_a_table_and_a_file_of_the_same_numbers(clock, one_factor):
    answered(asked(12, stage=Stage.ANSWERED), story.make_doctor(), after=timedelta(hours=3))
    asked(15)
    for address, names, client in (
        ("/stats/", NAMES, browser()),
        ("/stats/staff/", STAFF_NAMES, signed_in(story.make_doctor())),
    ):
        said = client.get(address).content.decode()
        assert re.findall(r'<section class="figure" id="([a-z]+)"', said) == list(names)
        for name in names:
            part = said[said.index(f'id="{name}"') :].split("</section>")[0]
            lines = rows(f"{address}{name}.csv", client)
            assert f'href="{address}{name}.csv"' in part
            if len(lines) > 1:
                assert part.count("<svg") == 1
                cells = re.findall(r"<td>([^<]*)</td>", part)
                told = [cell for line in lines[1:] for cell in line[1:]]
                written = [cell for n, cell in enumerate(cells) if n % len(lines[0])]
                assert [w.replace("not shown", "hidden") for w in written] == [
                    f"{float(t):g}" if t != "hidden" else t for t in told
                ]


def test_the_chart_says_what_its_bars_are_and_which_are_kept_back(clock):
    asked(12)
    asked(3, at=story.NOW - timedelta(weeks=1))
    said = browser().get("/stats/").content.decode()
    chart = said[said.index('<svg class="chart') : said.index("</svg>", said.index('<svg class="chart'))]
    assert chart.count('class="legend"') == 2
    assert ">Asked<" in chart
    assert ">Answered<" in chart
    assert chart.count('class="axis day"') == 6
    assert chart.count('class="axis kept-back"') == 2
    assert "style=" not in chart


def test_staff_see_what_waits_in_each_department(clock, one_factor):
    asked(2, at=story.NOW - timedelta(hours=50))
    asked(1, department="cardiology", at=story.NOW - timedelta(hours=3))
    Question.objects.filter(department_id="cardiology").update(due_at=story.NOW + timedelta(hours=1))
    assert sorted(rows("/stats/staff/waiting.csv", signed_in(story.make_doctor()))[1:]) == [
        ["Cardiology", "1", "0", "3"],
        ["Neurology", "2", "2", "50"],
    ]


def test_reports_are_counted_with_the_time_they_took(clock, one_factor):
    page, moderator = story.publish(), story.viewer_of(story.make_moderator())
    first = lifecycle.report_error(page, kind="medical", text="Wrong dose.", now=story.NOW - timedelta(hours=4))
    lifecycle.report_error(page, kind="medical", text="Wrong dose again.", now=story.NOW)
    lifecycle.close_report(first, moderator, outcome="Corrected.", now=story.NOW)
    assert rows("/stats/staff/reports.csv", staff(Role.MODERATOR))[1:] == [
        ["medical", "1", "1", "4.0"],
        ["privacy", "0", "0", "hidden"],
        ["other", "0", "0", "hidden"],
    ]


@pytest.mark.parametrize("address", ["/stats/", "/stats/staff/"])
def test_the_number_of_queries_does_not_grow(clock, one_factor, django_assert_max_num_queries, address):
    client = signed_in(story.make_doctor())
    story.publish()
    asked(40)
    asked(40, department="cardiology", at=story.NOW - timedelta(days=9))
    with django_assert_max_num_queries(20 if address == "/stats/" else 13):
        client.get(address)


def test_staff_see_how_much_of_a_reused_answer_is_kept(clock, one_factor):
    page = story.publish()
    doctor = story.make_doctor()
    signed = story.answer(story.ask(), doctor)
    half = " ".join(page.answer_text.split()[: len(page.answer_text.split()) // 2])
    Answer.objects.filter(pk=signed.pk).update(reused=[page.ref], text=half)
    ((label, answers, kept),) = rows("/stats/staff/kept.csv", signed_in(doctor))[1:]
    assert (label, answers) == ("Neurology", "1")
    assert 45 <= float(kept) <= 55
