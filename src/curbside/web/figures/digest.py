"""What waits for one doctor this morning, in numbers alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from curbside.web.accounts.queries import Viewer
from curbside.web.publishing.queries import standing_publications
from curbside.web.questions.models import Question, Stage

# A page whose review is due within this many days is named in the digest.
REVIEW_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DigestCounts:
    """`waiting` and `overdue`: of the doctor's departments or meant for them; `reviews`: own pages due."""

    mine: int
    waiting: int
    overdue: int
    reviews: int

    @property
    def nothing(self) -> bool:
        return not (self.mine or self.waiting or self.overdue or self.reviews)


def digest_counts(viewer: Viewer, *, now: datetime) -> DigestCounts:
    """Two queries. A question whose clock stands still is not overdue."""
    own = Q(department_id__in=viewer.departments) | Q(preferred_doctor_id=viewer.doctor_id)
    counts = Question.objects.filter(own, stage=Stage.WAITING).aggregate(
        mine=Count("pk", filter=Q(claim__doctor_id=viewer.doctor_id, claim__expires_at__gt=now), distinct=True),
        waiting=Count("pk", distinct=True),
        overdue=Count("pk", filter=Q(due_at__lte=now, paused_at__isnull=True), distinct=True),
    )
    return DigestCounts(**counts, reviews=reviews_due(viewer.doctor_id or 0, now.date()))


def reviews_due(doctor_id: int, today: date) -> int:
    """Live pages of this doctor whose review is due, or will be soon: one query."""
    return standing_publications().filter(doctor_id=doctor_id, review_due__lte=today + REVIEW_AHEAD).count()
