"""What the public figures are made of, counted once a page. Raw: nothing here may be shown as it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from curbside.web.answers.figures import (
    WEEKS,
    WeekFigures,
    asked_by_department,
    first_week,
    hours_waited,
    moves,
    waiting_ages,
    weekly,
)
from curbside.web.departments.queries import every_department
from curbside.web.intake.counters import counted_by_day
from curbside.web.publishing.queries import useful_votes

COUNTERS = ("emergency-shown", "emergency-went-on", "helped-by-existing", "asked-after-helped")


@dataclass(frozen=True, slots=True)
class Counts:
    """The last WEEKS weeks, from `since` on. Departments by id, in the order of `labels`; no id: not routed yet.

    `hours`: waited for each answer; `ages`: how many wait by age; `events`: counters by week; `pairs`: hand-overs by
    (from, to); `votes`: (useful, not useful) of pages that are live.
    """

    since: datetime
    labels: Mapping[str, str]
    weeks: Sequence[WeekFigures]
    asked: Mapping[str, int]
    hours: Mapping[str, list[float]]
    ages: Sequence[int]
    events: Mapping[str, Sequence[int]]
    pairs: Counter[tuple[str, str]]
    votes: Mapping[str, tuple[int, int]]

    @property
    def helped(self) -> list[int]:
        """Questions spared by week: "this helped", less those who asked all the same in that visit."""
        pairs = zip(self.events["helped-by-existing"], self.events["asked-after-helped"], strict=True)
        return [max(found - asked, 0) for found, asked in pairs]


def counts_of_period(now: datetime) -> Counts:
    """Nine queries, however many questions there are."""
    since = first_week(now)
    return Counts(
        since=since,
        labels=department_labels(),
        weeks=weekly(now),
        asked={id or "": n for id, n in asked_by_department(since).items()},
        hours=hours_waited(since),
        ages=waiting_ages(now),
        events=_events(since),
        pairs=moves(since),
        votes=useful_votes(),
    )


def department_labels() -> dict[str, str]:
    """By id in the operator's order, closed ones included."""
    return {each.pk: each.label for each in every_department()} | {"": _("Not yet routed")}


def _events(since: datetime) -> dict[str, list[int]]:
    events = {}
    for name, days in counted_by_day(COUNTERS, since.date()).items():
        events[name] = [0] * WEEKS
        for day, count in days:
            events[name][min(WEEKS - 1, (day - since.date()).days // 7)] += count
    return events
