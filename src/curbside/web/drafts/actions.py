"""Preparing a question, and explaining a reply."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from curbside import __version__
from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.findings import read
from curbside.clinical.routing import Routing, route
from curbside.drafting.compose import Explanation as Composed
from curbside.drafting.compose import explain
from curbside.drafting.evidence import Passage
from curbside.drafting.headlines import headline
from curbside.drafting.related import RelatedTopic, related_topics
from curbside.drafting.verify import verify
from curbside.errors import BadInput
from curbside.retrieval.document import Hit
from curbside.web.drafts.models import Explanation, ExplanationState, ModelAnswer, Preparation, ProposedReply
from curbside.web.drafts.reply_hash import reply_hash
from curbside.web.questions.models import Question
from curbside.web.questions.submission import Submission

log = logging.getLogger(__name__)
T = TypeVar("T")

# Representative years for a band's reading: the engine only needs child, adult or old.
BAND_YEARS = {"under-1": 0.5, "1-4": 3.0, "5-9": 7.0, "10-15": 13.0, "16-19": 18.0, "90-over": 92.0}


def band_years(band: str) -> float | None:
    """A year inside the band, or None when no band is known."""
    if band in BAND_YEARS:
        return BAND_YEARS[band]
    return float(band.split("-")[0]) + 5 if band else None


def case_of(question: Question) -> CaseQuestion:
    return CaseQuestion(
        title=question.title,
        body=question.body,
        alias=question.alias,
        sex=question.sex,
        age=question.age_band,
        department=question.department_id or "",
    )


def softly(what: str, make: Callable[[], T], otherwise: T) -> T:
    """`make()`, or `otherwise` when it fails: whatever breaks in a reader, the question still reaches a doctor."""
    try:
        return make()
    except Exception as error:  # a fault in any reader, of any kind, must not hold a question back
        log.error("prepare.failed reader=%s error=%s", what, type(error).__name__)
        return otherwise


def prepare(
    question: Question, similar: Sequence[Hit], *, is_taken: Callable[[str], bool], now: datetime
) -> Preparation:
    """Read, route, relate and name the de-identified question; saved once a question, replaced when made again."""
    text = "\n\n".join(part for part in (question.title, question.body) if part)
    years, sex = band_years(question.age_band), question.sex or None
    nothing_read: dict[str, Any] = {}
    reading = softly(
        "read", lambda: asdict(read(text, age_years=years, sex=sex, subject=question.subject)), nothing_read
    )
    routing = softly(
        "route",
        lambda: route(text, age_years=years, sex=sex, pregnant=question.pregnant),
        Routing((), True),
    )
    proposed = softly(
        "headline",
        lambda: headline(question.title, question.body, department=question.department_id or "", is_taken=is_taken),
        question.title[:90],
    )
    no_topics: tuple[RelatedTopic, ...] = ()
    related = softly("topics", lambda: related_topics(case_of(question)), no_topics)
    preparation, _ = Preparation.objects.update_or_create(
        question=question,
        defaults={
            "made_at": now,
            "engine_version": __version__,
            "reading": reading,
            "routing": [asdict(score) for score in routing.departments] if not routing.abstain else [],
            "similar": [asdict(hit) for hit in similar],
            "topics": [topic.slug for topic in related],
            "headline": proposed[:120],
            "complete": bool(reading),
        },
    )
    return preparation


def route_submission(submission: Submission) -> Routing:
    return route(
        submission.whole_text,
        age_years=submission.age_years,
        sex=submission.sex or None,
        pregnant=submission.pregnant,
    )


def explain_reply(
    question: Question, reply: CaseReply, *, citable: Callable[[], Sequence[Passage]], now: datetime
) -> Explanation:
    """The explanation of exactly these words, made new when they changed. Empty when there is no ground.

    `citable` gives what may be cited beside reply and topics; asked only when an explanation is made.
    """
    digest = reply_hash(reply.text)
    existing = Explanation.objects.filter(question=question).first()
    if existing and existing.reply_hash == digest and existing.engine_version == __version__:
        return existing
    made = softly("explain", lambda: explain(case_of(question), reply, answers=citable()), Composed(()))
    explanation, _ = Explanation.objects.update_or_create(
        question=question,
        defaults={
            "state": ExplanationState.DRAFT,
            "reply_hash": digest,
            "sentences": [asdict(sentence) for sentence in made.sentences],
            "withheld": [asdict(item) for item in made.withheld],
            "conflicts": [asdict(item) for item in made.conflicts],
            "made_at": now,
            "version": existing.version + 1 if existing else 1,
            "engine_version": __version__,
        },
    )
    return explanation


def edited_sentences(explanation: Explanation, texts: Sequence[str] | None) -> list[dict[str, Any]]:
    """The sentences with the words a doctor gave them; an emptied one is refused.

    Raises BadInput when a changed sentence says what its sources do not: that belongs into the reply.
    """
    if texts is None:
        return list(explanation.sentences)
    if len(texts) != len(explanation.sentences):
        raise BadInput("More info has changed since you looked. Press Check and read it again.")
    pairs = zip(explanation.sentences, (" ".join(text.split()) for text in texts), strict=True)
    return [_edited(sentence, text) for sentence, text in pairs if text]


def _edited(sentence: dict[str, Any], text: str) -> dict[str, Any]:
    if text == sentence["text"]:
        return sentence
    sources = [Passage(**source) for source in sentence["sources"]]
    verdict = verify(text, sources)
    if not verdict.supported:
        raise BadInput(f"More info: “{text[:120]}” is not what its sources say ({verdict.why}). Write it in the reply.")
    return {**sentence, "text": text}


def settle_explanation(explanation: Explanation, sentences: Sequence[dict[str, Any]], *, approved: bool) -> None:
    """Approve these sentences of the explanation with the signature, or refuse it as a whole."""
    state = ExplanationState.APPROVED if approved else ExplanationState.REFUSED
    kept = list(sentences) if approved else explanation.sentences
    Explanation.objects.filter(pk=explanation.pk).update(state=state, sentences=kept)


def publishable_sentences(question: Question) -> list[dict[str, Any]]:
    row = Explanation.objects.filter(question=question, state=ExplanationState.APPROVED).first()
    return row.sentences if row else []


def withdraw_explanation(question: Question) -> None:
    """It goes, and is not made anew until somebody calls for it."""
    Explanation.objects.filter(question=question).update(state=ExplanationState.WITHDRAWN, rebuild_due=False)


def forget_drafts(question: Question) -> None:
    Preparation.objects.filter(question=question).delete()
    Explanation.objects.filter(question=question).delete()
    ProposedReply.objects.filter(question=question).delete()
    ModelAnswer.objects.filter(question=question).delete()
