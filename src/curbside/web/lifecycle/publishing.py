"""Approving a page, keeping an answer private, taking a page down."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from curbside import __version__
from curbside.drafting.care import care_cards, topics_for_care
from curbside.drafting.related import related_topics
from curbside.errors import BadInput
from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import Answer
from curbside.web.audit.actions import record
from curbside.web.drafts import actions as drafts
from curbside.web.lifecycle.finding import pages_like
from curbside.web.lifecycle.minding_topics import use_live_topics
from curbside.web.lifecycle.persons import moderator_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.replying import quotes_that_left
from curbside.web.lifecycle.tracking import answer_of
from curbside.web.publishing import actions as publishing
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import document_of
from curbside.web.questions import actions as questions
from curbside.web.questions.models import ConsentKind, Question, Stage
from curbside.web.questions.queries import has_live_consent
from curbside.web.similar.actions import put_in_index, take_from_index

TOPICS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Approval:
    """What a moderator approves for the public page."""

    headline: str
    title: str
    body: str


def approve_publication(
    question: Question, viewer: Viewer, approval: Approval, *, now: datetime, index_at_once: bool = True
) -> Publication:
    """Put the page up, searchable at once. Raises NotAllowed, StageConflict, HeadlineTaken and BadInput.

    A bulk load says index_at_once=False and calls mend_index and refresh_similar afterwards: many times quicker.
    """
    moderator = moderator_of(viewer)
    use_live_topics()
    if not approval.headline.strip() or not approval.body.strip():
        raise BadInput("A page needs a headline and the question's text.")
    answer = answer_of(question)
    if answer is None:
        raise questions.StageConflict("This question has no signed answer yet.")
    left = quotes_that_left(answer, question.body, approval.body)
    if left:
        raise BadInput(
            f"The reply quotes words that are not in this text any more: “{left[0][:120]}”. Keep them, or ask the"
            " doctor to change the reply."
        )
    with transaction.atomic():
        if question.publication_barred or not has_live_consent(question, ConsentKind.PUBLISH):
            raise NotAllowed("The asker has not agreed to publication.")
        questions.move(question, to=Stage.PUBLISHED, allowed=[Stage.SIGNED], headline=approval.headline.strip()[:120])
        page = _approved_page(question, answer, approval, with_similar=index_at_once)
        publication = publishing.publish_page(question, answer, page, approved_by=moderator, now=now)
        record("publication.approve", name_of(question), actor=viewer.actor, now=now)
        if index_at_once:
            transaction.on_commit(lambda: put_in_index([document_of(publication)], now=now))
    return publication


def _approved_page(
    question: Question, answer: Answer, approval: Approval, *, with_similar: bool
) -> publishing.ApprovedPage:
    case = replace(drafts.case_of(question), title=approval.title, body=approval.body)
    related = related_topics(case, answer.text, limit=TOPICS_SHOWN)
    department = question.department_id or ""
    similar = pages_like(question.ref, approval.headline, approval.body, department) if with_similar else []
    return publishing.ApprovedPage(
        headline=approval.headline.strip()[:120],
        title=approval.title.strip(),
        body=approval.body.strip(),
        more_info=drafts.publishable_sentences(question),
        more_info_version=__version__,
        care_cards=care_cards(topics_for_care(related, department)),
        similar=similar,
        topics=[topic.slug for topic in related],
    )


def keep_private(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """A moderator decides against a page; the asker keeps the answer and sees the reason."""
    moderator_of(viewer)
    if not reason.strip():
        raise BadInput("Say why this is not published. The asker sees the reason.")
    with transaction.atomic():
        questions.move(question, to=Stage.ANSWERED, allowed=[Stage.SIGNED], closed_reason=reason[:300])
        record("publication.refuse", name_of(question), actor=viewer.actor, now=now, reason=reason)


def withdraw_publication(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """Take a page down: gone from every page, list, feed and search, with a note where it was."""
    moderator_of(viewer)
    if not reason.strip():
        raise BadInput("Say why the page is taken down.")
    with transaction.atomic():
        take_down(question, reason=reason, actor=viewer.actor, now=now)


def take_down(question: Question, *, reason: str, actor: str, now: datetime) -> None:
    questions.move(question, to=Stage.WITHDRAWN, allowed=[Stage.PUBLISHED])
    publishing.withdraw_page(question.publication, reason=reason, now=now)
    record("publication.withdraw", name_of(question), actor=actor, now=now, reason=reason)
    ref = question.ref
    transaction.on_commit(lambda: take_from_index([ref]))
