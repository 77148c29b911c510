"""The single numbers of the figures page: the same list fills the tiles and the CSV."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from curbside.web.answers.figures import erased_count, moved_questions, oldest_wait, waits
from curbside.web.publishing.queries import public_corrections, standing_publications
from curbside.web.stats.counts import Counts
from curbside.web.stats.figure import Value, in_file
from curbside.web.stats.groups import guard, shown


@dataclass(frozen=True, slots=True)
class Number:
    """`key` and `value` go into the CSV; `unit` stands behind the value on a tile. None: of a small group."""

    key: str
    label: str
    value: Value
    unit: str = ""
    note: str = ""
    url: str = ""

    @property
    def written(self) -> str:
        return _("not shown") if self.value is None else f"{self.value:,}{self.unit}"

    @property
    def file_line(self) -> tuple[object, ...]:
        return self.key, in_file(self.value), f"{self.label} {self.note}".strip()


def single_numbers(counts: Counts, *, now: datetime) -> list[Number]:
    """Five queries. Sums are those of the tables, guarded as there."""
    asked = _sum(week.asked for week in counts.weeks)
    return [
        Number("published", _("Published answers"), standing_publications().count()),
        Number("asked", _("Asked in 12 weeks"), asked),
        Number("answered", _("Answered in 12 weeks"), _sum(week.answered for week in counts.weeks)),
        *_waits(counts),
        *_waiting(counts, now),
        *_usefulness(counts),
        Number("emergencies_shown", _("Emergency pages shown, 12 weeks"), _sum(counts.events["emergency-shown"])),
        Number("helped", _("Helped by an existing answer and did not ask, 12 weeks"), _sum(counts.helped)),
        *_routing(counts, asked),
        Number("corrections", _("Corrections"), public_corrections().count(), url="/corrections/"),
        Number("erased", _("Questions erased by their askers"), shown(erased_count())),
    ]


def _waits(counts: Counts) -> list[Number]:
    hours = counts.hours.values()
    wait = waits(hours) if shown(sum(map(len, hours))) else None
    if wait is None:
        return []
    return [
        Number("median_hours", _("Half are answered within"), wait.median_hours, " h"),
        Number("p90_hours", _("9 in 10 are answered within"), wait.p90_hours, " h"),
    ]


def _waiting(counts: Counts, now: datetime) -> list[Number]:
    waiting = _sum(counts.ages)
    numbers = [Number("waiting", _("Waiting now"), waiting)]
    oldest = oldest_wait(now) if waiting else None
    if oldest:
        numbers.append(Number("oldest_hours", _("The oldest has waited"), round(oldest.total_seconds() / 3600), " h"))
    return numbers


def _usefulness(counts: Counts) -> list[Number]:
    yes, no = (sum(vote[at] for vote in counts.votes.values()) for at in (0, 1))
    if not shown(yes + no):
        return []
    note = _("of %(n)d readers who said so") % {"n": yes + no}
    return [Number("useful_percent", _("Found the answer useful"), round(100 * yes / (yes + no)), "%", note)]


def _routing(counts: Counts, asked: Value) -> list[Number]:
    moved = shown(moved_questions(counts.since))
    numbers = [Number("department_changed", _("Handed to another department, 12 weeks"), moved)]
    if asked and moved is not None:
        note = _("of %(n)d asked, 12 weeks") % {"n": asked}
        share = round(100 * moved / asked, 1)
        numbers.append(Number("department_changed_percent", _("Share handed to another department"), share, "%", note))
    return numbers


def _sum(numbers: Iterable[int]) -> Value:
    return guard(list(numbers)).total
