"""The topics by name and by word: what the topics are called, and how close a text is to each."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from curbside.drafting.terms import content_stems, stems
from curbside.knowledge.topics import Topic, forget_with_topics, topics

# Words of the title count as often as this many mentions in the claims.
_TITLE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """`phrases`: stemmed title or synonym → ((slug, is title), …); `weights`: slug → stem → tf-idf, length 1;
    `postings`: the same by stem.

    `lengths`: the first stem of a phrase → how many words the phrases have that open with it.
    `loose`: a name's rarest content stem → (all its content stems, slug), for names of two words and more.
    """

    phrases: Mapping[tuple[str, ...], tuple[tuple[str, bool], ...]]
    lengths: Mapping[str, tuple[int, ...]]
    loose: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    idf: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    postings: Mapping[str, tuple[tuple[str, float], ...]]


@cache
def topic_index() -> TopicIndex:
    """The index over the topics in use, built once for them. Raises KnowledgeError."""
    counts: Mapping[str, Mapping[str, float]] = {slug: _counts(topic) for slug, topic in topics().items()}
    in_topics = Counter(stem for terms in counts.values() for stem in terms)
    idf = {stem: math.log((1 + len(counts)) / (0.5 + n)) for stem, n in in_topics.items()}
    phrases = _phrases(topics().values())
    weights = {slug: _normalised(terms, idf) for slug, terms in counts.items()}
    return TopicIndex(
        phrases=phrases,
        lengths=_lengths(phrases),
        loose=_loose(topics().values(), idf),
        idf=idf,
        weights=weights,
        postings=_postings(weights),
    )


@cache
def topic_name_stems(slug: str) -> frozenset[str]:
    """The content stems of a topic's title."""
    return content_stems(topics()[slug].title)


forget_with_topics(topic_index.cache_clear)
forget_with_topics(topic_name_stems.cache_clear)


def closeness(terms: Iterable[str]) -> dict[str, float]:
    """Slug → cosine in tf-idf space between a set of stems and the topic; topics sharing nothing are left out.

    Salton & Buckley 1988, "Term-weighting approaches in automatic text retrieval".
    """
    index = topic_index()
    query = _normalised(Counter(terms), index.idf)
    scores: dict[str, float] = {}
    for stem, value in query.items():
        for slug, weight in index.postings.get(stem, ()):
            scores[slug] = scores.get(slug, 0.0) + value * weight
    return scores


def idf(stem: str) -> float:
    """How telling a stem is among the topics; a stem no topic uses counts as the rarest."""
    index = topic_index()
    return index.idf.get(stem, math.log(2 * (1 + len(index.weights))))


def _postings(weights: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[tuple[str, float], ...]]:
    by_stem: dict[str, list[tuple[str, float]]] = {}
    for slug, terms in weights.items():
        for stem, weight in terms.items():
            by_stem.setdefault(stem, []).append((slug, weight))
    return {stem: tuple(found) for stem, found in by_stem.items()}


def _counts(topic: Topic) -> dict[str, float]:
    terms: dict[str, float] = {}
    for claims in topic.sections.values():
        for claim in claims:
            for stem in content_stems(claim.text):
                terms[stem] = terms.get(stem, 0.0) + 1.0
    for name in (topic.title, *topic.synonyms):
        for stem in content_stems(name):
            terms[stem] = terms.get(stem, 0.0) + _TITLE_WEIGHT
    return terms


def _normalised(terms: Mapping[str, float], idf: Mapping[str, float]) -> dict[str, float]:
    raw = {stem: (1 + math.log(count)) * idf[stem] for stem, count in terms.items() if stem in idf}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {stem: value / length for stem, value in raw.items()}


def _phrases(packaged: Iterable[Topic]) -> dict[tuple[str, ...], tuple[tuple[str, bool], ...]]:
    found: dict[tuple[str, ...], dict[str, bool]] = {}
    for topic in packaged:
        titles = (
            topic.title,
            topic.slug.replace("-", " "),
            *(part.strip(" )") for part in topic.title.split("(") if "(" in topic.title),
        )
        for name, is_title in (*((title, True) for title in titles), *((other, False) for other in topic.synonyms)):
            phrase = stems(name)
            # "MG" and "MS" are units and titles more often than illnesses.
            if phrase and not (len(name) <= 2 and name.isascii()):
                found.setdefault(phrase, {}).setdefault(topic.slug, is_title)
    return {phrase: tuple(slugs.items()) for phrase, slugs in found.items()}


def _lengths(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {stem: tuple(sorted(sizes)) for stem, sizes in found.items()}


def _loose(packaged: Iterable[Topic], idf: Mapping[str, float]) -> dict[str, tuple[tuple[frozenset[str], str], ...]]:
    found: dict[str, list[tuple[frozenset[str], str]]] = {}
    for topic in packaged:
        for name in (topic.title, *topic.synonyms):
            words = content_stems(name)
            if len(words) > 1:
                found.setdefault(max(sorted(words), key=lambda word: idf.get(word, 0.0)), []).append(
                    (words, topic.slug)
                )
    return {word: tuple(names) for word, names in found.items()}
