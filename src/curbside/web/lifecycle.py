"""The life of a question, from arrival to published page: the one place where the site's apps are combined.

Each function is one deed: it checks permission, changes rows in one transaction, writes the audit entry, and lists
what happens after the commit. Page, API, command and worker all call these.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import QuerySet
from django_tasks import task

from curbside import __version__
from curbside.clinical.case import CaseReply
from curbside.clinical.demographics import age_band, generate_alias
from curbside.clinical.privacy import Redaction, redact
from curbside.clinical.privacy_alias import alias_problem
from curbside.clinical.reply_checks.check import check_reply
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.urgency import Screening, Urgency, screen
from curbside.drafting.care import care_cards, topics_for_care
from curbside.drafting.related import related_topics
from curbside.errors import BadInput
from curbside.web.accounts.models import Affiliation, Doctor, Role, User
from curbside.web.accounts.queries import Viewer, affiliation_on
from curbside.web.answers import actions as answers
from curbside.web.answers.models import Answer, Claim, ReplyDraft
from curbside.web.answers.queries import may_answer
from curbside.web.audit.actions import record
from curbside.web.departments.queries import first_open
from curbside.web.drafts import actions as drafts
from curbside.web.drafts.models import Explanation, Preparation
from curbside.web.intake import actions as intake
from curbside.web.intake.models import Contact
from curbside.web.publishing import actions as publishing
from curbside.web.publishing.models import Correction, ErrorReport, Publication
from curbside.web.publishing.queries import (
    cards_in_order,
    document_of,
    due_for_similar,
    is_headline_taken,
    live_publications,
    matches_by_words,
    pages_to_index,
    refs_to_drop,
)
from curbside.web.questions import actions as questions
from curbside.web.questions.facts import is_young_asker, with_facts_of_text
from curbside.web.questions.models import ConsentKind, OriginalText, Question, Stage
from curbside.web.questions.queries import (
    has_live_consent,
    live_consents,
    overdue_originals,
    thread_of,
    unprepared,
)
from curbside.web.questions.submission import ReadSubmission, Submission
from curbside.web.similar.actions import put_in_index, rebuild_if_requested, request_rebuild, take_from_index
from curbside.web.similar.queries import propose_matches, propose_similar

log = logging.getLogger(__name__)

FALLBACK_DEPARTMENT = "family-medicine"
# A wake-up call may be lost; the sweep takes up what has stood this long.
SWEEP_AFTER = timedelta(seconds=20)
SIMILAR_SHOWN = 6
TAKEN_BACK = "The asker no longer agrees to publication."
# A reason shorter than this says nothing to whoever reads the audit log.
LEAST_REASON_CHARS = 8
# Cosine-like scores from which a page is worth reading beside another; set by reading lists over made-up questions.
LIKE_ANYWHERE, LIKE_IN_DEPARTMENT = 0.5, 0.38
# How often a page looks again for pages like it.
SIMILAR_PERIOD = timedelta(days=7)
TOPICS_SHOWN = 10


class EmergencyStop(BadInput):
    """The text shows an emergency that was not acknowledged; nothing has been stored."""

    def __init__(self, screening: Screening) -> None:
        super().__init__("This may be an emergency. Get help now; this service is too slow for it.")
        self.screening = screening


class NotAllowed(BadInput):
    """This person may not do this."""


class ReplyBlocked(BadInput):
    """The reply has problems that must be mended, or seen and accepted, before it can be signed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("This reply cannot be sent yet. Look at the points beside the text.")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Receipt:
    """`secret` opens the private link; it is empty when this submission had been received already."""

    question: Question
    secret: str


@dataclass(frozen=True, slots=True)
class Signature:
    """What a doctor signs: the words, whether More info goes with them, and the problem types seen and accepted."""

    text: str
    with_more_info: bool = True
    acknowledged: tuple[str, ...] = ()
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """What a moderator approves for the public page."""

    headline: str
    title: str
    body: str


