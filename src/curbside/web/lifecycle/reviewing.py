"""Reading published answers again: by a second clinician, and by the doctor who signed when the time has come."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Role, User
from curbside.web.accounts.queries import Viewer
from curbside.web.audit.actions import record
from curbside.web.lifecycle.persons import doctor_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.retracting import propose_retraction
from curbside.web.notices.actions import put_in_outbox
from curbside.web.publishing.actions import start_new_generation
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import standing_publications
from curbside.web.publishing.reviewing import is_high_risk, note_review
from curbside.web.questions.actions import StageConflict
from curbside.web.questions.models import Question
from curbside.web.reviews import actions as reviews
from curbside.web.reviews.models import PeerReview
from curbside.web.reviews.queries import may_review_page

LONGEST_NOTE = 1000


def queue_for_peer_review(question: Question, topics: Sequence[str], *, now: datetime) -> PeerReview | None:
    """When its page goes up: always for a high-risk topic or a question that was not routine, else by the draw."""
    risky = question.urgency != "routine" or bool(question.crisis) or is_high_risk(topics)
    if not risky and not is_drawn(question.ref):
        return None
    why = PeerReview.Why.RISK if risky else PeerReview.Why.SAMPLE
    due_on = (now + settings.PEER_REVIEW_PERIOD).date()
    return reviews.open_review(question, why, due_on=due_on, now=now)


def is_drawn(ref: str) -> bool:
    """PEER_REVIEW_PERCENT of the answers, by a keyed digest: nobody can tell which; asking again changes nothing."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"peer-review:{ref}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:8]) % 100 < settings.PEER_REVIEW_PERCENT


def decide_peer_review(review: PeerReview, viewer: Viewer, *, outcome: str, note: str, now: datetime) -> None:
    """A reviewer who did not sign says what they found. Anything but fine needs a note for the doctor who signed; a
    correction is asked of that doctor, a retraction is proposed and the page held.

    Raises NotAllowed, BadInput, StageConflict.
    """
    question = review.question
    reviewer = _reviewer_of(question, viewer)
    if outcome not in PeerReview.Outcome.values:
        raise BadInput("Choose what you found.")
    found = PeerReview.Outcome(outcome)
    _check_note(note, needed=found != PeerReview.Outcome.FINE)
    with transaction.atomic():
        page = _standing(question)
        if not reviews.decide_review(review, reviewer=reviewer, outcome=found, note=note.strip(), now=now):
            raise StageConflict("Somebody else has reviewed this answer in the meantime.")
        record("answer.peer-review", name_of(question), actor=viewer.actor, now=now, detail={"outcome": found.value})
        if found == PeerReview.Outcome.FINE:
            note_review(page, by=viewer.name if viewer.doctor_id else "", now=now)
            start_new_generation()
        elif found == PeerReview.Outcome.CORRECT:
            _tell(page, review, now=now)
        else:
            propose_retraction(question, viewer, reason=note.strip(), now=now)


def let_reviewed_answer_stand(question: Question, viewer: Viewer, *, note: str, now: datetime) -> None:
    """The doctor who signed does not follow the second reader, and says why; reviewers and moderators read it.

    A correction or a retraction settles it too. Raises NotAllowed, BadInput, StageConflict.
    """
    doctor = doctor_of(viewer)
    page = _standing(question)
    if page.doctor_id != doctor.pk:
        raise NotAllowed("The doctor who signed decides about the correction.")
    _check_note(note, needed=True)
    with transaction.atomic():
        if not reviews.settle_reviews(question, note=note.strip(), now=now):
            raise StageConflict("Nobody asks for a correction of this answer.")
        record("answer.stands", name_of(question), actor=viewer.actor, now=now, reason=note.strip()[:300])


def confirm_answer(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """Read again as a whole and still right: the page says so with the date and the doctor's name.

    By the doctor who signed; by a colleague of the department when that one is gone or late. Raises NotAllowed,
    StageConflict.
    """
    doctor = doctor_of(viewer)
    page = _standing(question)
    if not may_review_page(page, viewer, today=now.date()):
        raise NotAllowed("The doctor who signed reads the answer again; a colleague only when it is long overdue.")
    with transaction.atomic():
        note_review(page, by=doctor.name, now=now)
        start_new_generation()
        record("answer.review", name_of(question), actor=viewer.actor, now=now)


def _reviewer_of(question: Question, viewer: Viewer) -> User:
    if viewer.user_id is None or not viewer.has_role(Role.REVIEWER):
        raise NotAllowed("Only a reviewer can do this.")
    if viewer.doctor_id is not None and question.answer.doctor_id == viewer.doctor_id:
        raise NotAllowed("You signed this answer. Somebody else reviews it.")
    return User.objects.get(pk=viewer.user_id)


def _standing(question: Question) -> Publication:
    page = standing_publications().filter(question=question).first()
    if page is None:
        raise StageConflict("This answer is not shown now, or was retracted.")
    return page


def _check_note(note: str, *, needed: bool) -> None:
    if needed and not note.strip():
        raise BadInput("Say why, for the doctor who signed and whoever looks at it later.")
    if len(note) > LONGEST_NOTE:
        raise BadInput(f"Shorten the note to {LONGEST_NOTE} characters.")


def _tell(page: Publication, review: PeerReview, *, now: datetime) -> None:
    put_in_outbox(
        f"peer-review:{review.pk}",
        kind="peer-review",
        to=page.doctor.user.email,
        subject=f"{settings.SITE_NAME}: a colleague asks you to look at an answer again",
        body=(
            "A colleague has read an answer you signed and asks you to correct it.\n\n"
            f"{settings.BASE_URL}/desk/reviews/\n"
        ),
        now=now,
    )
