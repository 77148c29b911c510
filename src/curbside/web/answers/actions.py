"""Claiming, drafting and signing."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from curbside.errors import BadInput
from curbside.web.accounts.models import Affiliation, Doctor
from curbside.web.answers.models import Answer, Claim, ReplyDraft
from curbside.web.drafts.reply_hash import reply_hash
from curbside.web.questions.models import Question


class ClaimLost(BadInput):
    """Somebody else holds the question, or the claim has run out."""


class DraftConflict(BadInput):
    """The draft was saved elsewhere in the meantime; both texts are kept for the doctor to choose."""

    def __init__(self, theirs: ReplyDraft) -> None:
        super().__init__("This reply was changed in another window. Both versions are shown; nothing is lost.")
        self.theirs = theirs


class AlreadySigned(BadInput):
    """There is a signed answer."""


def open_claim(question: Question) -> None:
    Claim.objects.get_or_create(question=question)


def take_claim(question: Question, doctor: Doctor, *, now: datetime) -> Claim:
    """Take or renew the claim with one guarded statement: of many doctors at once, exactly one gets it."""
    free_or_mine = Q(doctor=doctor) | Q(doctor__isnull=True) | Q(expires_at__lte=now)
    taken = Claim.objects.filter(free_or_mine, question=question).update(
        doctor=doctor, taken_at=now, expires_at=now + settings.CLAIM_PERIOD
    )
    if not taken:
        raise ClaimLost("Another doctor is answering this question. It comes back to the queue if they do not.")
    return Claim.objects.get(question=question)


def release_claim(question: Question, doctor: Doctor) -> None:
    Claim.objects.filter(question=question, doctor=doctor).update(doctor=None, taken_at=None, expires_at=None)


def require_claim(question: Question, doctor: Doctor, *, now: datetime) -> None:
    """Raises ClaimLost unless `doctor` holds the question at `now`."""
    if not Claim.objects.filter(question=question, doctor=doctor, expires_at__gt=now).exists():
        raise ClaimLost("You no longer hold this question: the claim ran out, or it was handed on. Your text is kept.")


def save_reply_draft(question: Question, doctor: Doctor, text: str, *, version: int, now: datetime) -> ReplyDraft:
    """Save what was typed. `version` is the one the doctor started from. Raises DraftConflict; loses nothing."""
    draft, created = ReplyDraft.objects.get_or_create(
        question=question, doctor=doctor, defaults={"text": text, "version": 1, "saved_at": now}
    )
    if created or draft.text == text:
        return draft
    saved = ReplyDraft.objects.filter(pk=draft.pk, version=version).update(
        text=text, version=F("version") + 1, saved_at=now
    )
    draft.refresh_from_db()
    if not saved:
        raise DraftConflict(draft)
    return draft


def sign_answer(
    question: Question,
    doctor: Doctor,
    post: Affiliation,
    text: str,
    *,
    acknowledged: list[str],
    now: datetime,
) -> Answer:
    """The answer with the doctor's record of this day. Raises AlreadySigned."""
    try:
        with transaction.atomic():
            answer = Answer.objects.create(
                question=question,
                doctor=doctor,
                doctor_name=doctor.name,
                department_id=post.department_id,
                department_label=post.department.label,
                institution=post.institution,
                institution_department=post.institution_department,
                text=text,
                text_hash=reply_hash(text),
                acknowledged=acknowledged,
                signed_at=now,
            )
    except IntegrityError as error:
        raise AlreadySigned("This question has been answered already.") from error
    ReplyDraft.objects.filter(question=question).delete()
    release_claim(question, doctor)
    return answer


def revise_answer(answer: Answer, text: str, *, now: datetime) -> None:
    answer.text, answer.revised_at = text, now
    answer.text_hash = reply_hash(text)
    answer.save(update_fields=["text", "text_hash", "revised_at"])


def forget_answer(question: Question) -> None:
    Answer.objects.filter(question=question).delete()
    ReplyDraft.objects.filter(question=question).delete()
