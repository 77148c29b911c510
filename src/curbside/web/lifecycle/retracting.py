"""Taking a published answer back: by the doctor who signed it, or by two other people; the page says so."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Role, User
from curbside.web.accounts.queries import Viewer
from curbside.web.answers import actions as answers
from curbside.web.answers.models import Answer
from curbside.web.audit.actions import record
from curbside.web.blocks import actions as blocks
from curbside.web.blocks.models import Recall
from curbside.web.drafts import actions as drafts
from curbside.web.drafts import stale
from curbside.web.lifecycle.persons import name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.telling import tell_asker
from curbside.web.lifecycle.tracking import answer_of
from curbside.web.notices.actions import put_in_outbox
from curbside.web.publishing import actions as publishing
from curbside.web.publishing.models import Correction, Publication, TakeDown
from curbside.web.publishing.queries import take_down_of
from curbside.web.publishing.retractions import drop_citations, retract_page
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage
from curbside.web.reviews import actions as reviews
from curbside.web.similar.actions import take_from_index

LONGEST_REASON = 300
# Who may say that an answer is medically wrong, beside its doctor.
JUDGES = (Role.REVIEWER, Role.MODERATOR, Role.ADMINISTRATOR)


def retract_answer(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> Correction:
    """The doctor who signed takes the answer back, alone and at once. Every reader and the asker see `reason`.

    Settles a colleague's proposal to retract it. Raises NotAllowed, BadInput, StageConflict.
    """
    answer = answer_of(question)
    if answer is None or viewer.doctor_id != answer.doctor_id:
        raise NotAllowed("Only the doctor who signed retracts an answer alone. Anybody else proposes it.")
    _give(reason)
    with transaction.atomic():
        publication = _standing_page(question, answer)
        proposal = take_down_of(question)
        if proposal and proposal.deed != TakeDown.Deed.RETRACT:
            raise questions.StageConflict("Somebody proposes to take this page down. That is decided first.")
        if proposal:
            publishing.decide_take_down(proposal, by=answer.doctor.user, agreed=True, now=now)
        return retract(publication, answer, reason=reason, by=viewer.name, user=answer.doctor.user, now=now)


def propose_retraction(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> TakeDown:
    """The page is not shown from this moment on, until a second person or the doctor who signed has decided.

    Raises NotAllowed, BadInput, StageConflict, AlreadyProposed.
    """
    judge = judge_of(viewer)
    _give(reason)
    answer = answer_of(question)
    with transaction.atomic():
        questions.lock(question)
        if answer is None:
            raise questions.StageConflict("There is no published answer to retract.")
        _standing_page(question, answer)
        deed = TakeDown.Deed.RETRACT
        proposal = publishing.propose_take_down(question, deed=deed, reason=reason, by=judge, now=now)
        publishing.hold_page(question, now=now)
        record(f"{deed}.propose", name_of(question), actor=viewer.actor, now=now, reason=reason)
        _tell_signer(answer, "somebody proposes to retract an answer you signed", f"proposed:{proposal.pk}", now=now)
        ref = question.ref
        transaction.on_commit(lambda: take_from_index([ref]))
    return proposal


def retract(publication: Publication, answer: Answer, *, reason: str, by: str, user: User, now: datetime) -> Correction:
    """What happens whoever decided it; `by` stands on the page. Call inside a transaction."""
    question = answer.question
    answers.retract_answer(answer, reason, now=now)
    drafts.withdraw_explanation(question)
    retraction = retract_page(publication, note=reason, by=by, now=now)
    blocks.close_recalls(question, by=user, outcome=Recall.Outcome.RETRACTED, note=reason, now=now)
    reviews.settle_reviews(question, now=now)
    record("answer.retract", name_of(question), actor=f"user:{user.pk}", now=now, reason=reason)
    tell_asker(question, now=now, about=f"retraction-{retraction.pk}")
    if user.pk != answer.doctor.user_id:
        _tell_signer(answer, "an answer you signed was retracted", f"done:{retraction.pk}", now=now)
    no_longer_cited(question.ref, now=now)
    ref = question.ref
    transaction.on_commit(lambda: take_from_index([ref]))
    return retraction


def no_longer_cited(ref: str, *, now: datetime) -> None:
    """What is taken back, taken down or erased carries no sentence of any other page's More info."""
    drop_citations(ref, now=now)
    stale.drop_citations(ref)


def judge_of(viewer: Viewer) -> User:
    """Raises NotAllowed unless the viewer may say that an answer is wrong."""
    if viewer.user_id is None or not viewer.has_role(*JUDGES):
        raise NotAllowed("Only a reviewer or a moderator can do this.")
    return User.objects.get(pk=viewer.user_id)


def _give(reason: str) -> None:
    if not reason.strip():
        raise BadInput("Say why the answer is retracted: every reader and the asker see it.")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"Shorten the reason to {LONGEST_REASON} characters.")


def _standing_page(question: Question, answer: Answer) -> Publication:
    page = Publication.objects.select_related("department").filter(question=question, withdrawn_at=None).first()
    if page is None or question.stage != Stage.PUBLISHED or answer.retracted_at:
        raise questions.StageConflict("There is no published answer to retract.")
    return page


def _tell_signer(answer: Answer, what: str, key: str, *, now: datetime) -> None:
    put_in_outbox(
        f"retraction:{key}",
        kind="retraction",
        to=answer.doctor.user.email,
        subject=f"{settings.SITE_NAME}: {what}",
        body=f"Please look: {what}.\n\n{settings.BASE_URL}/desk/q/{answer.question.ref}/\n",
        now=now,
    )
