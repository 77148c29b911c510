"""Everything one case screen shows, gathered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from curbside.web import lifecycle
from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import InternalNote, ReplyDraft, ReplyVersion, SecondOpinion
from curbside.web.answers.opinions import is_asked_of, is_open, opinions_about
from curbside.web.answers.queries import (
    colleagues,
    draft_of,
    may_answer,
    notes_of,
    readers,
    versions_of,
)
from curbside.web.desk.blocks import TextBlockChoice, text_blocks
from curbside.web.desk.clock_words import clock_words
from curbside.web.desk.draft import ProposedDraft, proposed_draft
from curbside.web.desk.labels import BAND_LABELS
from curbside.web.desk.reading_marks import Piece, marked_pieces
from curbside.web.desk.rebuilt import rebuilt_for
from curbside.web.drafts.models import Preparation
from curbside.web.lifecycle.likening import LikeCase, like_cases
from curbside.web.lifecycle.photos import photo_key
from curbside.web.lifecycle.timing import clock_left
from curbside.web.questions.models import AskBack, Question, Stage
from curbside.web.questions.queries import ask_backs_of, photos_of
from curbside.web.rota.queries import departments_with_hours, desk_choice
from curbside.web.topics.models import Topic
from curbside.web.topics.queries import topics_in_order

SIMILAR_AT_DESK = 6


@dataclass(frozen=True, slots=True)
class PhotoContext:
    """`key` is the signed end of an address that soon ends."""

    key: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CaseContext:
    question: Question
    pieces: list[Piece]
    findings: Sequence[Mapping[str, Any]]
    concerns: Sequence[Mapping[str, Any]]
    not_said: Sequence[Mapping[str, Any]]
    routing: Sequence[Mapping[str, Any]]
    age_label: str
    thread: list[Question]
    similar: list[LikeCase]
    topics: list[Topic]
    draft: ReplyDraft | None
    prepared: bool
    mine: bool
    taken_by: str
    expires_at: datetime | None
    may_answer: bool
    is_open: bool
    retracted: bool
    ask_backs: list[AskBack]
    asked_back: bool
    notes: list[InternalNote]
    opinions: list[SecondOpinion]  # given, or asked for and not closed
    open_opinion: SecondOpinion | None
    asked_of_me: bool
    photos: list[PhotoContext]
    readers: str
    versions: list[ReplyVersion]
    blocks: list[TextBlockChoice]
    hand_to: list[tuple[str, list[tuple[str, str]]]]
    reused: list[str]
    proposal: ProposedDraft | None
    drafted: Sequence[Mapping[str, Any]]
    rebuilt: bool
    left: str
    overdue: bool
    keys_off: bool


def _drafted(question: Question, draft: ReplyDraft | None) -> Sequence[Mapping[str, Any]]:
    """The sources of the draft by software that the reply, written or signed, was started from."""
    made: Mapping[str, Any] = draft.origin.get("drafted", {}) if draft else {}
    if not made and question.stage in (Stage.SIGNED, Stage.ANSWERED, Stage.PUBLISHED):
        answer = lifecycle.answer_of(question)
        made = answer.drafted if answer else {}
    sources: Sequence[Mapping[str, Any]] = made.get("sources", [])
    return sources


def case_context(question: Question, viewer: Viewer, *, now: datetime) -> CaseContext:
    """The case for one doctor: a fixed number of queries, none in the template."""
    preparation = Preparation.objects.filter(question=question).first() or Preparation()
    reading: dict[str, Any] = preparation.reading or {}
    findings = reading.get("findings", [])
    text = "\n\n".join(part for part in (question.title, question.body) if part)
    claim = question.claim
    held = claim.expires_at is not None and claim.expires_at > now
    similar = like_cases(question, preparation, limit=SIMILAR_AT_DESK)
    similar.sort(key=lambda each: each.page.doctor_id != viewer.doctor_id)  # own answers first, each group in its order
    departments = departments_with_hours()
    hours = {each.pk: hours for each, hours in departments}.get(question.department_id or "")
    left = clock_left(question, hours, now=now)
    draft = draft_of(question, viewer)
    others = colleagues(question.department_id, viewer, now=now)
    opinions = opinions_about(question)
    waited_for = next((each for each in opinions if is_open(each, question)), None)
    return CaseContext(
        question=question,
        pieces=marked_pieces(text, findings),
        findings=findings,
        concerns=reading.get("concerns", []),
        not_said=reading.get("follow_up", []),
        routing=preparation.routing,
        age_label=BAND_LABELS.get(question.age_band, ""),
        thread=[q for q in lifecycle.thread_with_answers(question) if q.pk != question.pk],
        similar=similar,
        topics=topics_in_order(preparation.topics),
        draft=draft,
        prepared=preparation.pk is not None and preparation.complete,
        mine=held and claim.doctor_id == viewer.doctor_id,
        taken_by=claim.doctor.name if held and claim.doctor and claim.doctor_id != viewer.doctor_id else "",
        expires_at=claim.expires_at if held else None,
        may_answer=may_answer(viewer, question),
        is_open=question.stage == Stage.WAITING,
        retracted=lifecycle.is_retracted(question),
        ask_backs=ask_backs_of(question),
        asked_back=question.paused_at is not None,
        notes=notes_of(question),
        opinions=[each for each in opinions if each.closed_at is None],
        open_opinion=waited_for,
        asked_of_me=waited_for is not None and is_asked_of(waited_for, viewer),
        photos=[PhotoContext(photo_key(photo), photo.width, photo.height) for photo in photos_of(question)],
        readers=", ".join(readers([question.pk], viewer, now=now).get(question.pk, [])),
        versions=versions_of(question, viewer) if draft else [],
        blocks=text_blocks(question, viewer),
        hand_to=[
            ("Departments", [(f"department:{each.pk}", each.label) for each, _ in departments]),
            ("Colleagues on duty", [(f"doctor:{each.pk}", each.name) for each in others]),
        ],
        reused=draft.origin.get("reused", []) if draft else [],
        proposal=proposed_draft(question) if question.stage == Stage.WAITING else None,
        drafted=_drafted(question, draft),
        rebuilt=question.stage == Stage.PUBLISHED and rebuilt_for(viewer).filter(question=question).exists(),
        left=clock_words(left),
        overdue=left.total_seconds() <= 0,
        keys_off=not desk_choice(viewer.doctor_id).keys_on,
    )
