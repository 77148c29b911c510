"""Counts of what was asked, answered, handed on and is waiting. Raw: who shows them keeps small groups back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Min, Q

from curbside.web.answers.models import Answer, HandOver
from curbside.web.answers.queries import Wait, wait_of
from curbside.web.audit.models import AuditEntry
from curbside.web.questions.models import Question, Stage

WEEKS = 12
WAITING = (Stage.RECEIVED, Stage.WAITING)
# Upper ends of the bands in which the age of a waiting question is counted; the last band is open.
AGES = (timedelta(days=1), timedelta(days=2), timedelta(days=7))


@dataclass(frozen=True, slots=True)
class WeekFigures:
    week: datetime
    asked: int
    answered: int


def first_week(now: datetime) -> datetime:
    """Midnight of the Monday with which the last WEEKS weeks begin, this one included."""
    return (now - timedelta(weeks=WEEKS - 1, days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def weekly(now: datetime) -> list[WeekFigures]:
    """Asked and answered by week over the last WEEKS weeks, oldest first, empty weeks included."""
    since = first_week(now)
    asked = by_week(Question.objects.filter(asked_at__gte=since).values_list("asked_at", flat=True), since)
    answered = by_week(Answer.objects.filter(signed_at__gte=since).values_list("signed_at", flat=True), since)
    weeks = [since + timedelta(weeks=n) for n in range(WEEKS)]
    return [WeekFigures(week, asked[n], answered[n]) for n, week in enumerate(weeks)]


def by_week(times: Iterable[datetime], since: datetime) -> list[int]:
    """How many of `times` lie in each of the WEEKS weeks from `since` on."""
    counts = [0] * WEEKS
    for at in times:
        counts[min(WEEKS - 1, (at - since).days // 7)] += 1
    return counts


def asked_by_department(since: datetime) -> dict[str | None, int]:
    """None: not routed yet. One query."""
    rows = Question.objects.filter(asked_at__gte=since).order_by().values_list("department_id")
    return dict(rows.annotate(n=Count("pk")))


def hours_waited(since: datetime) -> dict[str, list[float]]:
    """Hours from ask to signature of each answer signed since then, by department of the answer. One query."""
    answers = Answer.objects.filter(signed_at__gte=since)
    hours: dict[str, list[float]] = {}
    for department, asked, signed in answers.values_list("department_id", "question__asked_at", "signed_at"):
        hours.setdefault(department, []).append((signed - asked).total_seconds() / 3600)
    return hours


def waits(hours: Iterable[list[float]]) -> Wait | None:
    """Over all of these together; None when there is none."""
    together = [each for some in hours for each in some]
    return wait_of(together) if together else None


def waiting_ages(now: datetime) -> list[int]:
    """How many wait in each band of AGES and beyond the last. One query."""
    ends = [now - age for age in AGES]
    bands = [Q(asked_at__gt=ends[0])]
    bands += [Q(asked_at__lte=younger, asked_at__gt=older) for younger, older in pairwise(ends)]
    bands += [Q(asked_at__lte=ends[-1])]
    waiting = Question.objects.filter(stage__in=WAITING)
    found = waiting.aggregate(**{f"band{n}": Count("pk", filter=band) for n, band in enumerate(bands)})
    return [found[f"band{n}"] for n in range(len(bands))]


def oldest_wait(now: datetime) -> timedelta | None:
    oldest = Question.objects.filter(stage__in=WAITING).aggregate(at=Min("asked_at"))["at"]
    return now - oldest if oldest else None


@dataclass(frozen=True, slots=True)
class Backlog:
    """`overdue`: waiting questions whose clock has run out; `oldest`: how long the oldest has waited."""

    waiting: int
    overdue: int
    oldest: timedelta


def backlog_by_department(now: datetime) -> dict[str | None, Backlog]:
    """None: not routed yet. One query."""
    rows = Question.objects.filter(stage__in=WAITING).order_by().values_list("department_id")
    late = Q(due_at__lte=now, paused_at__isnull=True)
    counted = rows.annotate(n=Count("pk"), late=Count("pk", filter=late), oldest=Min("asked_at"))
    return {department: Backlog(n, overdue, now - oldest) for department, n, overdue, oldest in counted}


def erased_count() -> int:
    """How many questions their askers had erased, ever: of each only this count and the empty row are left."""
    return Question.objects.filter(stage=Stage.ERASED).count()


def moves_by_reason(since: datetime) -> dict[tuple[str, str], Counter[str]]:
    """(from, to) department → reason → how many questions went from the one to the other since then; "" where there was
    no department yet. One query."""
    rows = HandOver.objects.filter(at__gte=since).order_by()
    counted = rows.values_list("from_department_id", "to_department_id", "reason").annotate(Count("pk"))
    found: dict[tuple[str, str], Counter[str]] = {}
    for origin, to, reason, number in counted:
        if origin != to:
            found.setdefault((origin or "", to or ""), Counter())[reason] += number
    return found


def moves(since: datetime) -> Counter[tuple[str, str]]:
    """Hand-overs from one department to another since then, by (from, to). One query."""
    entries = AuditEntry.objects.filter(action="question.hand_over", at__gte=since)
    pairs = ((detail.get("from") or "", detail.get("to") or "") for detail in entries.values_list("detail", flat=True))
    return Counter(pair for pair in pairs if pair[0] != pair[1])


def moved_questions(since: datetime) -> int:
    """How many questions went to another department since then, each counted once. One query."""
    entries = AuditEntry.objects.filter(action="question.hand_over", at__gte=since).values_list("object", "detail")
    return len({object for object, detail in entries if detail.get("from") != detail.get("to")})


def draft_shares_kept(since: datetime) -> dict[str, list[float]]:
    """Department → for each answer signed since then that was started from a draft by software, the share of its words
    that stood, 0 to 1. One query."""
    started = Answer.objects.filter(signed_at__gte=since).exclude(drafted={})
    shares: dict[str, list[float]] = {}
    for department, drafted in started.values_list("department_id", "drafted"):
        shares.setdefault(department, []).append(float(drafted["kept"]))
    return shares
