"""Approving a page, and keeping an answer private."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from curbside import __version__
from curbside.drafting.care import care_cards, topics_for_care
from curbside.drafting.person import person_of
from curbside.drafting.related import related_topics
from curbside.errors import BadInput
from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import Answer
from curbside.web.audit.actions import record
from curbside.web.drafts import actions as drafts
from curbside.web.lifecycle.finding import pages_like
from curbside.web.lifecycle.identifying import (
    IdentifiersLeft,
    Left,
    direct_identifiers_of,
    identifiers_left,
    unsettled,
)
from curbside.web.lifecycle.minding_topics import use_live_topics
from curbside.web.lifecycle.persons import moderator_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.replying import quotes_that_left
from curbside.web.lifecycle.reviewing import queue_for_peer_review
from curbside.web.lifecycle.tracking import answer_of
from curbside.web.publishing import actions as publishing
from curbside.web.publishing.markup import plain_text
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import document_of, take_down_of
from curbside.web.publishing.taking_out import TakenOut, occurs, take_out
from curbside.web.questions import actions as questions
from curbside.web.questions.models import ConsentKind, Question, Stage
from curbside.web.questions.queries import has_live_consent
from curbside.web.similar.actions import put_in_index

TOPICS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Approval:
    """What a moderator approves for the public page.

    `taken_out` is taken out of title, question and reply alike. `waived`: words that look like a direct identifier and
    may stay, each with the reason.
    """

    headline: str
    title: str
    body: str
    taken_out: tuple[TakenOut, ...] = ()
    waived: Mapping[str, str] = field(default_factory=dict)

    def cleaned(self) -> "Approval":
        """The same with the words taken out."""
        words = self.headline, self.title, self.body
        headline, title, body = (take_out(text, self.taken_out).strip() for text in words)
        return replace(self, headline=headline, title=title, body=body)


def approve_publication(
    question: Question, viewer: Viewer, approval: Approval, *, now: datetime, index_at_once: bool = True
) -> Publication:
    """Put the page up, searchable at once. Raises NotAllowed, StageConflict, HeadlineTaken and BadInput.

    A bulk load says index_at_once=False and calls mend_index and refresh_similar afterwards: many times quicker.
    """
    moderator = moderator_of(viewer)
    use_live_topics()
    answer = answer_of(question)
    if answer is None:
        raise questions.StageConflict("This question has no signed answer yet.")
    approval = approval.cleaned()
    if not approval.headline or not approval.body:
        raise BadInput("A page needs a headline and the question's text.")
    left = what_identifies(question, answer, approval)
    if unsettled(left, approval.waived):
        raise IdentifiersLeft(unsettled(left, approval.waived))
    gone = quotes_that_left(answer, question.body, approval.body)
    gone = [words for words in gone if not occurs(take_out(words, approval.taken_out), approval.body)]
    if gone:
        raise BadInput(
            f"The reply quotes words that are not in this text any more: “{gone[0][:120]}”. Keep them, or ask the"
            " doctor to change the reply."
        )
    with transaction.atomic():
        questions.move(question, to=Stage.PUBLISHED, allowed=[Stage.SIGNED], headline=approval.headline[:120])
        # asked when the row is ours: consent that is taken back meanwhile comes before this or takes the page down
        if question.publication_barred or not has_live_consent(question, ConsentKind.PUBLISH):
            raise NotAllowed("The asker has not agreed to publication.")
        if take_down_of(question):
            raise NotAllowed("Somebody proposes to erase this or to take it down. Decide about that first.")
        page = _approved_page(question, answer, approval, with_similar=index_at_once)
        publication = publishing.publish_page(question, answer, page, approved_by=moderator, now=now)
        _record_waivers(question, approval, left, actor=viewer.actor, now=now)
        queue_for_peer_review(question, page.topics, now=now)
        detail = {"taken_out": len(approval.taken_out), "left": len(left)}
        record("publication.approve", name_of(question), actor=viewer.actor, now=now, detail=detail)
        if index_at_once and publication.retracted_at is None:
            transaction.on_commit(lambda: put_in_index([document_of(publication)], now=now))
    return publication


def what_identifies(question: Question, answer: Answer, approval: Approval) -> list[Left]:
    """Direct identifiers in what would be published. `approval` as cleaned; the asker's own alias and the signing
    doctor stand on the page anyway."""
    texts = {
        "headline": approval.headline,
        "title": approval.title,
        "body": approval.body,
        "reply": take_out(plain_text(answer.text), approval.taken_out),
    }
    known = [question.alias, answer.doctor_name]
    return identifiers_left(texts, known=known, taken_before=direct_identifiers_of(question))


def _record_waivers(question: Question, approval: Approval, left: Iterable[Left], *, actor: str, now: datetime) -> None:
    """One entry for each that stays: where it stands and why, never the words themselves."""
    reasons = {words.lower(): why for words, why in approval.waived.items()}
    for each in left:
        why = reasons[each.words.lower()]
        detail = {"place": each.place, "characters": len(each.words)}
        record("publication.waive", name_of(question), actor=actor, now=now, reason=why, detail=detail)


def _approved_page(
    question: Question, answer: Answer, approval: Approval, *, with_similar: bool
) -> publishing.ApprovedPage:
    case = replace(drafts.case_of(question), title=approval.title, body=approval.body)
    related = related_topics(case, answer.text, limit=TOPICS_SHOWN)
    department = question.department_id or ""
    similar = pages_like(question.ref, approval.headline, approval.body, department) if with_similar else []
    return publishing.ApprovedPage(
        headline=approval.headline[:120],
        title=approval.title,
        body=approval.body,
        more_info=drafts.publishable_sentences(question),
        more_info_version=__version__,
        care_cards=care_cards(topics_for_care(related, department), person=person_of(case)),
        similar=similar,
        topics=[topic.slug for topic in related],
        taken_out=approval.taken_out,
        waived=[words.lower() for words in approval.waived],
    )


def keep_private(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """A moderator decides against a page; the asker keeps the answer and sees the reason."""
    moderator_of(viewer)
    if not reason.strip():
        raise BadInput("Say why this is not published. The asker sees the reason.")
    with transaction.atomic():
        questions.move(question, to=Stage.ANSWERED, allowed=[Stage.SIGNED], closed_reason=reason[:300])
        record("publication.refuse", name_of(question), actor=viewer.actor, now=now, reason=reason)


def take_more_info_off(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """Take what software wrote off one page; the answer stays. Raises NotAllowed, StageConflict, BadInput."""
    moderator_of(viewer)
    if not reason.strip():
        raise BadInput("Say why More info is taken off this page.")
    if question.stage != Stage.PUBLISHED or not question.publication.more_info:
        raise questions.StageConflict("This page has no More info.")
    with transaction.atomic():
        drafts.withdraw_explanation(question)
        publishing.take_more_info_off(question.publication, now=now)
        record("publication.drop-more-info", name_of(question), actor=viewer.actor, now=now, reason=reason)
