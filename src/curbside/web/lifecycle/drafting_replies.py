"""A draft for a reply: offered with the question, put into the editor as a start, or refused."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from curbside.clinical.case import CaseReply
from curbside.clinical.urgency import Urgency
from curbside.drafting.draft_sources import DraftSource
from curbside.errors import BadInput
from curbside.web.accounts.queries import Viewer
from curbside.web.answers import actions as answers
from curbside.web.answers.models import ReplyDraft
from curbside.web.answers.queries import draft_of
from curbside.web.audit.actions import record
from curbside.web.blocks.queries import current_versions
from curbside.web.departments.queries import is_switched_off
from curbside.web.drafts import actions as drafts
from curbside.web.drafts.models import Explanation, Preparation, ProposedReply, ProposedReplyState, RefusedBecause
from curbside.web.drafts.proposing import make_proposal, settle_proposal, words_mark
from curbside.web.drafts.queries import open_proposal_of, open_proposals
from curbside.web.drafts.reply_hash import reply_hash
from curbside.web.lifecycle.evidence import citable
from curbside.web.lifecycle.minding_topics import use_live_topics
from curbside.web.lifecycle.persons import doctor_of, name_of
from curbside.web.lifecycle.replying import has_more_info, save_reply
from curbside.web.publishing.queries import answers_in_order
from curbside.web.questions.models import Question
from curbside.web.topics.queries import live_claims

# The nearest answers are compared word by word; the floor lets none of the later ones through.
ANSWERS_TRIED = 3
# A page less alike than this (cosine) is never the same question; comparing it would only cost.
WORTH_COMPARING = 0.5
REMADE_AT_ONCE = 20


def has_drafts(department_id: str | None) -> bool:
    """Are drafts switched on for the site and this department?"""
    return settings.REPLY_DRAFTS and not is_switched_off(department_id, "drafts_on")


def propose_draft(question: Question, *, now: datetime) -> ProposedReply | None:
    """Make this question's draft, or write down why there is none. None where drafts are off, and in an emergency."""
    if not has_drafts(question.department_id) or question.urgency == Urgency.EMERGENCY or question.crisis:
        return None
    use_live_topics()
    with transaction.atomic():
        sources, marks = _sources_of(question, today=now.date())
        row = make_proposal(question, sources, marks, now=now)
        if row.sentences and has_more_info(question.department_id):
            _prepare_more_info(question, row, now=now)
    return row


def _prepare_more_info(question: Question, row: ProposedReply, *, now: datetime) -> None:
    """What the draft's words would get, so that it is there when the doctor looks; never over what they looked at."""
    if not Explanation.objects.filter(question=question).exists():
        reply = CaseReply(row.text)
        drafts.explain_reply(question, reply, citable=lambda: citable(question, reply.text), now=now)


def more_info_of_draft(row: ProposedReply) -> list[str]:
    """The sentences prepared for exactly this draft's words."""
    prepared = Explanation.objects.filter(question=row.question_id, reply_hash=reply_hash(row.text)).first()
    return [sentence["text"] for sentence in prepared.sentences] if prepared else []


def _sources_of(question: Question, *, today: date) -> tuple[list[DraftSource], dict[str, str]]:
    """The nearest live answers and the department's blocks whose review is not due, each with a mark of its words."""
    preparation = Preparation.objects.filter(question=question).only("similar").first()
    close = [hit["id"] for hit in (preparation.similar if preparation else []) if hit["score"] >= WORTH_COMPARING]
    sources: list[DraftSource] = []
    marks: dict[str, str] = {}
    for page in answers_in_order(close, limit=ANSWERS_TRIED):
        asked = f"{page.title}\n\n{page.body}".strip()
        sources.append(
            DraftSource(
                "answer", page.ref, page.headline, page.answer_text, asked=asked,
                date=page.answered_at.date().isoformat(), publisher=page.doctor_name,
            )
        )  # fmt: skip
        marks[f"answer:{page.ref}"] = page.updated_at.isoformat()
    for version in current_versions([question.department_id or ""]).filter(review_due__gt=today):
        sources.append(
            DraftSource(
                "block", str(version.pk), version.title, version.text, date=version.written_at.date().isoformat(),
                publisher=version.block.owner.name,
            )
        )  # fmt: skip
        marks[f"block:{version.pk}"] = "live"
    return sources, marks


