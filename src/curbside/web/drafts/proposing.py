"""Drafts for a reply: made with the question, made anew when what they lean on has changed, taken or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from curbside import __version__
from curbside.drafting.draft_sources import DraftSource, near_sources
from curbside.drafting.reply_draft import ProposedReply as Proposed
from curbside.drafting.reply_draft import propose_reply
from curbside.web.drafts.actions import case_of, softly
from curbside.web.drafts.models import ProposedReply, ProposedReplyState
from curbside.web.questions.models import Question
from curbside.web.questions.queries import ask_backs_of, thread_of
from curbside.web.similar.engine import encoder

_NONE = Proposed((), why="It could not be made.")


def said_elsewhere(question: Question) -> str:
    """What the same person said beside this letter: in its questions, to the doctor who asked back, in the thread."""
    told = [f"I have no {each['about']}." for each in question.details if _is_no(each)]
    told += [f"{each['ask']} {each['answer']}." for each in question.details if not _is_no(each)]
    told += [each.reply for each in ask_backs_of(question) if each.reply]
    told += [f"{each.title}. {each.body}" for each in thread_of(question) if each.pk != question.pk and each.body]
    if question.pregnant is not None:
        told.append("I am pregnant." if question.pregnant else "I am not pregnant.")
    return "\n\n".join(told)


def _is_no(detail: Mapping[str, str]) -> bool:
    return detail.get("answer", "").strip().lower().startswith("no")


def words_mark(question: Question) -> str:
    """Changes when the person has said something more or other."""
    return sha256(f"{question.title}\x1f{question.body}\x1f{said_elsewhere(question)}".encode()).hexdigest()[:32]


def make_proposal(
    question: Question, sources: Sequence[DraftSource], marks: Mapping[str, str], *, now: datetime
) -> ProposedReply:
    """The draft of this question, made new. `marks`: "kind:ref" → a mark of what each source says now."""

    def make() -> Proposed:
        asked = "\n\n".join(part for part in (question.title, question.body) if part)
        near = near_sources(asked, question.headline or question.title, sources, encoder=encoder())
        return propose_reply(case_of(question), near, also=said_elsewhere(question))

    made = softly("draft", make, _NONE)
    cited = {f"{each.source.kind}:{each.source.ref}" for each in made.sentences if each.source}
    leans_on = {name: mark for name, mark in marks.items() if name in cited} | {"question:": words_mark(question)}
    row, _ = ProposedReply.objects.update_or_create(
        question=question,
        defaults={
            "state": ProposedReplyState.OPEN,
            "sentences": [asdict(sentence) for sentence in made.sentences],
            "left_out": [asdict(each) for each in made.left_out],
            "why": made.why[:200],
            "leans_on": leans_on,
            "refused_because": "",
            "made_at": now,
            "engine_version": __version__,
        },
    )
    return row


def settle_proposal(row: ProposedReply, state: ProposedReplyState, *, because: str = "") -> bool:
    """Taken or refused, once. False when somebody was quicker."""
    still = ProposedReply.objects.filter(pk=row.pk, state=ProposedReplyState.OPEN, made_at=row.made_at)
    return bool(still.update(state=state, refused_because=because))
