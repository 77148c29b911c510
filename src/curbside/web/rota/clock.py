"""How much working time lies between two moments, and when a stretch of working time is over. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# A clock that has to look further than this has no working days to speak of: it then runs around the clock.
FARTHEST_DAYS = 400
WARN_AT = 0.8


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours: ISO weekdays, minutes after local midnight, and days on which nobody works."""

    timezone: str = "UTC"
    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    opens: int = 9 * 60
    closes: int = 17 * 60
    holidays: frozenset[date] = field(default_factory=frozenset)


def working_time(hours: Hours | None, start: datetime, end: datetime) -> timedelta:
    """Working time from `start` to `end`, negative when `end` lies before; None for `hours` is around the clock."""
    if end < start:
        return -working_time(hours, end, start)
    if hours is None or end - start > timedelta(days=FARTHEST_DAYS):
        return end - start
    total = timedelta()
    for opened, closed in _open_spans(hours, start):
        if opened >= end:
            break
        total += max(timedelta(), min(closed, end) - max(opened, start))
    return total


def add_working_time(hours: Hours | None, start: datetime, amount: timedelta) -> datetime:
    """The moment at which `amount` of working time has passed since `start`."""
    if hours is None or amount <= timedelta():
        return start + amount
    left = amount
    for opened, closed in _open_spans(hours, start):
        begin = max(opened, start)
        if closed - begin >= left:
            return begin + left
        left -= max(timedelta(), closed - begin)
    return start + amount


def is_warning(left: timedelta, whole: timedelta) -> bool:
    """Four fifths of the time are used up."""
    return left <= whole * (1 - WARN_AT)


def _open_spans(hours: Hours, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Opening and closing in UTC, day by day from the day of `start`; summer time is the zone's business."""
    zone = ZoneInfo(hours.timezone)
    first = start.astimezone(zone).date()
    for n in range(FARTHEST_DAYS):
        day = first + timedelta(days=n)
        if day.isoweekday() in hours.days and day not in hours.holidays:
            yield _at(day, hours.opens, zone), _at(day, hours.closes, zone)


def _at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    day, minutes = (day + timedelta(days=1), 0) if minutes == 24 * 60 else (day, minutes)
    return datetime.combine(day, time(minutes // 60, minutes % 60), zone).astimezone(UTC)
