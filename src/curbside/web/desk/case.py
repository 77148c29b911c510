"""Everything one case screen shows, gathered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from curbside.clinical.demographics import AGE_BANDS
from curbside.web import lifecycle
from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import ReplyDraft
from curbside.web.answers.queries import draft_of, may_answer
from curbside.web.desk.reading_marks import Piece, marked_pieces
from curbside.web.drafts.models import Preparation
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import cards_in_order
from curbside.web.questions.models import Question, Stage
from curbside.web.topics.models import Topic
from curbside.web.topics.queries import topics_in_order

BAND_LABELS = {band.id: band.label for band in AGE_BANDS}
SIMILAR_AT_DESK = 6


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
    similar: list[Publication]
    topics: list[Topic]
    draft: ReplyDraft | None
    prepared: bool
    mine: bool
    taken_by: str
    expires_at: datetime | None
    may_answer: bool
    is_open: bool


def case_context(question: Question, viewer: Viewer, *, now: datetime) -> CaseContext:
    """The case for one doctor: a fixed number of queries, none in the template."""
    preparation = Preparation.objects.filter(question=question).first() or Preparation()
    reading: dict[str, Any] = preparation.reading or {}
    findings = reading.get("findings", [])
    text = "\n\n".join(part for part in (question.title, question.body) if part)
    claim = question.claim
    held = claim.expires_at is not None and claim.expires_at > now
    similar = cards_in_order([hit["id"] for hit in preparation.similar], limit=SIMILAR_AT_DESK)
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
        draft=draft_of(question, viewer),
        prepared=preparation.pk is not None and preparation.complete,
        mine=held and claim.doctor_id == viewer.doctor_id,
        taken_by=claim.doctor.name if held and claim.doctor and claim.doctor_id != viewer.doctor_id else "",
        expires_at=claim.expires_at if held else None,
        may_answer=may_answer(viewer, question),
        is_open=question.stage == Stage.WAITING,
    )
