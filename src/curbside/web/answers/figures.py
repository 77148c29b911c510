"""Numbers about the service, for everybody and for staff; small groups are hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from curbside.web.audit.models import AuditEntry
from curbside.web.questions.models import Question, Stage

WEEKS = 12


@dataclass(frozen=True, slots=True)
class WeekFigures:
    week: datetime
    asked: int
    answered: int


def weekly(now: datetime) -> list[WeekFigures]:
    """Asked and answered by week over the last WEEKS weeks, oldest first, empty weeks included."""
    since = (now - timedelta(weeks=WEEKS - 1, days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = _by_week(Question.objects.filter(asked_at__gte=since).values_list("asked_at", flat=True), since)
    answered = _by_week(
        Question.objects.filter(answer__signed_at__gte=since).values_list("answer__signed_at", flat=True), since
    )
    weeks = [since + timedelta(weeks=n) for n in range(WEEKS)]
    return [WeekFigures(week, asked[n], answered[n]) for n, week in enumerate(weeks)]


def _by_week(times: Iterable[datetime], since: datetime) -> list[int]:
    counts = [0] * WEEKS
    for at in times:
        counts[min(WEEKS - 1, (at - since).days // 7)] += 1
    return counts


def backlog(now: datetime) -> tuple[int, timedelta | None]:
    """How many wait, and the age of the oldest."""
    waiting = Question.objects.filter(stage__in=[Stage.RECEIVED, Stage.WAITING])
    found = waiting.aggregate(number=Count("id"), oldest=Min("asked_at"))
    return found["number"], now - found["oldest"] if found["oldest"] else None


def erased_count() -> int:
    """How many questions their askers had erased, ever: of each only this count and the empty row are left."""
    return Question.objects.filter(stage=Stage.ERASED).count()


def routing_changes(since: datetime) -> tuple[int, int]:
    """Hand-overs to another department since then, and how many questions were asked since then. Two queries."""
    moved = AuditEntry.objects.filter(action="question.hand_over", at__gte=since).values("object").distinct().count()
    return moved, Question.objects.filter(asked_at__gte=since).count()
