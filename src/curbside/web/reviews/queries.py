"""What waits for a second reader, what they asked the signing doctor for, and which pages are due to be read again."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from curbside.web.accounts.queries import Viewer, answering_doctors
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import standing_publications
from curbside.web.reviews.models import PeerReview

# A page that is due this soon is shown, and so long after it is due the whole department sees it.
DUE_AHEAD, ONLY_THE_SIGNERS_FOR = timedelta(days=14), timedelta(days=30)


def _of_standing_pages() -> QuerySet[PeerReview]:
    standing = standing_publications().values("question_id")
    found = PeerReview.objects.filter(question__in=standing)
    return found.select_related("question__publication__department", "question__publication__doctor", "reviewer")


def open_peer_reviews(viewer: Viewer) -> QuerySet[PeerReview]:
    """Those nobody has read yet, except answers the viewer signed; the one due first comes first."""
    waiting = _of_standing_pages().filter(decided_at=None)
    return waiting.exclude(question__publication__doctor_id=viewer.doctor_id or 0)


def corrections_asked(doctor_id: int | None = None) -> QuerySet[PeerReview]:
    """Answers a second reader wants corrected, not settled yet; of one doctor, or of all."""
    asked = _of_standing_pages().filter(outcome=PeerReview.Outcome.CORRECT, settled_at=None)
    return asked if doctor_id is None else asked.filter(question__publication__doctor_id=doctor_id)


def left_to_stand(since: datetime) -> QuerySet[PeerReview]:
    """Where the doctor who signed and the second reader disagree: what was settled with a reason, newest first."""
    found = _of_standing_pages().filter(outcome=PeerReview.Outcome.CORRECT, settled_at__gte=since)
    return found.exclude(settled_note="").order_by("-settled_at")


def may_review_page(page: Publication, viewer: Viewer, *, today: date) -> bool:
    """The doctor who signed; a doctor of the page's department when that one is gone or late. One query at most."""
    if viewer.doctor_id is None:
        return False
    if viewer.doctor_id == page.doctor_id:
        return True
    if page.department_id not in viewer.departments:
        return False
    late = page.review_due + ONLY_THE_SIGNERS_FOR <= today
    return late or not answering_doctors(today).filter(pk=page.doctor_id).exists()


def pages_due(viewer: Viewer, *, today: date) -> QuerySet[Publication]:
    """Standing pages that may_review_page lets the viewer read again, due or nearly so, first due first."""
    late = Q(review_due__lte=today - ONLY_THE_SIGNERS_FOR)
    gone = Q(review_due__lte=today) & ~Q(doctor__in=answering_doctors(today))
    mine = Q(doctor_id=viewer.doctor_id or 0, review_due__lte=today + DUE_AHEAD)
    found = standing_publications().filter(mine | Q(department_id__in=viewer.departments) & (late | gone))
    return found.select_related("department").order_by("review_due", "pk")


def outcome_counts(since: datetime) -> list[tuple[str, str, int]]:
    """(why, outcome, how many) of reviews opened since then; no outcome while nobody has read it. One query."""
    rows: Iterable[tuple[str, str, int]] = (
        PeerReview.objects.filter(opened_at__gte=since).order_by().values_list("why", "outcome").annotate(Count("pk"))
    )
    return list(rows)
