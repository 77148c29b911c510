"""Letting an operator's language model propose sentences for More info: answers kept, a daily budget, in the worker."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from curbside.clinical.case import CaseReply
from curbside.drafting.compose import ExplainedSentence, Withheld
from curbside.drafting.compose import Explanation as Composed
from curbside.drafting.evidence import Passage
from curbside.drafting.model_draft import explain_with_model
from curbside.errors import CurbsideError, ModelUnavailable
from curbside.web.drafts.actions import case_of
from curbside.web.drafts.model_client import Endpoint, complete_with
from curbside.web.drafts.models import Explanation, ExplanationState, ModelAnswer
from curbside.web.drafts.reply_hash import reply_hash
from curbside.web.questions.models import Question

log = logging.getLogger(__name__)
RETRY_AFTER = timedelta(hours=1)


def endpoint() -> Endpoint | None:
    """The operator's endpoint, None while none is set up."""
    if not settings.LLM_URL:
        return None
    return Endpoint(settings.LLM_URL, settings.LLM_KEY, settings.LLM_MODEL, float(settings.LLM_TIMEOUT_S))


def improve_explanation(question: Question, reply: CaseReply, citable: tuple[Passage, ...], *, now: datetime) -> bool:
    """Add the model's supported sentences to the open draft that explains `reply`. False when nothing was added.

    A draft that was signed, refused, or belongs to other words meanwhile is left alone. Never raises for a model that
    is slow, absent, wrong or hostile.
    """
    asked, row = endpoint(), Explanation.objects.filter(question=question).first()
    if asked is None or row is None or not _is_open(row, reply):
        return False

    def complete(system: str, user: str) -> str:
        return _answer(question, asked, system, user, now=now)

    try:
        made = explain_with_model(case_of(question), reply, _composed(row), answers=citable, complete=complete)
    except CurbsideError as error:
        log.warning("model.not_used reason=%s", type(error).__name__)
        return False
    except Exception as error:  # whatever a hostile answer breaks, the composed explanation stands
        log.error("model.not_used reason=%s", type(error).__name__)
        return False
    sentences = [asdict(sentence) for sentence in made.sentences]
    if sentences == row.sentences:
        return False
    return _replace(row, reply, sentences, [asdict(each) for each in made.withheld])


def _is_open(row: Explanation, reply: CaseReply) -> bool:
    return row.state == ExplanationState.DRAFT and row.reply_hash == reply_hash(reply.text)


def _replace(
    row: Explanation, reply: CaseReply, sentences: list[dict[str, Any]], withheld: list[dict[str, Any]]
) -> bool:
    """One guarded statement: the draft as it was read, or not at all."""
    same = Explanation.objects.filter(
        pk=row.pk, version=row.version, state=ExplanationState.DRAFT, reply_hash=reply_hash(reply.text)
    )
    return bool(same.update(sentences=sentences, withheld=withheld, version=row.version + 1))


def _composed(row: Explanation) -> Composed:
    sentences = tuple(
        ExplainedSentence(each["text"], tuple(Passage(**source) for source in each["sources"]), each["part"])
        for each in row.sentences
    )
    return Composed(sentences, tuple(Withheld(**each) for each in row.withheld))


def _answer(question: Question, asked: Endpoint, system: str, user: str, *, now: datetime) -> str:
    """The kept answer to this prompt, or a new one. Raises ModelUnavailable."""
    key = sha256("\x1f".join((asked.url, asked.model, system, user)).encode()).hexdigest()
    kept = ModelAnswer.objects.filter(key=key).first()
    if kept and not kept.failed:
        return kept.answer
    if kept and kept.made_at > now - RETRY_AFTER:
        raise ModelUnavailable("The language model failed on this lately.")
    _take_from_budget(question, key, now=now)
    answer = complete_with(asked, system, user)
    ModelAnswer.objects.filter(key=key).update(answer=answer, failed=False)
    return answer


def _take_from_budget(question: Question, key: str, *, now: datetime) -> None:
    """Book the call before it is made, as a failure until an answer is there: a killed worker has spent it too."""
    with transaction.atomic():
        if ModelAnswer.objects.filter(made_at__gt=now - timedelta(days=1)).count() >= settings.LLM_DAILY_CALLS:
            raise ModelUnavailable("The day's calls to the language model are used up.")
        ModelAnswer.objects.update_or_create(key=key, defaults={"question": question, "failed": True, "made_at": now})