def draft_for(question: Question) -> ProposedReply | None:
    """The draft a doctor may be shown: all it leans on says today what it said then. Reads rows, asks no engine."""
    row = open_proposal_of(question) if has_drafts(question.department_id) else None
    return row if row and not _stale([row]) else None


def _stale(rows: list[ProposedReply]) -> set[int]:
    """Ids of drafts that lean on words which are not live any more, or that the person has added to."""
    names = {name for row in rows for name in row.leans_on}
    live = dict(_live_marks(names))
    claims = live_claims() if any(_claims_of(row) for row in rows) else {}
    return {
        row.pk
        for row in rows
        if any(live.get(name) != mark for name, mark in row.leans_on.items() if name != "question:")
        or any(quote not in claims.get(slug, frozenset()) for slug, quote in _claims_of(row))
        or row.leans_on.get("question:") != words_mark(row.question)
    }


def _live_marks(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    pairs = [name.partition(":") for name in names]
    refs = [ref for kind, _, ref in pairs if kind == "answer"]
    for page in answers_in_order(refs, limit=len(refs)):
        yield f"answer:{page.ref}", page.updated_at.isoformat()
    blocks = [ref for kind, _, ref in pairs if kind == "block"]
    if blocks:
        for pk in current_versions().filter(pk__in=blocks).values_list("pk", flat=True):
            yield f"block:{pk}", "live"


def _claims_of(row: ProposedReply) -> list[tuple[str, str]]:
    cited = (sentence["source"] for sentence in row.sentences if sentence["source"])
    return [(source["ref"], source["quote"]) for source in cited if source["kind"] == "topic"]


def remake_drafts(*, now: datetime) -> int:
    """Make anew the open drafts that lean on what has changed. Returns how many."""
    rows = list(open_proposals()[:500])
    stale = _stale(rows) if rows else set()
    changed = [row for row in rows if row.pk in stale][:REMADE_AT_ONCE]
    for row in changed:
        if propose_draft(row.question, now=now) is None:
            row.delete()
    return len(changed)


def take_draft(question: Question, viewer: Viewer, *, now: datetime) -> ReplyDraft:
    """Put the draft below what is written, as a start; its words and sources stay with the reply.

    Raises ClaimLost, DraftConflict, and BadInput when there is no draft any more.
    """
    doctor = doctor_of(viewer)
    with transaction.atomic():
        answers.require_claim(question, doctor, now=now)
        row = _open_draft(question)
        if not settle_proposal(row, ProposedReplyState.TAKEN):
            raise BadInput("Somebody decided about this draft already.")
        written = draft_of(question, viewer)
        text = f"{written.text.rstrip()}\n\n{row.text}".strip() if written else row.text
        saved = save_reply(question, viewer, text, version=written.version if written else 0, now=now)
        sources = sources_of(row)
        answers.note_origin(question, doctor, drafted={"text": row.text, "sources": sources}, now=now)
        for source in sources:
            if source["kind"] == "block":  # a block found wrong calls this answer back too
                answers.note_origin(question, doctor, block=int(source["ref"]), now=now)
        record("draft.take", name_of(question), actor=viewer.actor, now=now)
    return saved


def refuse_draft(question: Question, viewer: Viewer, *, because: str, now: datetime) -> None:
    """The doctor does without. Raises ClaimLost, and BadInput without a reason of the list."""
    doctor = doctor_of(viewer)
    if because not in RefusedBecause.values:
        raise BadInput("Choose why you do not want this draft.")
    with transaction.atomic():
        answers.require_claim(question, doctor, now=now)
        if not settle_proposal(_open_draft(question), ProposedReplyState.REFUSED, because=because):
            raise BadInput("Somebody decided about this draft already.")
        record("draft.refuse", name_of(question), actor=viewer.actor, now=now, reason=because)


def _open_draft(question: Question) -> ProposedReply:
    row = draft_for(question)
    if row is None:
        raise BadInput("There is no draft any more: a text it was made from has changed. A new one may come.")
    return row


def sources_of(row: ProposedReply) -> list[dict[str, Any]]:
    """Each text the draft is made from, once, in order; the question itself is none."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for sentence in row.sentences:
        if (source := sentence["source"]) and source["kind"] != "question":
            found.setdefault((source["kind"], source["ref"]), source)
    return [{name: value for name, value in source.items() if name != "quote"} for source in found.values()]