# ── Ask ────────────────────────────────────────────────────────────────────────────────────────────────────────


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
    due_at = now + timedelta(hours=settings.DUE_HOURS[read.screening.urgency.value])
    with transaction.atomic():
        question = questions.store_question(
            read, now=now, due_at=due_at, erase_after=(now + settings.ORIGINAL_TEXT_PERIOD).date()
        )
        if not question.alias:
            Question.objects.filter(pk=question.pk).update(alias=generate_alias(question.pk))
        if question.root_id:
            _prefer_the_same_doctor(question)
        answers.open_claim(question)
        secret = intake.issue_access_key(question, now=now)
        intake.keep_contact(question, read.submission.email)
        record(
            "question.receive",
            _name(question),
            actor=_asker(question),
            now=now,
            detail={"urgency": question.urgency},
        )
        wake = question.pk
        transaction.on_commit(lambda: prepare_task.enqueue(wake))
    question.refresh_from_db()
    return Receipt(question, secret)


def _prefer_the_same_doctor(question: Question) -> None:
    """A follow-up goes to whoever answered last in its thread."""
    last = Answer.objects.filter(question__in=thread_of(question)).order_by("-signed_at").first()
    if last:
        Question.objects.filter(pk=question.pk).update(
            preferred_doctor_id=last.doctor_id, department_id=last.question.department_id
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


def thread_with_answers(question: Question) -> QuerySet[Question]:
    """The thread, oldest first, each with its answer and page: one query."""
    return thread_of(question).select_related("answer", "publication", "department")


def answer_of(question: Question) -> Answer | None:
    return Answer.objects.select_related("doctor").filter(question=question).first()


def explanation_of(question: Question) -> list[dict[str, Any]]:
    """The sentences approved for the page with the signature; none when More info was refused."""
    return drafts.publishable_sentences(question)


def everything_about(question: Question) -> dict[str, Any]:
    """All that is kept about a thread, for its asker: a plain structure for JSON."""
    return {"questions": [_everything_about_one(each) for each in thread_with_answers(question)]}


def _everything_about_one(question: Question) -> dict[str, Any]:
    original = OriginalText.objects.filter(question=question).first()
    answer = getattr(question, "answer", None)
    contact = Contact.objects.filter(question=question).first()
    return {
        "reference": question.ref,
        "asked_at": question.asked_at.isoformat(),
        "state": question.stage,
        "what_you_wrote": {"title": original.title, "text": original.body, "answers": original.details}
        if original
        else "erased, its time was over",
        "de_identified": {"title": question.title, "text": question.body, "answers": question.details},
        "about": {"subject": question.subject, "age_group": question.age_band, "sex": question.sex},
        "alias": question.alias,
        "department": question.department_id,
        "email": contact.email if contact else "",
        "consents": live_consents(question),
        "answer": {"text": answer.text, "doctor": answer.doctor_name, "signed_at": answer.signed_at.isoformat()}
        if answer
        else None,
    }


def erase_thread(question: Question, *, now: datetime) -> int:
    """Erase every question of the thread. Returns how many."""
    thread = list(thread_of(question))
    with transaction.atomic():
        for each in thread:
            erase_question(each, actor=_asker(question), now=now)
    return len(thread)


def change_consent(question: Question, kind: ConsentKind, *, given: bool, now: datetime) -> None:
    """The asker changes their mind. Taking back "publish" takes the page down at once, taking back "answer" takes the
    question out of the queue; agreeing to publication again brings it before a moderator again."""
    if given and kind is ConsentKind.PUBLISH:
        _may_be_published_again(question)
    if kind is ConsentKind.ANSWER and (given or question.stage not in (Stage.RECEIVED, Stage.WAITING)):
        raise NotAllowed("A doctor has answered, or the question was taken back: this can no longer be changed.")
    with transaction.atomic():
        questions.record_consents(question, {kind.value: given}, now=now)
        record(
            "consent.change",
            _name(question),
            actor=_asker(question),
            now=now,
            detail={"kind": kind.value, "given": given},
        )
        if kind is ConsentKind.PUBLISH and not given and question.stage == Stage.PUBLISHED:
            _withdraw(question, reason=TAKEN_BACK, actor=_asker(question), now=now)
        elif kind is ConsentKind.PUBLISH and not given and question.stage == Stage.SIGNED:
            questions.move(question, to=Stage.ANSWERED, allowed=[Stage.SIGNED])
        elif kind is ConsentKind.PUBLISH and given and question.stage in (Stage.ANSWERED, Stage.WITHDRAWN):
            questions.move(question, to=Stage.SIGNED, allowed=[Stage.ANSWERED, Stage.WITHDRAWN])
        elif kind is ConsentKind.ANSWER:
            reason = "You took your question back before a doctor answered."
            waiting = [Stage.RECEIVED, Stage.WAITING]
            questions.move(question, to=Stage.DECLINED, allowed=waiting, closed_reason=reason)


def _may_be_published_again(question: Question) -> None:
    """Raises NotAllowed where somebody other than the asker decided against a page."""
    if question.publication_barred:
        raise NotAllowed("Questions of this kind are never published, to protect the person.")
    page = Publication.objects.filter(question=question).first()
    taken_down = question.stage == Stage.WITHDRAWN and page is not None and page.withdrawn_reason != TAKEN_BACK
    if taken_down or (question.stage == Stage.ANSWERED and question.closed_reason):
        raise NotAllowed("A moderator decided that this question is not published.")


def erase_question(question: Question, *, actor: str, now: datetime) -> None:
    """Erase everything about a question everywhere; what stays is an empty row that says so. Cannot be undone."""
    with transaction.atomic():
        publishing.forget_page(question)
        answers.forget_answer(question)
        drafts.forget_drafts(question)
        intake.forget_asker(question)
        questions.forget_words(question)
        Question.objects.filter(pk=question.pk).update(stage=Stage.ERASED)
        record("question.erase", _name(question), actor=actor, now=now)
        request_rebuild(now)
        ref = question.ref
        transaction.on_commit(lambda: _leave_index_and_log(ref))


def _leave_index_and_log(ref: str) -> None:
    take_from_index([ref])
    if connection.vendor == "sqlite":  # erased pages would stay readable in the write-ahead log
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except DatabaseError as error:  # somebody is reading: the next checkpoint does it; what is erased is erased
            log.warning("erase.log_kept error=%s", type(error).__name__)


# ── Prepare ────────────────────────────────────────────────────────────────────────────────────────────────────


@task()
def prepare_task(question_id: int) -> None:
    from django.utils import timezone

    question = Question.objects.filter(pk=question_id, stage=Stage.RECEIVED).first()
    if question:
        prepare_question(question, now=timezone.now())


def prepare_question(question: Question, *, now: datetime) -> Preparation:
    """Everything software can say about a question, then into the queue. Done twice, it does no harm."""
    text = f"{question.title}\n\n{question.body}".strip()
    proposed = propose_similar(text, exclude=[question.ref], floor=False)
    similar = [hit for hit in proposed if hit.score >= LIKE_IN_DEPARTMENT]
    with transaction.atomic():
        preparation = drafts.prepare(question, similar, is_taken=is_headline_taken, now=now)
        routed = first_open([*(each["department"] for each in preparation.routing), FALLBACK_DEPARTMENT])
        if question.stage == Stage.RECEIVED:
            questions.move(
                question,
                to=Stage.WAITING,
                allowed=[Stage.RECEIVED],
                prepared_at=now,
                headline=preparation.headline,
                department_id=question.department_id or routed,
            )
        record("question.prepare", _name(question), actor="system", now=now)
    return preparation


# ── Answer ─────────────────────────────────────────────────────────────────────────────────────────────────────


def claim_question(question: Question, viewer: Viewer, *, now: datetime) -> Claim:
    """Take the question exclusively, or renew. Raises NotAllowed, StageConflict, ClaimLost."""
    doctor = _doctor(viewer)
    if not may_answer(viewer, question):
        raise NotAllowed("This question belongs to another department. Hand it over, or ask a colleague there.")
    if question.stage != Stage.WAITING:
        raise questions.StageConflict("This question is no longer waiting for an answer.")
    with transaction.atomic():
        claim = answers.take_claim(question, doctor, now=now)
        record("question.claim", _name(question), actor=viewer.actor, now=now)
    return claim


def release_question(question: Question, viewer: Viewer, *, now: datetime) -> None:
    with transaction.atomic():
        answers.release_claim(question, _doctor(viewer))
        record("question.release", _name(question), actor=viewer.actor, now=now)


def save_reply(question: Question, viewer: Viewer, text: str, *, version: int, now: datetime) -> ReplyDraft:
    """Save what was typed and renew the claim. Raises ClaimLost or DraftConflict after keeping the text."""
    doctor = _doctor(viewer)
    draft = answers.save_reply_draft(question, doctor, text, version=version, now=now)
    answers.require_claim(question, doctor, now=now)
    answers.take_claim(question, doctor, now=now)
    return draft


def look_over_reply(
    question: Question, viewer: Viewer, text: str, *, now: datetime
) -> tuple[tuple[Problem, ...], Explanation]:
    """What the desk shows beside the editor: the checks, and the More info these words would get."""
    reply = _case_reply(text, _doctor(viewer), _post(question, _doctor(viewer), now))
    return check_reply(drafts.case_of(question), reply), drafts.explain_reply(question, reply, now=now)


def sign_answer(question: Question, viewer: Viewer, signature: Signature, *, now: datetime) -> Answer:
    """Sign and send. The asker sees the answer at once; a page waits for a moderator when publishing was agreed to.

    Raises NotAllowed, ClaimLost, StageConflict, AlreadySigned, and ReplyBlocked while a blocking problem stands or a
    warning was not accepted.
    """
    doctor = _doctor(viewer)
    if not signature.text.strip():
        raise BadInput("Write a reply first.")
    post = _post(question, doctor, now)
    reply = _case_reply(signature.text, doctor, post)
    problems = check_reply(drafts.case_of(question), reply)
    standing = [p for p in problems if _stands(p, signature.acknowledged)]
    if standing:
        raise ReplyBlocked(standing)
    explanation = drafts.explain_reply(question, reply, now=now)
    with transaction.atomic():
        answers.require_claim(question, doctor, now=now)
        publish = has_live_consent(question, ConsentKind.PUBLISH) and not question.publication_barred
        headline = signature.headline.strip() or question.headline
        to = Stage.SIGNED if publish else Stage.ANSWERED
        questions.move(question, to=to, allowed=[Stage.WAITING], headline=headline[:120])
        answer = answers.sign_answer(
            question, doctor, post, signature.text, acknowledged=list(signature.acknowledged), now=now
        )
        approved = signature.with_more_info and settings.MORE_INFO and bool(explanation.sentences)
        drafts.settle_explanation(question, approved=approved)
        record("answer.sign", _name(question), actor=viewer.actor, now=now, detail={"more_info": approved})
        _tell_asker(question, now=now)
        transaction.on_commit(lambda: deliver_task.enqueue())
    return answer


def _stands(problem: Problem, acknowledged: tuple[str, ...]) -> bool:
    if problem.severity is Severity.BLOCK:
        return True
    return problem.severity is Severity.WARN and problem.type not in acknowledged


def decline_question(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """Not for this service. `reason` is shown to the asker, so it must say what they can do instead."""
    if not reason.strip():
        raise BadInput("Say why, in words the asker can use: what they should do instead.")
    if viewer.doctor_id is None and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a doctor or a moderator can decline a question.")
    _not_in_other_hands(question, viewer, now=now)
    with transaction.atomic():
        questions.move(question, to=Stage.DECLINED, allowed=[Stage.WAITING, Stage.RECEIVED], closed_reason=reason[:300])
        record("question.decline", _name(question), actor=viewer.actor, now=now)
        _tell_asker(question, now=now)


def hand_over(question: Question, viewer: Viewer, department_id: str, *, reason: str, now: datetime) -> None:
    """To another department's queue; the claim is given up."""
    if viewer.doctor_id is None and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a doctor or a moderator can hand a question over.")
    _not_in_other_hands(question, viewer, now=now)
    with transaction.atomic():
        came_from = question.department_id
        questions.move(
            question,
            to=Stage.WAITING,
            allowed=[Stage.WAITING],
            department_id=department_id,
            preferred_doctor=None,
        )
        Claim.objects.filter(question=question).update(doctor=None, taken_at=None, expires_at=None)
        record(
            "question.hand_over",
            _name(question),
            actor=viewer.actor,
            now=now,
            reason=reason,
            detail={"from": came_from, "to": department_id},
        )


def _not_in_other_hands(question: Question, viewer: Viewer, *, now: datetime) -> None:
    """A colleague who is writing keeps the question; only a moderator or administrator may take it away."""
    held = Claim.objects.filter(question=question, doctor__isnull=False, expires_at__gt=now)
    others = held.exclude(doctor_id=viewer.doctor_id or 0).exists()
    if others and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise answers.ClaimLost("Another doctor is answering this question. Ask them, or a moderator.")


def open_original(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> OriginalText | None:
    """What the asker really wrote: with a reason, and written into the audit log. None when it was erased."""
    if not viewer.has_role(Role.DOCTOR, Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only doctors and moderators can open original texts.")
    if len(reason.strip()) < LEAST_REASON_CHARS:
        raise BadInput("Say why you need to see the original text, in a few words.")
    record("original.open", _name(question), actor=viewer.actor, now=now, reason=reason)
    return OriginalText.objects.filter(question=question).first()


# ── Publish ────────────────────────────────────────────────────────────────────────────────────────────────────


def approve_publication(
    question: Question, viewer: Viewer, approval: Approval, *, now: datetime, index_at_once: bool = True
) -> Publication:
    """Put the page up, searchable at once. Raises NotAllowed, StageConflict, HeadlineTaken and BadInput.

    A bulk load says index_at_once=False and calls mend_index and refresh_similar afterwards: many times quicker.
    """
    moderator = _moderator(viewer)
    if not approval.headline.strip() or not approval.body.strip():
        raise BadInput("A page needs a headline and the question's text.")
    answer = answer_of(question)
    if answer is None:
        raise questions.StageConflict("This question has no signed answer yet.")
    with transaction.atomic():
        if question.publication_barred or not has_live_consent(question, ConsentKind.PUBLISH):
            raise NotAllowed("The asker has not agreed to publication.")
        questions.move(question, to=Stage.PUBLISHED, allowed=[Stage.SIGNED], headline=approval.headline.strip()[:120])
        page = _approved_page(question, answer, approval, with_similar=index_at_once)
        publication = publishing.publish_page(question, answer, page, approved_by=moderator, now=now)
        record("publication.approve", _name(question), actor=viewer.actor, now=now)
        if index_at_once:
            transaction.on_commit(lambda: put_in_index([document_of(publication)], now=now))
    return publication


def _approved_page(
    question: Question, answer: Answer, approval: Approval, *, with_similar: bool
) -> publishing.ApprovedPage:
    case = replace(drafts.case_of(question), title=approval.title, body=approval.body)
    related = related_topics(case, answer.text, limit=TOPICS_SHOWN)
    department = question.department_id or ""
    similar = _pages_like(question.ref, approval.headline, approval.body, department) if with_similar else []
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
    _moderator(viewer)
    if not reason.strip():
        raise BadInput("Say why this is not published. The asker sees the reason.")
    with transaction.atomic():
        questions.move(question, to=Stage.ANSWERED, allowed=[Stage.SIGNED], closed_reason=reason[:300])
        record("publication.refuse", _name(question), actor=viewer.actor, now=now, reason=reason)


def withdraw_publication(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """Take a page down: gone from every page, list, feed and search, with a note where it was."""
    _moderator(viewer)
    if not reason.strip():
        raise BadInput("Say why the page is taken down.")
    with transaction.atomic():
        _withdraw(question, reason=reason, actor=viewer.actor, now=now)


def _withdraw(question: Question, *, reason: str, actor: str, now: datetime) -> None:
    questions.move(question, to=Stage.WITHDRAWN, allowed=[Stage.PUBLISHED])
    publishing.withdraw_page(question.publication, reason=reason, now=now)
    record("publication.withdraw", _name(question), actor=actor, now=now, reason=reason)
    ref = question.ref
    transaction.on_commit(lambda: take_from_index([ref]))


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
    reply = _case_reply(text, answer.doctor, _post(question, answer.doctor, now))
    standing = [p for p in check_reply(drafts.case_of(question), reply) if _stands(p, acknowledged)]
    if standing:
        raise ReplyBlocked(standing)
    with transaction.atomic():
        publication = live_publications().select_related("department").get(question=question)
        answers.revise_answer(answer, text, now=now)
        drafts.withdraw_explanation(question)
        correction = publishing.correct_page(publication, answer, note=note, by=viewer.name, now=now)
        record("answer.correct", _name(question), actor=viewer.actor, now=now)
        _tell_asker(question, now=now, about=f"correction-{correction.pk}")
        transaction.on_commit(lambda: put_in_index([document_of(publication)], now=now))
    return correction


def count_usefulness(ref: str, *, useful: bool) -> bool:
    """One more reader found the page useful, or did not. False when it is not up any more."""
    return publishing.count_usefulness_on_page(ref, useful=useful)


def report_error(publication: Publication, *, kind: str, text: str, now: datetime) -> ErrorReport:
    """A reader's report; goes to every moderator's list and mailbox."""
    if not text.strip():
        raise BadInput("Say what is wrong, in a sentence or two.")
    with transaction.atomic():
        report = publishing.report_error(publication, kind=kind, text=text[:2000], now=now)
        record(
            "publication.report",
            f"question:{publication.ref}",
            actor="reader",
            now=now,
            detail={"kind": kind},
        )
        on_call = User.objects.filter(role_grants__role=Role.MODERATOR, role_grants__revoked_at=None, is_active=True)
        for moderator in on_call:
            intake.put_in_outbox(
                f"report:{report.pk}:{moderator.pk}",
                kind="error-report",
                to=moderator.email,
                subject=f"{settings.SITE_NAME}: a reader reports a problem",
                body=f"A reader reports a problem with a published page.\n\n{settings.BASE_URL}/moderation/reports/\n",
                now=now,
            )
    return report


def close_report(report: ErrorReport, viewer: Viewer, *, outcome: str, now: datetime) -> None:
    _moderator(viewer)
    with transaction.atomic():
        publishing.close_report(report, outcome=outcome, by=viewer.actor, now=now)
        record("report.close", f"report:{report.pk}", actor=viewer.actor, now=now, reason=outcome)


# ── Kept going ─────────────────────────────────────────────────────────────────────────────────────────────────


@task()
def deliver_task() -> None:
    from django.utils import timezone

    intake.deliver_outbox(timezone.now())


def sweep(*, now: datetime) -> Mapping[str, int]:
    """Take up whatever stands without its result: the stage is the queue. Safe at any time, in many processes."""
    prepared = 0
    for question in unprepared(now - SWEEP_AFTER)[:100]:
        try:
            prepare_question(question, now=now)
            prepared += 1
        except questions.StageConflict:
            continue  # another process was quicker
    return {
        "prepared": prepared,
        "indexed": mend_index(now=now),
        "sent": intake.deliver_outbox(now),
        "index_rebuilt": rebuild_if_requested(now),
        "similar": refresh_similar(now=now),
        "expired": intake.drop_expired(now),
        "originals_erased": overdue_originals(now).delete()[0],
    }


def mend_index(*, now: datetime) -> int:
    """Bring the index in step with what is live. Returns how many were added or removed."""
    missing = [document_of(page) for page in pages_to_index()[:500]]
    stale = list(refs_to_drop())
    if missing:
        put_in_index(missing, now=now)
    if stale:
        take_from_index(stale)
    return len(missing) + len(stale)


def refresh_similar(*, now: datetime, limit: int = 20) -> int:
    """Work out anew which live pages are like those due for it, so that earlier pages find later ones."""
    due = list(due_for_similar(now - SIMILAR_PERIOD)[:limit])
    for page in due:
        similar = _pages_like(page.ref, page.headline, page.body, page.department_id)
        publishing.set_similar(page, similar, now=now)
    return len(due)


def _pages_like(ref: str, headline: str, body: str, department: str) -> list[str]:
    """Refs of live pages to read beside this one. The floor is lower than for "your question is answered already",
    and lower still in the same department: these are further reading, not the same question."""
    hits = propose_similar(f"{headline}\n\n{body}", top_k=24, exclude=[ref], floor=False)
    scores = {hit.id: hit.score for hit in hits}
    pages = cards_in_order(scores)
    near = [
        page.ref
        for page in pages
        if scores[page.ref] >= (LIKE_IN_DEPARTMENT if page.department_id == department else LIKE_ANYWHERE)
    ]
    return near[:SIMILAR_SHOWN]


def find_answered(text: str, *, department: str | None = None, limit: int = SIMILAR_SHOWN) -> list[Publication]:
    """Live pages whose question is like `text`; none when nothing is close. The index proposes, one query decides."""
    if not text.strip():
        return []
    return cards_in_order([hit.id for hit in propose_similar(text, department=department)], limit=limit)


def search_published(words: str, *, department: str | None = None) -> list[Publication]:
    """Live pages found by keywords, best first; by a plain look through the database while the index is down."""
    if not words.strip():
        return []
    proposed = propose_matches(words, department=department)
    if proposed is not None:
        return cards_in_order([hit.id for hit in proposed])
    pages = matches_by_words(words)
    return [page for page in pages if department in (None, page.department_id)]


def proposed_department(submission: Submission) -> str:
    """Where a question without a department will go, for the receipt; preparing decides."""
    routing = drafts.softly("route", lambda: drafts.route_submission(submission), None)
    return routing.departments[0].department if routing and routing.departments else FALLBACK_DEPARTMENT


# ── Who and what ───────────────────────────────────────────────────────────────────────────────────────────────


def _name(question: Question) -> str:
    return f"question:{question.ref}"


def _asker(question: Question) -> str:
    return f"asker:{question.ref}"


def _doctor(viewer: Viewer) -> Doctor:
    doctor = Doctor.objects.filter(pk=viewer.doctor_id).first() if viewer.doctor_id else None
    if doctor is None:
        raise NotAllowed("Only a verified doctor can do this.")
    return doctor


def _moderator(viewer: Viewer) -> User:
    if viewer.user_id is None or not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a moderator can do this.")
    return User.objects.get(pk=viewer.user_id)


def _post(question: Question, doctor: Doctor, now: datetime) -> Affiliation:
    post = affiliation_on(doctor, question.department_id or FALLBACK_DEPARTMENT, now.date())
    if post is None:
        raise NotAllowed("Your record has no current affiliation. An administrator can add it.")
    return post


def _case_reply(text: str, doctor: Doctor, post: Affiliation) -> CaseReply:
    affiliation = f"{post.institution_department}, {post.institution}"
    return CaseReply(text=text, doctor=doctor.name, department=post.department.label, affiliation=affiliation)


def _tell_asker(question: Question, *, now: datetime, about: str = "answer") -> None:
    """ "There is something for you", without a word about health and without the secret."""
    contact = Contact.objects.filter(question=question).first()
    if contact:
        intake.put_in_outbox(
            f"{about}:{question.ref}",
            kind="news",
            to=contact.email,
            subject=f"{settings.SITE_NAME}: there is news for you",
            body=(
                "There is news for you. Open it with the private link you saved when you wrote to us.\n\n"
                f"{settings.BASE_URL}/track/\n\nNobody reads replies to this message.\n"
            ),
            now=now,
            question=question,
        )
