"""The figures everybody may read: every count of people goes through the guard of small groups."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from curbside.web.answers.figures import WEEKS, by_week, waits
from curbside.web.publishing.queries import correction_times
from curbside.web.stats.counts import Counts
from curbside.web.stats.figure import Column, Figure, Lines, Value
from curbside.web.stats.groups import guard


def public_figures(counts: Counts) -> list[Figure]:
    """One query."""
    return [
        _inflow(counts),
        _departments(counts),
        _backlog(counts),
        _routing(counts),
        _emergencies(counts),
        _deflection(counts),
        _helpfulness(counts),
        _corrections(counts),
    ]


def _weeks(counts: Counts) -> Lines:
    days = [(counts.since + timedelta(weeks=n)).date() for n in range(WEEKS)]
    return Lines("week", _("Week of"), [date_format(day, "j M") for day in days], [day.isoformat() for day in days])


def _departments_of(counts: Counts, ids: Sequence[str]) -> Lines:
    return Lines("department", _("Department"), [counts.labels[id] for id in ids])


def _people(key: str, label: str, numbers: Sequence[int], *, drawn: bool = True) -> Column:
    """A column of counts of people."""
    return Column(key, label, guard(numbers).cells, drawn)


def _inflow(counts: Counts) -> Figure:
    return Figure(
        "weekly",
        _("Asked and answered by week"),
        _("How many questions came in, and how many were answered, in each of the last 12 weeks."),
        _weeks(counts),
        (
            _people("asked", _("Asked"), [week.asked for week in counts.weeks]),
            _people("answered", _("Answered"), [week.answered for week in counts.weeks]),
        ),
        weekly=True,
    )


def _departments(counts: Counts) -> Figure:
    ids = [id for id in counts.labels if id in counts.asked or id in counts.hours]
    answered = guard([len(counts.hours.get(id, ())) for id in ids]).cells
    told = [waits([counts.hours[id]]) if number else None for id, number in zip(ids, answered, strict=True)]
    return Figure(
        "departments",
        _("Time to an answer by department"),
        _("From the question to the doctor's signature, over the last 12 weeks, nights and weekends included."),
        _departments_of(counts, ids),
        (
            _people("asked", _("Asked"), [counts.asked.get(id, 0) for id in ids], drawn=False),
            Column("answers", _("Answers"), answered, drawn=False),
            Column("median_hours", _("Half within (hours)"), [wait.median_hours if wait else None for wait in told]),
            Column("p90_hours", _("9 in 10 within (hours)"), [wait.p90_hours if wait else None for wait in told]),
        ),
    )


def _backlog(counts: Counts) -> Figure:
    bands = [_("Less than a day"), _("1 to 2 days"), _("2 to 7 days"), _("More than 7 days")]
    return Figure(
        "backlog",
        _("How long waiting questions have waited"),
        _("Questions that wait for a doctor now, by the time since they were asked."),
        Lines("waited", _("Waited"), bands, ["under 1 day", "1-2 days", "2-7 days", "over 7 days"]),
        (_people("waiting", _("Waiting"), counts.ages),),
    )


def _routing(counts: Counts) -> Figure:
    left, arrived = dict.fromkeys(counts.labels, 0), dict.fromkeys(counts.labels, 0)
    for (origin, to), number in counts.pairs.items():
        left[origin] += number
        arrived[to] += number
    ids = [id for id in counts.labels if arrived[id] or left[id]]
    return Figure(
        "routing",
        _("Questions handed to another department"),
        _("How often each department handed a question on, and how often it was handed one, in the last 12 weeks."),
        _departments_of(counts, ids),
        (
            _people("handed_on", _("Handed on"), [left[id] for id in ids]),
            _people("received", _("Received"), [arrived[id] for id in ids]),
        ),
    )


def _emergencies(counts: Counts) -> Figure:
    return Figure(
        "emergencies",
        _("Emergency pages"),
        _("How often the page with emergency numbers stopped a question, and how often the person went on."),
        _weeks(counts),
        (
            _people("shown", _("Shown"), counts.events["emergency-shown"]),
            _people("went_on", _("Went on"), counts.events["emergency-went-on"]),
        ),
        weekly=True,
    )


def _deflection(counts: Counts) -> Figure:
    return Figure(
        "spared",
        _("Helped by an answer that existed already"),
        _("People who said so while they wrote, less those who asked all the same in that visit."),
        _weeks(counts),
        (_people("helped", _("Helped and did not ask"), counts.helped),),
        weekly=True,
    )


def _helpfulness(counts: Counts) -> Figure:
    ids = [id for id in counts.labels if sum(counts.votes.get(id, (0, 0)))]
    readers = guard([sum(counts.votes[id]) for id in ids]).cells
    shares: list[Value] = [
        round(100 * counts.votes[id][0] / number) if number else None for id, number in zip(ids, readers, strict=True)
    ]
    return Figure(
        "helpfulness",
        _("Readers who found an answer useful"),
        _("Of the readers who pressed yes or no under an answer that is public now, since it was published."),
        _departments_of(counts, ids),
        (
            Column("readers", _("Readers who said"), readers, drawn=False),
            Column("useful_percent", _("Useful (in 100)"), shares),
        ),
    )


def _corrections(counts: Counts) -> Figure:
    """Notes are public one by one: no group to guard."""
    return Figure(
        "corrections",
        _("Corrections by week"),
        _("Notes on published pages that say what was corrected. Each one is listed under Corrections."),
        _weeks(counts),
        (Column("corrections", _("Corrections"), by_week(correction_times(counts.since), counts.since)),),
        weekly=True,
    )
