"""Which packaged topics does a text name, and where?"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from curbside.clinical.sentences import split_sentences
from curbside.drafting.terms import content_stems, words_at
from curbside.drafting.topic_index import TopicIndex, topic_index
from curbside.knowledge.topics import topics

# Short names that are everyday words when written small.
_ALSO_WORDS = frozenset({"pots", "fit", "fits", "nerves", "nerve"})


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
    found: list[tuple[int, Mention]] = []
    for at, word in enumerate(words):
        for size in index.lengths.get(word.stem, ()):
            span = words[at : at + size]
            phrase = tuple(one.stem for one in span)
            for slug, is_title in index.phrases.get(phrase, ()):
                if size > 1 or not _other_form(text[span[0].start : span[0].end], slug):
                    weight = (1.0 if is_title else 0.8) * _specificity(phrase, index)
                    found.append((size, Mention(slug, weight, span[0].start, span[-1].end, is_title)))
    return [mention for _, mention in sorted(found, key=lambda pair: (pair[0], pair[1].start))]


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


def loosely_named_topics(text: str) -> frozenset[str]:
    """Slugs with all words of a title or synonym in one sentence ("weakness in my right leg": leg weakness)."""
    index = topic_index()
    found: set[str] = set()
    for sentence in split_sentences(text):
        words = content_stems(sentence.text)
        found |= {slug for word in words for name, slug in index.loose.get(word, ()) if name <= words}
    return frozenset(found)


def _specificity(phrase: tuple[str, ...], index: TopicIndex) -> float:
    if len(phrase) > 1:
        return 1.0
    rarest = math.log(2 * (1 + len(index.weights)))
    return max(0.3, index.idf.get(phrase[0], rarest) / rarest)
