"""Taking a page down, retracting its answer, or erasing a question: one person proposes, a second one decides."""

from datetime import datetime

from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import User
from curbside.web.accounts.queries import Viewer
from curbside.web.audit.actions import record
from curbside.web.lifecycle.erasing import erase_question
from curbside.web.lifecycle.persons import moderator_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.retracting import judge_of, no_longer_cited, retract
from curbside.web.lifecycle.tracking import answer_of
from curbside.web.publishing import actions as publishing
from curbside.web.publishing.models import Publication, TakeDown
from curbside.web.publishing.queries import document_of
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage
from curbside.web.similar.actions import put_in_index, take_from_index

# Named on the page: staff who did not sign are not.
BY_TWO = "the editors"


def propose_take_down(question: Question, viewer: Viewer, *, erase: bool, reason: str, now: datetime) -> TakeDown:
    """The page is not shown from this moment on: what may be private or dangerous does not wait for the second person.

    `erase`: everything about the question, published or not. Raises NotAllowed, BadInput, StageConflict.
    """
    moderator = moderator_of(viewer)
    if not reason.strip():
        raise BadInput("Say why, so that the second person can decide.")
    deed = TakeDown.Deed.ERASE if erase else TakeDown.Deed.UNPUBLISH
    stages = [stage for stage in Stage if stage != Stage.ERASED] if erase else [Stage.PUBLISHED]
    with transaction.atomic():
        questions.lock(question)  # a page that is approved at this moment goes up before, and is held, or not at all
        if question.stage not in stages:
            raise questions.StageConflict("It is not published any more." if not erase else "It is erased already.")
        proposal = publishing.propose_take_down(question, deed=deed, reason=reason, by=moderator, now=now)
        publishing.hold_page(question, now=now)
        record(f"{deed}.propose", name_of(question), actor=viewer.actor, now=now, reason=reason)
        ref = question.ref
        transaction.on_commit(lambda: take_from_index([ref]))
    return proposal


def decide_take_down(proposal: TakeDown, viewer: Viewer, *, agree: bool, now: datetime) -> None:
    """Another moderator or administrator says yes or no; about an answer's retraction a reviewer may too.

    Raises NotAllowed, StageConflict.
    """
    second = judge_of(viewer) if proposal.deed == TakeDown.Deed.RETRACT else moderator_of(viewer)
    if second.pk == proposal.proposed_by_id:
        raise NotAllowed("Somebody else has to decide: it takes two people.")
    question = proposal.question
    with transaction.atomic():
        if not publishing.decide_take_down(proposal, by=second, agreed=agree, now=now):
            raise questions.StageConflict("Somebody else has decided in the meantime.")
        decided = "agree" if agree else "refuse"
        record(f"{proposal.deed}.{decided}", name_of(question), actor=viewer.actor, now=now)
        if not agree:
            _show_again(question, now=now)
        elif proposal.deed == TakeDown.Deed.ERASE:
            erase_question(question, actor=viewer.actor, now=now)
        elif not Question.objects.filter(pk=question.pk, stage=Stage.PUBLISHED).exists():
            return  # its asker took it down meanwhile
        elif proposal.deed == TakeDown.Deed.RETRACT:
            _retract(proposal, second, now=now)
        else:
            take_down(question, reason=proposal.reason, actor=viewer.actor, now=now)


def _retract(proposal: TakeDown, second: User, *, now: datetime) -> None:
    answer, page = answer_of(proposal.question), proposal.question.publication
    if answer and not answer.retracted_at:
        retract(page, answer, reason=proposal.reason, by=BY_TWO, user=second, now=now)


def _show_again(question: Question, *, now: datetime) -> None:
    page = Publication.objects.select_related("department").filter(question=question).first()
    if page is not None:
        publishing.show_page_again(question, now=now)
        if page.withdrawn_at is None and page.retracted_at is None:
            transaction.on_commit(lambda: put_in_index([document_of(page)], now=now))


def take_down(question: Question, *, reason: str, actor: str, now: datetime) -> None:
    """Gone from every page, list, feed and search, with a note where it was."""
    questions.move(question, to=Stage.WITHDRAWN, allowed=[Stage.PUBLISHED])
    publishing.withdraw_page(question.publication, reason=reason, now=now)
    record("publication.withdraw", name_of(question), actor=actor, now=now, reason=reason)
    no_longer_cited(question.ref, now=now)
    ref = question.ref
    transaction.on_commit(lambda: take_from_index([ref]))
