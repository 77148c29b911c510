"""Which packaged topics a text names, and how close a text is to each topic."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from curbside.clinical.sentences import split_sentences
from curbside.drafting.terms import content_stems, stems, words_at
from curbside.knowledge.topics import Topic, topics

# Words of the title count as often as this many mentions in the claims.
_TITLE_WEIGHT = 4.0
# Short names that are everyday words when written small.
_ALSO_WORDS = frozenset({"pots", "fit", "fits", "nerves", "nerve"})


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """`phrases`: stemmed title or synonym → ((slug, is title), …); `weights`: slug → stem → tf-idf, length 1;
    `postings`: the same by stem.

    `loose`: a name's rarest content stem → (all its content stems, slug), for names of two words and more.
    """

    phrases: Mapping[tuple[str, ...], tuple[tuple[str, bool], ...]]
    longest: int
    loose: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    idf: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    postings: Mapping[str, tuple[tuple[str, float], ...]]


@cache
def topic_index() -> TopicIndex:
    """The index over the packaged topics, built once. Raises KnowledgeError."""
    counts: Mapping[str, Mapping[str, float]] = {slug: _counts(topic) for slug, topic in topics().items()}
    in_topics = Counter(stem for terms in counts.values() for stem in terms)
    idf = {stem: math.log((1 + len(counts)) / (0.5 + n)) for stem, n in in_topics.items()}
    phrases = _phrases(topics().values())
    weights = {slug: _normalised(terms, idf) for slug, terms in counts.items()}
    return TopicIndex(
        phrases=phrases,
        longest=max((len(phrase) for phrase in phrases), default=0),
        loose=_loose(topics().values(), idf),
        idf=idf,
        weights=weights,
        postings=_postings(weights),
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic's title or synonym standing in a text at characters [start, end); `weight` as in `named_topics`."""

    slug: str
    weight: float
    start: int
    end: int
    is_title: bool


def find_mentions(text: str) -> list[Mention]:
    """Every title and synonym standing in `text` as a phrase. A noun is not named by a verb's form: "spotting" names
    no "spots"."""
    index = topic_index()
    words = words_at(text)
    found: list[Mention] = []
    for size in range(1, index.longest + 1):
        for at in range(len(words) - size + 1):
            span = words[at : at + size]
            phrase = tuple(word.stem for word in span)
            for slug, is_title in index.phrases.get(phrase, ()):
                if size > 1 or not _other_form(text[span[0].start : span[0].end], slug):
                    weight = (1.0 if is_title else 0.8) * _specificity(phrase, index)
                    found.append(Mention(slug, weight, span[0].start, span[-1].end, is_title))
    return found


def _other_form(word: str, slug: str) -> bool:
    """Is `word` an everyday word, or an "-ing" form that none of the topic's names has?"""
    topic = topics()[slug]
    names = " ".join((topic.title, *topic.synonyms)).lower()
    if word in _ALSO_WORDS:
        return True
    return word.endswith("ing") and word.lower() not in names and slug not in word.lower()


def named_topics(text: str) -> dict[str, float]:
    """Slug → weight of the best title (1) or synonym (0.8) standing in `text` as a phrase; one-word phrases count less
    the more topics use the word."""
    return best_weights(find_mentions(text))


def best_weights(mentions: Iterable[Mention]) -> dict[str, float]:
    """Slug → its heaviest mention."""
    found: dict[str, float] = {}
    for mention in mentions:
        found[mention.slug] = max(found.get(mention.slug, 0.0), mention.weight)
    return found


@cache
def topic_name_stems(slug: str) -> frozenset[str]:
    """The content stems of a topic's title."""
    return content_stems(topics()[slug].title)


def loosely_named_topics(text: str) -> frozenset[str]:
    """Slugs with all words of a title or synonym in one sentence ("weakness in my right leg": leg weakness)."""
    index = topic_index()
    found: set[str] = set()
    for sentence in split_sentences(text):
        words = content_stems(sentence.text)
        found |= {slug for word in words for name, slug in index.loose.get(word, ()) if name <= words}
    return frozenset(found)


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


def _specificity(phrase: tuple[str, ...], index: TopicIndex) -> float:
    if len(phrase) > 1:
        return 1.0
    rarest = math.log(2 * (1 + len(index.weights)))
    return max(0.3, index.idf.get(phrase[0], rarest) / rarest)
