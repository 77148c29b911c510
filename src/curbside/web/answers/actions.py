"""Claiming, drafting and signing."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from curbside.errors import BadInput
from curbside.web.accounts.models import Affiliation, Doctor
from curbside.web.answers.models import (
    Answer,
    Claim,
    DeskNotice,
    HandOver,
    HandOverReason,
    InternalNote,
    Reading,
    ReplyDraft,
    ReplyVersion,
    SecondOpinion,
    Snooze,
)
from curbside.web.drafts.reply_hash import reply_hash
from curbside.web.questions.models import Question

# Older versions of a draft that are kept; at one a five seconds this is the last quarter of an hour of typing.
VERSIONS_KEPT = 200


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
    before = draft.text, draft.version
    saved = ReplyDraft.objects.filter(pk=draft.pk, version=version).update(
        text=text, version=F("version") + 1, saved_at=now
    )
    draft.refresh_from_db()
    kept_text, kept_version = before if saved else (text, version)
    ReplyVersion.objects.create(question=question, doctor=doctor, text=kept_text, version=kept_version, saved_at=now)
    _drop_old_versions(question, doctor, draft.version)
    if not saved:
        raise DraftConflict(draft)
    return draft


def _drop_old_versions(question: Question, doctor: Doctor, version: int) -> None:
    if version % 20 == 0:
        mine = ReplyVersion.objects.filter(question=question, doctor=doctor)
        mine.exclude(pk__in=list(mine.values_list("pk", flat=True)[:VERSIONS_KEPT])).delete()


def note_origin(
    question: Question,
    doctor: Doctor,
    *,
    block: int | None = None,
    reused: str = "",
    drafted: dict[str, Any] | None = None,
    now: datetime,
) -> None:
    """Remember what was put into a draft: a text block's version, the ref of an answer it was started from, or the
    text of a draft by software with its sources."""
    draft, _ = ReplyDraft.objects.get_or_create(question=question, doctor=doctor, defaults={"saved_at": now})
    blocks, refs = list(draft.origin.get("blocks", [])), list(draft.origin.get("reused", []))
    if block and block not in blocks:
        blocks.append(block)
    if reused and reused not in refs:
        refs.append(reused)
    made = drafted or draft.origin.get("drafted")
    origin = {"blocks": blocks, "reused": refs} | ({"drafted": made} if made else {})
    ReplyDraft.objects.filter(pk=draft.pk).update(origin=origin)


def note_reading(question: Question, doctor_id: int, *, now: datetime) -> None:
    Reading.objects.update_or_create(question=question, doctor_id=doctor_id, defaults={"seen_at": now})


def stop_reading(question: Question, doctor_id: int) -> None:
    Reading.objects.filter(question=question, doctor_id=doctor_id).delete()


def take_over_claim(question: Question, doctor: Doctor, former: int, *, now: datetime) -> Claim:
    """From exactly this holder and from nobody who was quicker. Raises ClaimLost."""
    taken = Claim.objects.filter(question=question, doctor_id=former).update(
        doctor=doctor, taken_at=now, expires_at=now + settings.CLAIM_PERIOD
    )
    if not taken:
        raise ClaimLost("Somebody else was quicker. Reload to see who has the question now.")
    return Claim.objects.get(question=question)


def free_claim(question: Question) -> None:
    Claim.objects.filter(question=question).update(doctor=None, taken_at=None, expires_at=None)


def tell_doctor(doctor_id: int, question: Question, kind: str, *, by: str, now: datetime) -> None:
    DeskNotice.objects.create(doctor_id=doctor_id, question=question, kind=kind, by_name=by, at=now)


def see_notices(doctor_id: int, *, now: datetime) -> None:
    DeskNotice.objects.filter(doctor_id=doctor_id, seen_at=None).update(seen_at=now)


def record_hand_over(
    question: Question,
    *,
    from_department: str | None,
    to_department: str | None,
    to_doctor: Doctor | None,
    by_doctor_id: int | None,
    reason: HandOverReason,
    now: datetime,
) -> HandOver:
    return HandOver.objects.create(
        question=question,
        from_department_id=from_department,
        to_department_id=to_department,
        to_doctor=to_doctor,
        by_doctor_id=by_doctor_id,
        reason=reason,
        at=now,
    )


def snooze(question: Question, doctor: Doctor, until: datetime) -> None:
    Snooze.objects.update_or_create(question=question, doctor=doctor, defaults={"until": until})


def wake(question: Question, doctor: Doctor) -> None:
    Snooze.objects.filter(question=question, doctor=doctor).delete()


def add_note(question: Question, author: str, text: str, *, now: datetime) -> InternalNote:
    return InternalNote.objects.create(question=question, author=author, text=text, at=now)


def sign_answer(
    question: Question,
    doctor: Doctor,
    post: Affiliation,
    text: str,
    *,
    acknowledged: list[str],
    now: datetime,
    reused: list[str] | None = None,
    drafted: dict[str, Any] | None = None,
    quotes: list[dict[str, int]] | None = None,
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
                reused=reused or [],
                drafted=drafted or {},
                quotes=quotes or [],
                signed_at=now,
            )
    except IntegrityError as error:
        raise AlreadySigned("This question has been answered already.") from error
    ReplyDraft.objects.filter(question=question).delete()
    ReplyVersion.objects.filter(question=question).delete()
    release_claim(question, doctor)
    return answer


def revise_answer(answer: Answer, text: str, *, now: datetime) -> None:
    answer.text, answer.revised_at = text, now
    answer.text_hash = reply_hash(text)
    answer.save(update_fields=["text", "text_hash", "revised_at"])


def retract_answer(answer: Answer, reason: str, *, now: datetime) -> None:
    answer.retracted_at, answer.retraction = now, reason
    answer.save(update_fields=["retracted_at", "retraction"])


def forget_answer(question: Question) -> None:
    Answer.objects.filter(question=question).delete()
    for model in (ReplyDraft, ReplyVersion, InternalNote, SecondOpinion, Reading, Snooze, DeskNotice):
        model._default_manager.filter(question=question).delete()
    free_claim(question)
