"""When a published answer is read again, and who stood by it last."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings

from curbside.knowledge.high_risk import high_risk_topics
from curbside.web.publishing.models import Publication

# Topics of a page are ranked; those after the first few are only near it.
TOPICS_WEIGHED = 3


def is_high_risk(slugs: Iterable[str]) -> bool:
    """Is one of the first topics of a page among those where a wrong answer harms most?"""
    return any(slug in high_risk_topics() for slug in list(slugs)[:TOPICS_WEIGHED])


def review_period(department_id: str, slugs: Iterable[str]) -> timedelta:
    """The department's own interval or the site's, and no longer than the one of high-risk topics."""
    period: timedelta = settings.REVIEW_PERIODS.get(department_id, settings.REVIEW_PERIOD)
    return min(period, settings.HIGH_RISK_REVIEW_PERIOD) if is_high_risk(slugs) else period


def due_after(day: date, department_id: str, slugs: Iterable[str]) -> date:
    return day + review_period(department_id, slugs)


def note_review(publication: Publication, *, by: str, now: datetime) -> None:
    """Somebody has read the whole answer again and it is still right; `by` is empty for staff who are not named."""
    day = now.date()
    due = due_after(day, publication.department_id, [note["slug"] for note in publication.topics])
    fields = {"reviewed_on": day, "reviewed_by": by, "review_due": due, "updated_at": now}
    Publication.objects.filter(pk=publication.pk).update(**fields)
