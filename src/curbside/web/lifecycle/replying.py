"""Writing, checking and signing a reply."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from curbside.clinical.reply_checks.check import check_reply
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.drafting.kept import kept_share
from curbside.errors import BadInput
from curbside.web.accounts.queries import Viewer
from curbside.web.answers import actions as answers
from curbside.web.answers.models import Answer, ReplyDraft
from curbside.web.answers.queries import draft_origin
from curbside.web.answers.quotes import quotes_in
from curbside.web.audit.actions import record
from curbside.web.blocks import actions as blocks
from curbside.web.departments.queries import is_switched_off
from curbside.web.drafts import actions as drafts
from curbside.web.drafts.models import Explanation
from curbside.web.lifecycle.evidence import citable
from curbside.web.lifecycle.explaining import ask_model_later
from curbside.web.lifecycle.minding_topics import use_live_topics
from curbside.web.lifecycle.persons import case_reply, doctor_of, name_of, post_of
from curbside.web.lifecycle.refusals import ReplyBlocked
from curbside.web.lifecycle.telling import deliver_task, tell_asker
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import standing_publications
from curbside.web.questions import actions as questions
from curbside.web.questions.models import ConsentKind, Question, Stage
from curbside.web.questions.queries import has_live_consent


@dataclass(frozen=True, slots=True)
class Signature:
    """What a doctor signs: the words, whether More info goes with them, and the problem types seen and accepted."""

    text: str
    with_more_info: bool = True
    acknowledged: tuple[str, ...] = ()
    headline: str = ""
    # The version of More info that was shown; None signs what software composes from these words.
    more_info_version: int | None = None
    # Its sentences as the doctor left them, an emptied one refused; None leaves them as they were shown.
    more_info: tuple[str, ...] | None = None


def save_reply(question: Question, viewer: Viewer, text: str, *, version: int, now: datetime) -> ReplyDraft:
    """Save what was typed and renew the claim. Raises ClaimLost or DraftConflict after keeping the text."""
    doctor = doctor_of(viewer)
    draft = answers.save_reply_draft(question, doctor, text, version=version, now=now)
    answers.require_claim(question, doctor, now=now)
    answers.take_claim(question, doctor, now=now)
    return draft


def look_over_reply(
    question: Question, viewer: Viewer, text: str, *, now: datetime
) -> tuple[tuple[Problem, ...], Explanation]:
    """What the desk shows beside the editor: the checks, and the More info these words would get."""
    use_live_topics()
    doctor = doctor_of(viewer)
    reply = case_reply(text, doctor, post_of(question, doctor, now))
    explanation = drafts.explain_reply(question, reply, citable=lambda: citable(question, text), now=now)
    ask_model_later(question, doctor)
    return check_reply(drafts.case_of(question), reply), explanation


def sign_answer(question: Question, viewer: Viewer, signature: Signature, *, now: datetime) -> Answer:
    """Sign and send. The asker sees the answer at once; a page waits for a moderator when publishing was agreed to.

    Raises NotAllowed, ClaimLost, StageConflict, AlreadySigned, and ReplyBlocked while a blocking problem stands or a
    warning was not accepted.
    """
    doctor = doctor_of(viewer)
    if not signature.text.strip():
        raise BadInput("Write a reply first.")
    use_live_topics()
    post = post_of(question, doctor, now)
    reply = case_reply(signature.text, doctor, post)
    problems = check_reply(drafts.case_of(question), reply)
    standing = [p for p in problems if stands(p, signature.acknowledged)]
    if standing:
        raise ReplyBlocked(standing)
    explanation = drafts.explain_reply(question, reply, citable=lambda: citable(question, reply.text), now=now)
    shown = _as_the_doctor_left_it(explanation, signature)
    with transaction.atomic():
        answers.require_claim(question, doctor, now=now)
        publish = has_live_consent(question, ConsentKind.PUBLISH) and not question.publication_barred
        headline = signature.headline.strip() or question.headline
        to = Stage.SIGNED if publish else Stage.ANSWERED
        questions.move(question, to=to, allowed=[Stage.WAITING], headline=headline[:120], paused_at=None)
        questions.close_ask_back(question, now=now)
        origin = draft_origin(question, doctor.pk)
        answer = answers.sign_answer(
            question,
            doctor,
            post,
            signature.text,
            acknowledged=list(signature.acknowledged),
            now=now,
            reused=origin.reused,
            drafted=_kept_draft(origin.drafted, signature.text),
            quotes=[asdict(quote) for quote in quotes_in(signature.text, question.body)],
        )
        blocks.note_uses(question, origin.blocks)
        approved = signature.with_more_info and has_more_info(question.department_id) and bool(shown)
        drafts.settle_explanation(explanation, shown, approved=approved)
        changed = sum(sentence not in explanation.sentences for sentence in shown)
        detail = {"more_info": approved, "changed": changed, "refused": len(explanation.sentences) - len(shown)}
        if answer.drafted:
            detail["draft_kept_percent"] = round(100 * answer.drafted["kept"])
        record("answer.sign", name_of(question), actor=viewer.actor, now=now, detail=detail)
        tell_asker(question, now=now)
        transaction.on_commit(lambda: deliver_task.enqueue())
    return answer


def _kept_draft(drafted: dict[str, Any], signed: str) -> dict[str, Any]:
    """The draft by software a reply was started from, with how much of it stood when it was signed; {} without one."""
    return {**drafted, "kept": round(kept_share(drafted["text"], signed), 4)} if drafted else {}


def has_more_info(department_id: str | None) -> bool:
    """Is More info switched on for the site and this department?"""
    if not settings.MORE_INFO or department_id in settings.MORE_INFO_OFF:
        return False
    return not is_switched_off(department_id, "more_info_on")


def _as_the_doctor_left_it(explanation: Explanation, signature: Signature) -> list[dict[str, Any]]:
    """The sentences to publish. Raises BadInput when others were shown, or a changed one has no ground."""
    if not signature.with_more_info or signature.more_info_version is None:
        return list(explanation.sentences)
    if signature.more_info_version != explanation.version:
        raise BadInput("More info has changed since you looked. Press Check and read it again.")
    return drafts.edited_sentences(explanation, signature.more_info)


def quotes_that_left(answer: Answer, question_body: str, published_body: str) -> list[str]:
    """Words the reply quotes that the published question no longer holds: each quotation is checked again after the
    text was changed for publication."""
    quoted = [question_body[quote["start"] : quote["end"]] for quote in answer.quotes]
    held = " ".join(published_body.split())
    return [words for words in quoted if " ".join(words.split()) not in held]


def published_reply(page: Publication) -> str:
    """The words of a published answer, to start another one from."""
    return Answer.objects.filter(question__ref=page.ref).values_list("text", flat=True).get()


def put_in(question: Question, viewer: Viewer, *, block: int | None = None, reused: str = "", now: datetime) -> None:
    """Record what was put into a reply: a text block's version, or the published answer it was started from."""
    doctor = doctor_of(viewer)
    with transaction.atomic():
        answers.require_claim(question, doctor, now=now)
        if reused and not standing_publications().filter(ref=reused).exists():
            raise BadInput("This answer is not published any more.")
        answers.note_origin(question, doctor, block=block, reused=reused, now=now)


def stands(problem: Problem, acknowledged: tuple[str, ...]) -> bool:
    if problem.severity is Severity.BLOCK:
        return True
    return problem.severity is Severity.WARN and problem.type not in acknowledged
