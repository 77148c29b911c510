"""Opening, deciding and settling peer reviews."""

from datetime import date, datetime

from curbside.web.accounts.models import User
from curbside.web.questions.models import Question
from curbside.web.reviews.models import PeerReview


def open_review(question: Question, why: PeerReview.Why, *, due_on: date, now: datetime) -> PeerReview:
    """Once for an answer, however often its page goes up."""
    return PeerReview.objects.get_or_create(
        question=question, defaults={"why": why, "due_on": due_on, "opened_at": now}
    )[0]


def decide_review(review: PeerReview, *, reviewer: User, outcome: PeerReview.Outcome, note: str, now: datetime) -> bool:
    """One guarded statement. False when somebody else was quicker."""
    waiting = PeerReview.objects.filter(pk=review.pk, decided_at=None)
    return bool(waiting.update(reviewer=reviewer, outcome=outcome, note=note, decided_at=now))


def settle_reviews(question: Question, *, note: str = "", now: datetime) -> int:
    """Whatever a second reader asked for is done with; `note` says why the answer stands. Returns how many."""
    asked = PeerReview.objects.filter(question=question, outcome=PeerReview.Outcome.CORRECT, settled_at=None)
    return asked.update(settled_at=now, settled_note=note)


def forget_reviews(question: Question) -> None:
    PeerReview.objects.filter(question=question).delete()
