"""Asking: drafts, the emergency screen, de-identifying and storing, follow-ups."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from curbside.clinical.demographics import age_band, generate_alias
from curbside.clinical.privacy import Redaction, redact
from curbside.clinical.privacy.alias import alias_problem
from curbside.clinical.urgency import Screening, Urgency, screen
from curbside.errors import BadInput
from curbside.web.accounts.queries import answering_doctors
from curbside.web.answers import actions as answers
from curbside.web.answers.models import Answer
from curbside.web.audit.actions import record
from curbside.web.departments.queries import first_open
from curbside.web.drafts import actions as drafts
from curbside.web.intake import actions as intake
from curbside.web.intake.models import Contact
from curbside.web.lifecycle.persons import FALLBACK_DEPARTMENT, asker_of, name_of
from curbside.web.lifecycle.preparing import prepare_task
from curbside.web.lifecycle.refusals import EmergencyStop
from curbside.web.lifecycle.timing import due_moment
from curbside.web.questions import actions as questions
from curbside.web.questions.facts import is_young_asker, with_facts_of_text
from curbside.web.questions.models import ConsentKind, Question
from curbside.web.questions.queries import live_consents, thread_of
from curbside.web.questions.submission import ReadSubmission, Submission
from curbside.web.rota.queries import away

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Receipt:
    """`secret` opens the private link; it is empty when this submission had been received already."""

    question: Question
    secret: str


def keep_draft(token: str, data: dict[str, Any], *, now: datetime) -> None:
    """Keep what an asker has typed so far, on the server, until it is sent or expires."""
    intake.save_draft(token, data, now=now)


def drop_draft(token: str) -> None:
    intake.drop_draft(token)


def count_event(name: str, *, now: datetime) -> None:
    """One more of something on a day: no words, no person. Never stands in anybody's way."""
    try:
        with transaction.atomic():
            intake.count(name, now.date())
    except DatabaseError as error:
        log.warning("count.failed name=%s error=%s", name, type(error).__name__)


def screen_submission(submission: Submission) -> Screening:
    """Pure: works with the database, the index and every model down."""
    return screen(
        submission.whole_text,
        age_years=submission.age_years,
        sex=submission.sex or None,
        subject=submission.subject or None,
        pregnant=submission.pregnant,
    )


def read_submission(submission: Submission) -> ReadSubmission:
    """Screen and de-identify, before anything is stored. Pure."""
    submission = with_facts_of_text(submission)
    screening = screen_submission(submission)
    body = redact(submission.body)
    known = {span.text: span.replacement for span in body.spans}
    return ReadSubmission(
        submission=submission,
        screening=screening,
        title=redact(submission.title, known=known) if submission.title else Redaction("", ()),
        body=body,
        details=tuple(replace(d, answer=redact(d.answer, known=known).text) for d in submission.details),
        alias=_safe_alias(submission.alias),
        age_band=age_band(submission.age_years).id if submission.age_years is not None else "",
        publication_barred=screening.crisis is not None or is_young_asker(submission),
    )


def _safe_alias(alias: str) -> str:
    """The chosen alias unless it could tell who somebody is; then none, and one is made up. The form says so first."""
    wanted = " ".join(alias.split())
    return "" if alias_problem(wanted) else wanted[:40]


