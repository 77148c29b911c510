"""More info of a published answer, made anew by the worker and put on the page by the doctor who signed."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from curbside import __version__
from curbside.clinical.case import CaseReply
from curbside.errors import BadInput
from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import Answer
from curbside.web.audit.actions import record
from curbside.web.drafts import actions as drafts
from curbside.web.drafts.models import Explanation, ExplanationState
from curbside.web.drafts.rebuilding import rebuild, rebuilds_due, waiting_explanations
from curbside.web.lifecycle.evidence import citable
from curbside.web.lifecycle.minding_topics import use_live_topics
from curbside.web.lifecycle.persons import name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.lifecycle.replying import has_more_info
from curbside.web.notices.actions import put_in_outbox
from curbside.web.publishing import actions as publishing
from curbside.web.publishing.queries import standing_publications
from curbside.web.questions.models import Question

AT_ONCE = 20


def rebuild_more_info(*, now: datetime) -> int:
    """Compose anew what is called for and tell the doctors. Returns how many wait for a yes now."""
    made = 0
    due = [row for row in rebuilds_due()[:200] if has_more_info(row.question.department_id)][:AT_ONCE]
    if due:
        use_live_topics()
    for row in due:
        question = row.question
        answer = Answer.objects.select_related("doctor__user").get(question=question)
        reply = CaseReply(
            text=answer.text,
            doctor=answer.doctor_name,
            department=answer.department_label,
            affiliation=f"{answer.institution_department}, {answer.institution}",
        )
        with transaction.atomic():
            if rebuild(row, reply, citable=lambda q=question, r=reply: citable(q, r.text), now=now):  # type: ignore[misc]
                record("explanation.rebuild", name_of(question), actor="system", now=now)
                _tell(row, answer, now=now)
                made += 1
    return made


def _tell(row: Explanation, answer: Answer, *, now: datetime) -> None:
    put_in_outbox(
        f"more-info:{row.pk}:{row.version + 1}",
        kind="more-info",
        to=answer.doctor.user.email,
        subject=f"{settings.SITE_NAME}: More info of an answer of yours was made anew",
        body=f"Nothing of it is shown before you have looked at it.\n\n{settings.BASE_URL}/desk/more-info/\n",
        now=now,
    )


def rebuilt_of(question: Question, viewer: Viewer) -> Explanation:
    """What waits for this doctor's yes. Raises NotAllowed for anybody else, BadInput when nothing waits."""
    if viewer.doctor_id is None or not Answer.objects.filter(question=question, doctor=viewer.doctor_id).exists():
        raise NotAllowed("The doctor who signed the answer decides about its More info.")
    row = waiting_explanations().filter(question=question).first()
    if row is None:
        raise BadInput("Nothing waits here any more.")
    return row


def approve_more_info(
    question: Question, viewer: Viewer, *, version: int, texts: tuple[str, ...] | None, now: datetime
) -> None:
    """Put it on the page as the doctor left it. Raises NotAllowed, and BadInput when another was shown, a changed
    sentence has no ground, or the page is not up."""
    row = rebuilt_of(question, viewer)
    if row.version != version:
        raise BadInput("More info has changed since you looked. Read it again.")
    shown = drafts.edited_sentences(row, texts)
    with transaction.atomic():
        page = standing_publications().filter(question=question).first()
        if page is None:
            raise BadInput("This page is not shown now.")
        drafts.settle_explanation(row, shown, approved=bool(shown))
        publishing.put_more_info_on(page, shown, __version__, now=now)
        detail = {"sentences": len(shown), "refused": len(row.sentences) - len(shown)}
        record("explanation.approve", name_of(question), actor=viewer.actor, now=now, detail=detail)


def refuse_more_info(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """The page stays without, or without what has gone."""
    row = rebuilt_of(question, viewer)
    with transaction.atomic():
        Explanation.objects.filter(pk=row.pk).update(state=ExplanationState.REFUSED)
        page = standing_publications().filter(question=question).first()
        if page:
            publishing.take_more_info_off(page, now=now)
        record("explanation.refuse", name_of(question), actor=viewer.actor, now=now)
