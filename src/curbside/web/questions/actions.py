"""Storing questions and moving them between stages."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from curbside.clinical.urgency import Urgency
from curbside.errors import BadInput
from curbside.web.accounts.models import Doctor
from curbside.web.questions.models import AskBack, Consent, ConsentKind, OriginalText, Photo, Question, Stage
from curbside.web.questions.photos import CleanPhoto
from curbside.web.questions.submission import ReadSubmission

# Crockford's base 32 without vowels-lookalikes: 10 characters are 50 bits, no two of them look alike.
REF_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CONSENT_WORDING = "2026-11"
URGENCY_RANK = {Urgency.EMERGENCY: 0, Urgency.URGENT: 1, Urgency.ROUTINE: 2}


class StageConflict(BadInput):
    """The question is no longer where the deed expects it."""


def new_ref() -> str:
    return "".join(secrets.choice(REF_ALPHABET) for _ in range(10))


def store_question(read: ReadSubmission, *, now: datetime, due_at: datetime, erase_after: date) -> Question:
    """One question with its original text and consents. Call inside a transaction."""
    given, screening = read.submission, read.screening
    question = Question.objects.create(
        ref=new_ref(),
        submission_key=given.submission_key,
        root_id=given.root_id,
        title=read.title.text[:200],
        body=read.body.text,
        details=[asdict(detail) for detail in read.details],
        alias=read.alias,
        subject=given.subject,
        sex=given.sex,
        age_band=read.age_band,
        pregnant=given.pregnant,
        language=given.language,
        department_id=given.department or None,
        urgency=screening.urgency.value,
        urgency_rank=URGENCY_RANK[screening.urgency],
        urgency_reasons=[
            {"rule": r.rule, "title": r.title, "level": r.level.value, "advice": r.advice} for r in screening.reasons
        ],
        crisis=screening.crisis.value if screening.crisis else "",
        acknowledged_emergency=given.acknowledged_emergency,
        publication_barred=read.publication_barred,
        asked_at=now,
        due_at=due_at,
    )
    OriginalText.objects.create(
        question=question,
        title=given.title[:400],
        body=given.body,
        details=[asdict(detail) for detail in given.details],
        spans=[asdict(span) for span in read.body.spans],
        warnings=list(read.body.warnings),
        erase_after=erase_after,
    )
    record_consents(question, given.consents, now=now)
    return question


def record_consents(question: Question, consents: Mapping[str, bool], *, now: datetime) -> None:
    Consent.objects.bulk_create(
        Consent(
            question=question,
            kind=kind.value,
            given=bool(consents.get(kind.value)),
            at=now,
            wording=CONSENT_WORDING,
        )
        for kind in ConsentKind
        if kind.value in consents
    )


def lock(question: Question) -> None:
    """Nobody else moves the question until this transaction ends; its stage is the one of this moment."""
    question.stage = Question.objects.select_for_update().values_list("stage", flat=True).get(pk=question.pk)


def move(question: Question, *, to: Stage, allowed: Iterable[Stage], **changes: Any) -> None:
    """One guarded statement: of two people moving the same question, one gets StageConflict."""
    moved = Question.objects.filter(pk=question.pk, stage__in=list(allowed)).update(stage=to, **changes)
    if not moved:
        raise StageConflict("Somebody else has dealt with this question in the meantime. Reload to see how it stands.")
    question.stage = to
    for name, value in changes.items():
        setattr(question, name, value)


def forget_words(question: Question) -> None:
    """Erase everything a person wrote from the question's own rows; its number and dates stay."""
    OriginalText.objects.filter(question=question).delete()
    AskBack.objects.filter(question=question).delete()
    Photo.objects.filter(question=question).delete()
    Question.objects.filter(pk=question.pk).update(
        title="",
        body="",
        details=[],
        headline="",
        alias="",
        sex="",
        age_band="",
        pregnant=None,
        submission_key=None,
        paused_at=None,
    )


def ask_back(question: Question, doctor: Doctor, text: str, *, now: datetime) -> AskBack:
    """Ask, and stop the clock. Raises StageConflict while an earlier question to the person is open."""
    if Question.objects.filter(pk=question.pk, stage=Stage.WAITING, paused_at=None).update(paused_at=now) == 0:
        raise StageConflict("The person has been asked back already, or the question is no longer waiting.")
    question.paused_at = now
    return AskBack.objects.create(question=question, doctor=doctor, text=text, asked_at=now)


def close_ask_back(question: Question, *, now: datetime) -> bool:
    """Nobody waits for the person any more. True when something was open."""
    return bool(AskBack.objects.filter(question=question, closed_at=None, replied_at=None).update(closed_at=now))


def run_clock(question: Question, due_at: datetime) -> None:
    Question.objects.filter(pk=question.pk).update(paused_at=None, due_at=due_at)
    question.paused_at, question.due_at = None, due_at


def keep_reply(asked: AskBack, *, reply: str, original: str, now: datetime) -> bool:
    """The person's reply, once. False when there is one."""
    waiting = AskBack.objects.filter(pk=asked.pk, replied_at=None)
    return bool(waiting.update(replied_at=now, reply=reply, original=original))


def note_reminder(asked: AskBack, *, now: datetime) -> bool:
    return bool(AskBack.objects.filter(pk=asked.pk, reminded_at=None).update(reminded_at=now))


def raise_urgency(question: Question, urgency: Urgency, reasons: list[dict[str, str]], due_at: datetime) -> None:
    """Upwards only; the clock never gets longer."""
    if URGENCY_RANK[urgency] >= question.urgency_rank:
        return
    changes: dict[str, Any] = {
        "urgency": urgency.value,
        "urgency_rank": URGENCY_RANK[urgency],
        "urgency_reasons": [*question.urgency_reasons, *reasons],
        "due_at": min(due_at, question.due_at),
    }
    Question.objects.filter(pk=question.pk).update(**changes)
    for name, value in changes.items():
        setattr(question, name, value)


def add_photo(question: Question, photo: CleanPhoto, *, now: datetime) -> Photo:
    return Photo.objects.create(
        question=question,
        ref=new_ref(),
        content=photo.content,
        width=photo.width,
        height=photo.height,
        sent_at=now,
    )


def remove_photo(question: Question, ref: str) -> bool:
    return bool(Photo.objects.filter(question=question, ref=ref).delete()[0])


def forget_old_replies(today: datetime) -> int:
    """What people wrote when asked back goes with their original text."""
    kept = OriginalText.objects.filter(erase_after__gt=today).values("question_id")
    ended = [Stage.PUBLISHED, Stage.ANSWERED, Stage.DECLINED, Stage.WITHDRAWN, Stage.ERASED]
    old = AskBack.objects.exclude(original="").filter(question__stage__in=ended).exclude(question_id__in=kept)
    return old.update(original="")
