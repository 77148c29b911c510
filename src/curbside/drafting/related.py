"""Which topics belong to a question and its reply: across departments, few alarming ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from curbside.clinical.case import CaseQuestion
from curbside.clinical.reply_checks.lexicon import fold
from curbside.clinical.sentences import split_sentences
from curbside.drafting.mentions import asserted_parts, named_as_present, named_in_reply
from curbside.drafting.person import Person, fits_person, person_of
from curbside.drafting.points import find_points
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import closeness
from curbside.drafting.topic_names import best_weights, loosely_named_topics, named_topics
from curbside.knowledge.topics import forget_with_topics, topics

# Shares of the score, set by hand on made-up questions: a name in the title says most, one in the reply least.
_NAMED_IN_TITLE, _NAMED_IN_BODY, _NAMED_IN_REPLY, _CLOSE, _DEPARTMENT = 1.0, 0.8, 0.6, 2.0, 0.15
# All words of a name in one sentence, but apart, say half as much as the name itself.
_LOOSE = 0.4
# Cosines, set by hand on made-up questions. A topic that nobody names is this close; of another department, closer.
_CLOSE_ENOUGH, _CLOSE_ENOUGH_ELSEWHERE = 0.2, 0.3
# A named topic of another department is backed by the other words; a word that many topics use is no name.
_BACKED, _BACKED_BY_REPLY, _LEAST_NAME = 0.17, 0.2, 0.35
# A name that stands in the title or that the doctor gives as a cause needs less.
_PLAIN_NAME, _BACKED_LITTLE = 0.8, 0.1
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


# Asked with another limit by each who shows topics: the scores are the same.
@lru_cache(maxsize=128)
def _scores(question: CaseQuestion, reply_text: str) -> Mapping[str, float]:
    asked = f"{question.title}\n{asserted_parts(question.body)}"
    told = [point.text for point in find_points(reply_text) if point.kind in ("cause", "background", "test")]
    near = closeness(content_stems(asked))
    near_told = closeness(content_stems(" ".join([asked, *told])))
    named = _named(question, told)
    feared, person = feared_topics(question), person_of(question)
    feared = feared | _given_as_cause(told)
    scores: dict[str, float] = {}
    for slug in {*named, *near, *feared}:
        topic = topics()[slug]
        own = not question.department or question.department in topic.departments
        if not _fits_group(slug, person):
            continue
        name, close = named.get(slug, 0.0), near.get(slug, 0.0)
        if slug not in feared and not _belongs(name, close, near_told.get(slug, 0.0), own=own):
            continue
        score = name + _CLOSE * near_told.get(slug, close) + _DEPARTMENT * own
        scores[slug] = max(score, _LEAST_SCORE if slug in feared else 0.0)
    return {slug: score for slug, score in scores.items() if score >= _LEAST_SCORE}


def _belongs(name: float, close: float, close_told: float, *, own: bool) -> bool:
    """A name counts when department or other words speak for the topic too; words alone, when very close."""
    if name >= _LEAST_NAME and (own or close >= _BACKED or close_told >= _BACKED_BY_REPLY):
        return True
    if name >= _PLAIN_NAME and close >= _BACKED_LITTLE:
        return True
    return close >= (_CLOSE_ENOUGH if own else _CLOSE_ENOUGH_ELSEWHERE)


def _named(question: CaseQuestion, told: Sequence[str]) -> dict[str, float]:
    """Slug → summed share of the names of a topic in title, body and reply."""
    about_other = person_of(question).subject != "self"
    named: dict[str, float] = {}
    for share, text in ((_NAMED_IN_TITLE, question.title), (_NAMED_IN_BODY, question.body)):
        found = best_weights(named_as_present(text, about_other=about_other))
        for slug in loosely_named_topics(text if share == _NAMED_IN_TITLE else asserted_parts(text)):
            found[slug] = max(found.get(slug, 0.0), _LOOSE)
        for slug, weight in found.items():
            named[slug] = named.get(slug, 0.0) + share * weight
    for slug, weight in best_weights(mention for text in told for mention in named_in_reply(text)).items():
        named[slug] = named.get(slug, 0.0) + _NAMED_IN_REPLY * weight
    return named


def _given_as_cause(told: Sequence[str]) -> frozenset[str]:
    """Topics that a sentence of the reply names by their title or by two words and more."""
    mentions = (mention for text in told for mention in named_in_reply(text))
    return frozenset(mention.slug for mention in mentions if mention.weight >= _PLAIN_NAME)


def _fits_group(slug: str, person: Person) -> bool:
    """A topic about one group of people is for them: its own names say whom."""
    topic = topics()[slug]
    others = topic.synonyms[:2] or (topic.title,)
    return fits_person(topic.title, person) and any(fits_person(name, person) for name in others)


forget_with_topics(related_topics.cache_clear)
forget_with_topics(_scores.cache_clear)