def receive_question(submission: Submission, *, now: datetime) -> Receipt:
    """Store one question; the same submission twice is stored once. Raises EmergencyStop (nothing stored), BadInput."""
    if not submission.body.strip():
        raise BadInput("Write what the problem is. A few sentences are enough.")
    if len(submission.body) > settings.MAX_TEXT_CHARS:
        raise BadInput(
            f"Your text is longer than {settings.MAX_TEXT_CHARS} characters. Shorten it to what matters most."
        )
    if not submission.consents.get(ConsentKind.ANSWER.value):
        raise BadInput("Tick that a doctor may read and answer your question. Without that nobody can.")
    if submission.submission_key:
        earlier = Question.objects.filter(submission_key=submission.submission_key).first()
        if earlier:
            return Receipt(earlier, "")
    read = read_submission(submission)
    if read.screening.urgency is Urgency.EMERGENCY and not submission.acknowledged_emergency:
        raise EmergencyStop(read.screening)
    if read.publication_barred:
        barred = {**submission.consents, ConsentKind.PUBLISH.value: False}
        read = replace(read, submission=replace(read.submission, consents=barred))
    if "\x00" in f"{submission.whole_text}{submission.alias}{submission.email}":  # PostgreSQL keeps no NUL
        raise BadInput("Your text holds a character that cannot be kept. Take it out, or type the text anew.")
    try:
        return _store(read, now=now)
    except IntegrityError:  # sent twice at the same moment: the other one was quicker
        earlier = Question.objects.filter(submission_key=submission.submission_key).first()
        if submission.submission_key is None or earlier is None:
            raise
        return Receipt(earlier, "")


def _store(read: ReadSubmission, *, now: datetime) -> Receipt:
    due_at = due_moment(read.screening.urgency.value, read.submission.department or None, since=now)
    with transaction.atomic():
        question = questions.store_question(
            read, now=now, due_at=due_at, erase_after=(now + settings.ORIGINAL_TEXT_PERIOD).date()
        )
        if not question.alias:
            Question.objects.filter(pk=question.pk).update(alias=generate_alias(question.pk))
        if question.root_id:
            _prefer_the_same_doctor(question, now=now)
        answers.open_claim(question)
        secret = intake.issue_access_key(question, now=now)
        intake.keep_contact(question, read.submission.email)
        record(
            "question.receive",
            name_of(question),
            actor=asker_of(question),
            now=now,
            detail={"urgency": question.urgency},
        )
        wake = question.pk
        transaction.on_commit(lambda: prepare_task.enqueue(wake))
    question.refresh_from_db()
    return Receipt(question, secret)


def _prefer_the_same_doctor(question: Question, *, now: datetime) -> None:
    """A follow-up goes to whoever answered last in its thread, or to the department while they are on leave."""
    last = Answer.objects.filter(question__in=thread_of(question)).order_by("-signed_at").first()
    if last:
        here = answering_doctors(now.date()).filter(pk=last.doctor_id).exists() and last.doctor_id not in away(now)
        department_id = last.question.department_id
        Question.objects.filter(pk=question.pk).update(
            preferred_doctor_id=last.doctor_id if here else None,
            department_id=department_id,
            due_at=due_moment(question.urgency, department_id, since=now),
        )


def ask_follow_up(
    question: Question, body: str, *, acknowledged_emergency: bool, submission_key: str | None, now: datetime
) -> Receipt:
    """A further question in the same thread, with the facts and consents already given. Raises as receive_question."""
    first = question.root or question
    submission = Submission(
        body=body,
        subject=first.subject,
        age_years=drafts.band_years(first.age_band),
        sex=first.sex,
        pregnant=first.pregnant,
        alias=first.alias,
        consents=live_consents(first),
        acknowledged_emergency=acknowledged_emergency,
        language=first.language,
        root_id=first.pk,
        # within the thread: a key somebody made up never meets another person's question
        submission_key=f"{first.ref}:{submission_key}"[:64] if submission_key else None,
    )
    receipt = receive_question(submission, now=now)
    contact = Contact.objects.filter(question=first).first()
    if contact:
        intake.keep_contact(receipt.question, contact.email)
    return receipt


def proposed_department(submission: Submission) -> str:
    """Where a question without a department will go, for the receipt. Preparing decides, by the same rule: what routing
    is unsure of goes to the generalists, and nothing to a department that takes no questions."""
    routing = drafts.softly("route", lambda: drafts.route_submission(submission), None)
    likely = routing.departments if routing and not routing.abstain else ()
    return first_open([*(one.department for one in likely), FALLBACK_DEPARTMENT]) or FALLBACK_DEPARTMENT
