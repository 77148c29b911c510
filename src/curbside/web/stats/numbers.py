"""The single numbers of the figures page: the same list fills the tiles and the CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from curbside.web.answers.figures import WEEKS, backlog, erased_count, routing_changes
from curbside.web.answers.queries import Wait
from curbside.web.intake.counters import totals_since
from curbside.web.publishing.queries import live_publications, public_corrections, useful_votes

# With fewer people than this a number can point at one of them (k-anonymity, k = 10).
SMALLEST_GROUP = 10


@dataclass(frozen=True, slots=True)
class Number:
    """`key` and `value` go into the CSV; `shown`, when set, is how the tile writes the value."""

    key: str
    label: str
    value: float
    shown: str = ""
    note: str = ""
    url: str = ""

    @property
    def written(self) -> str:
        return self.shown or str(self.value)


def single_numbers(now: datetime, waits: Wait | None) -> list[Number]:
    """Ten queries or fewer, however many questions there are."""
    since = now - timedelta(weeks=WEEKS)
    return [
        Number("published", _("Published answers"), live_publications().count()),
        *_waits(waits),
        *_waiting(now),
        *_usefulness(),
        *_counted(since),
        Number("corrections", _("Corrections"), public_corrections().count(), url="/corrections/"),
        Number("erased", _("Questions erased by their askers"), erased_count()),
    ]


def _waits(waits: Wait | None) -> list[Number]:
    if waits is None:
        return []
    half, most = waits.median_hours, waits.p90_hours
    return [
        Number("median_hours", _("Half are answered within"), half, _("%(h)s h") % {"h": half}),
        Number("p90_hours", _("9 in 10 are answered within"), most, _("%(h)s h") % {"h": most}),
    ]


def _waiting(now: datetime) -> list[Number]:
    waiting, oldest = backlog(now)
    numbers = [Number("waiting", _("Waiting now"), waiting)]
    if oldest:
        hours = round(oldest.total_seconds() / 3600)
        numbers.append(Number("oldest_hours", _("The oldest has waited"), hours, _("%(h)s h") % {"h": hours}))
    return numbers


def _usefulness() -> list[Number]:
    yes, no = useful_votes()
    if yes + no < SMALLEST_GROUP:
        return []
    share = round(100 * yes / (yes + no))
    note = _("of %(n)d readers who said so") % {"n": yes + no}
    return [Number("useful_percent", _("Found the answer useful"), share, f"{share}%", note)]


def _deflected(counters: Mapping[str, int]) -> int:
    """Questions spared: "this helped", less those who asked all the same in that visit."""
    return max(counters.get("helped-by-existing", 0) - counters.get("asked-after-helped", 0), 0)


def _counted(since: datetime) -> list[Number]:
    counters = totals_since(since.date())
    moved, asked = routing_changes(since)
    share = round(100 * moved / asked, 1) if asked else 0
    of_all = _("of %(n)d asked, 12 weeks") % {"n": asked}
    return [
        Number("emergencies_shown", _("Emergency pages shown, 12 weeks"), counters.get("emergency-shown", 0)),
        Number("helped", _("Helped by an existing answer and did not ask, 12 weeks"), _deflected(counters)),
        Number("department_changed", _("Handed to another department"), moved, note=of_all),
        Number("department_changed_percent", _("Share handed to another department"), share, f"{share}%", of_all),
    ]
