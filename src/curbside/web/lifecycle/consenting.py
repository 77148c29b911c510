"""The asker changes their mind about what they agreed to."""

from datetime import datetime

from django.db import transaction

from curbside.web.answers import actions as answers
from curbside.web.audit.actions import record
from curbside.web.lifecycle.persons import asker_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.taking_down import take_down
from curbside.web.publishing.models import Publication
from curbside.web.questions import actions as questions
from curbside.web.questions.models import ConsentKind, Question, Stage

TAKEN_BACK = "The asker no longer agrees to publication."


def change_consent(question: Question, kind: ConsentKind, *, given: bool, now: datetime) -> None:
    """The asker changes their mind. Taking back "publish" takes the page down at once, taking back "answer" takes the
    question out of the queue; agreeing to publication again brings it before a moderator again."""
    with transaction.atomic():
        questions.lock(question)  # a moderator who approves at this moment comes before or after, never between
        if given and kind is ConsentKind.PUBLISH:
            _may_be_published_again(question)
        if kind is ConsentKind.ANSWER and (given or question.stage not in (Stage.RECEIVED, Stage.WAITING)):
            raise NotAllowed("A doctor has answered, or the question was taken back: this can no longer be changed.")
        questions.record_consents(question, {kind.value: given}, now=now)
        record(
            "consent.change",
            name_of(question),
            actor=asker_of(question),
            now=now,
            detail={"kind": kind.value, "given": given},
        )
        if kind is ConsentKind.PUBLISH and not given and question.stage == Stage.PUBLISHED:
            take_down(question, reason=TAKEN_BACK, actor=asker_of(question), now=now)
        elif kind is ConsentKind.PUBLISH and not given and question.stage == Stage.SIGNED:
            questions.move(question, to=Stage.ANSWERED, allowed=[Stage.SIGNED])
        elif kind is ConsentKind.PUBLISH and given and question.stage in (Stage.ANSWERED, Stage.WITHDRAWN):
            questions.move(question, to=Stage.SIGNED, allowed=[Stage.ANSWERED, Stage.WITHDRAWN])
        elif kind is ConsentKind.ANSWER:
            reason = "You took your question back before a doctor answered."
            waiting = [Stage.RECEIVED, Stage.WAITING]
            questions.move(question, to=Stage.DECLINED, allowed=waiting, closed_reason=reason, paused_at=None)
            questions.close_ask_back(question, now=now)
            answers.free_claim(question)


def _may_be_published_again(question: Question) -> None:
    """Raises NotAllowed where somebody other than the asker decided against a page."""
    if question.publication_barred:
        raise NotAllowed("Questions of this kind are never published, to protect the person.")
    page = Publication.objects.filter(question=question).first()
    taken_down = question.stage == Stage.WITHDRAWN and page is not None and page.withdrawn_reason != TAKEN_BACK
    if taken_down or (question.stage == Stage.ANSWERED and question.closed_reason):
        raise NotAllowed("A moderator decided that this question is not published.")
