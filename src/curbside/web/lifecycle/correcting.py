"""Keeping a published page honest: corrections, readers' reports, usefulness."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from curbside.clinical.reply_checks.check import check_reply
from curbside.errors import BadInput
from curbside.web.accounts.models import Role, User
from curbside.web.accounts.queries import Viewer, holders, on_call
from curbside.web.answers import actions as answers
from curbside.web.audit.actions import record
from curbside.web.blocks import actions as blocks
from curbside.web.blocks.models import Recall
from curbside.web.drafts import actions as drafts
from curbside.web.drafts.rebuilding import call_for_rebuild
from curbside.web.lifecycle.identifying import IdentifiersLeft, identifiers_left, unsettled
from curbside.web.lifecycle.persons import case_reply, moderator_of, name_of, post_of
from curbside.web.lifecycle.refusals import NotAllowed, ReplyBlocked
from curbside.web.lifecycle.replying import stands
from curbside.web.lifecycle.telling import tell_asker
from curbside.web.lifecycle.tracking import answer_of
from curbside.web.notices.actions import put_in_outbox
from curbside.web.publishing import actions as publishing
from curbside.web.publishing.markup import plain_text
from curbside.web.publishing.models import Correction, ErrorReport, Publication
from curbside.web.publishing.queries import document_of, overdue_reports, standing_publications
from curbside.web.publishing.taking_out import take_out
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Question, Stage
from curbside.web.reviews import actions as reviews
from curbside.web.similar.actions import put_in_index


def correct_answer(
    question: Question, viewer: Viewer, text: str, *, note: str, acknowledged: tuple[str, ...] = (), now: datetime
) -> Correction:
    """The doctor who signed mends a published answer, checked like a new one, with a note every reader sees.

    Nobody else writes under a doctor's name; a moderator takes the page down. Raises ReplyBlocked like sign_answer.
    """
    answer = answer_of(question)
    if answer is None or question.stage != Stage.PUBLISHED:
        raise questions.StageConflict("Only a published answer can be corrected.")
    if viewer.doctor_id != answer.doctor_id:
        raise NotAllowed("Only the doctor who signed can correct the answer. A moderator can take the page down.")
    if not note.strip() or not text.strip():
        raise BadInput("Write the corrected answer and a note that says what was wrong.")
    done = Correction.objects.filter(publication__question=question, note=note[:500]).first()
    if done and answer.text == text:
        return done  # sent twice: one note, one message to the asker
    reply = case_reply(text, answer.doctor, post_of(question, answer.doctor, now))
    standing = [p for p in check_reply(drafts.case_of(question), reply) if stands(p, acknowledged)]
    if standing:
        raise ReplyBlocked(standing)
    with transaction.atomic():
        publication = standing_publications().select_related("department").filter(question=question).first()
        if publication is None:
            raise questions.StageConflict(
                "The answer was retracted, or its page is not shown until somebody has decided."
            )
        _names_nobody_new(publication, text)
        answers.revise_answer(answer, text, now=now)
        call_for_rebuild(question)
        correction = publishing.correct_page(publication, answer, note=note, by=viewer.name, now=now)
        blocks.close_recalls(question, by=answer.doctor.user, outcome=Recall.Outcome.CORRECTED, note=note, now=now)
        reviews.settle_reviews(question, now=now)
        record("answer.correct", name_of(question), actor=viewer.actor, now=now)
        tell_asker(question, now=now, about=f"correction-{correction.pk}")
        transaction.on_commit(lambda: put_in_index([document_of(publication)], now=now))
    return correction


def _names_nobody_new(publication: Publication, text: str) -> None:
    """A moderator settled what the first reply may name; a corrected one goes up at once, so it may name no more."""
    words = take_out(plain_text(text), publishing.taken_out_of(publication))
    left = identifiers_left({"reply": words}, known=[publication.alias, publication.doctor_name])
    if new := unsettled(left, dict.fromkeys(publication.waived, "settled when it was published")):
        raise IdentifiersLeft(new)


def count_usefulness(ref: str, *, useful: bool) -> bool:
    """One more reader found the page useful, or did not. False when it is not up any more."""
    return publishing.count_usefulness_on_page(ref, useful=useful)


def report_error(publication: Publication, *, kind: str, text: str, now: datetime) -> ErrorReport:
    """A reader's report: whoever is on call this week owns it, with a clock; every moderator reads it in their list."""
    if not text.strip():
        raise BadInput("Say what is wrong, in a sentence or two.")
    owner, due_at = on_call(now.date()), now + timedelta(hours=settings.REPORT_HOURS[kind])
    with transaction.atomic():
        report = publishing.report_error(publication, kind=kind, text=text[:2000], owner=owner, due_at=due_at, now=now)
        record("publication.report", f"question:{publication.ref}", actor="reader", now=now, detail={"kind": kind})
        for person in holders(Role.MODERATOR):
            _write_about(report, person, subject="a reader reports a problem", now=now)
        if owner and not owner.role_grants.filter(role=Role.MODERATOR, revoked_at=None).exists():
            _write_about(report, owner, subject="a reader reports a problem", now=now)
    return report


def remind_of_reports(*, now: datetime) -> int:
    """A report whose time is over goes to everybody who can act, once. Returns how many messages."""
    told = 0
    for report in overdue_reports(now)[:100]:
        for person in holders(Role.MODERATOR, Role.ADMINISTRATOR):
            told += _write_about(report, person, subject="a reader's report is overdue", now=now)
    return told


def _write_about(report: ErrorReport, person: User, *, subject: str, now: datetime) -> bool:
    overdue = report.due_at is not None and report.due_at <= now
    yours = "You are on call this week: it is yours to settle.\n" if person.pk == report.owner_id else ""
    return put_in_outbox(
        f"report{'-late' if overdue else ''}:{report.pk}:{person.pk}",
        kind="error-report",
        to=person.email,
        subject=f"{settings.SITE_NAME}: {subject}",
        body=f"A reader reports a problem with a published page.\n{yours}\n{settings.BASE_URL}/moderation/reports/\n",
        now=now,
    )


def close_report(report: ErrorReport, viewer: Viewer, *, outcome: str, now: datetime) -> None:
    moderator_of(viewer)
    with transaction.atomic():
        publishing.close_report(report, outcome=outcome, by=viewer.actor, now=now)
        record("report.close", f"report:{report.pk}", actor=viewer.actor, now=now, reason=outcome)
