"""Which topics belong to a question and its reply: across departments, few alarming ones."""

import re
from dataclasses import dataclass
from functools import lru_cache

from curbside.clinical.case import CaseQuestion
from curbside.clinical.reply_checks.lexicon import fold
from curbside.clinical.reply_checks.reading import is_negated
from curbside.clinical.sentences import split_sentences
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import closeness, loosely_named_topics, named_topics
from curbside.knowledge.topics import topics

# Shares of the score, set by hand on made-up questions: a name in the title says most, one in the reply least.
_NAMED_IN_TITLE, _NAMED_IN_BODY, _NAMED_IN_REPLY, _CLOSE, _DEPARTMENT = 1.0, 0.8, 0.6, 2.0, 0.15
# All words of a name in one sentence, but apart, say half as much as the name itself.
_LOOSE = 0.4
# A topic that is neither named nor this close (cosine) has nothing to do with the question.
_CLOSE_ENOUGH = 0.2
_LEAST_SCORE = 0.3
_FEAR = re.compile(
    r"\b(?:afraid|scared|worr\w+|fear\w*|anxious|could (?:it|this) be|might (?:it|this) be|is (?:it|this)|do i have"
    r"|terrified|concerned)\b"
)


@dataclass(frozen=True, slots=True)
class RelatedTopic:
    slug: str
    score: float


# One question is looked at several times on its way: when prepared, explained, and published.
@lru_cache(maxsize=128)
def related_topics(
    question: CaseQuestion, reply_text: str = "", *, limit: int = 10, alarming_limit: int = 3
) -> tuple[RelatedTopic, ...]:
    """Topics ranked from question, reply and concern, best first. Fewer than `limit`, or none, when nothing fits."""
    scores = _scores(question, reply_text)
    feared = feared_topics(question)
    ranked = sorted(scores, key=lambda slug: (-scores[slug], slug))
    alarming = [slug for slug in ranked if topics()[slug].alarming]
    # The disease the asker names leads the alarming ones, so that the cap never drops it.
    allowed = set(sorted(alarming, key=lambda slug: slug not in feared)[:alarming_limit])
    kept = [slug for slug in ranked if not topics()[slug].alarming or slug in allowed]
    chosen = kept[:limit]
    late = [slug for slug in kept[limit:] if slug in feared and slug in allowed]
    if late and chosen:
        chosen = [*chosen[: max(0, limit - len(late))], *late][:limit]
    return tuple(RelatedTopic(slug, round(scores[slug], 4)) for slug in chosen)


def feared_topics(question: CaseQuestion) -> frozenset[str]:
    """Alarming topics named in a sentence of worry."""
    sentences = split_sentences(fold(f"{question.title}\n{question.body}"))
    named = (slug for s in sentences if _FEAR.search(s.text) for slug in named_topics(s.text))
    return frozenset(slug for slug in named if topics()[slug].alarming)


def _scores(question: CaseQuestion, reply_text: str) -> dict[str, float]:
    parts = (
        (_NAMED_IN_TITLE, question.title),
        (_NAMED_IN_BODY, _without_denied(question.body)),
        (_NAMED_IN_REPLY, reply_text),
    )
    scores: dict[str, float] = {}
    for share, text in parts:
        for slug, weight in named_topics(text).items():
            scores[slug] = scores.get(slug, 0.0) + share * weight
        for slug in loosely_named_topics(text):
            scores[slug] = scores.get(slug, 0.0) + share * _LOOSE
    near = closeness(
        [*content_stems(question.title), *content_stems(_without_denied(question.body)), *content_stems(reply_text)]
    )
    for slug, cosine in near.items():
        if slug in scores or cosine >= _CLOSE_ENOUGH:
            scores[slug] = scores.get(slug, 0.0) + _CLOSE * cosine
    for slug in scores:
        scores[slug] += _DEPARTMENT * (question.department in topics()[slug].departments)
    return {slug: score for slug, score in scores.items() if score >= _LEAST_SCORE}


def _without_denied(text: str) -> str:
    """The text without what it denies: "no fever" is no question about fever."""
    kept = []
    for sentence in split_sentences(fold(text)):
        pieces = re.split(r"(?<=[,;])", sentence.text)
        place = 0
        for piece in pieces:
            if not is_negated(sentence.text, place + len(piece.rstrip(" ,;"))):
                kept.append(piece)
            place += len(piece)
    return " ".join(kept)
