"""Which topics a search names: in its own words, misspelt, or by another name of the same thing."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from curbside.retrieval.spelling import american
from curbside.retrieval.synonyms import synonyms
from curbside.web.topics.models import Topic
from curbside.web.topics.queries import topics_with_synonyms

TOPICS_SHOWN = 5
# rapidfuzz ratio, 0 to 100: two letters swapped in a word of six, or one lost of eight, stay above; "rough" and
# "cough", "leg" and "leak" stay below.
WORD_LIKENESS = 82
# "of", "in" and "the" say nothing about which topic is meant.
NAMING_WORD_CHARS = 4
# Each way is compared with every name of every topic.
WAYS_TO_SAY = 12
_WORD = re.compile(r"\w+")


def topics_named(q: str, corrected: str = "") -> tuple[Topic, ...]:
    """Topics of which every naming word of the title, or of one synonym, was typed; the closest first. One query.

    `corrected` is what was probably meant, when that differs. Raises KnowledgeError when the synonyms are broken.
    """
    said = [_words_of(text) for text in _ways_to_say(q, corrected)]
    scored = [(max(_closeness(topic, typed, text) for typed, text in said), topic) for topic in topics_with_synonyms()]
    named = sorted((pair for pair in scored if pair[0] >= WORD_LIKENESS), key=lambda pair: -pair[0])
    return tuple(topic for _score, topic in named[:TOPICS_SHOWN])


def _ways_to_say(q: str, corrected: str) -> Sequence[str]:
    others = [name for text in (q, corrected) if text for name in synonyms().other_names(text)]
    return tuple(dict.fromkeys((q, corrected or q, *others)))[:WAYS_TO_SAY]


def _words_of(text: str) -> tuple[Sequence[str], str]:
    """Words in American spelling, and the text they come from."""
    return [american(word) for word in _WORD.findall(text.casefold())], text.casefold()


def _closeness(topic: Topic, typed: Sequence[str], q: str) -> float:
    return max(_name_closeness(name.casefold(), typed, q) for name in (topic.title, *topic.synonyms))


def _name_closeness(name: str, typed: Sequence[str], q: str) -> float:
    """How well the worst-matched naming word was typed, 0 to 100. Chinese is not split: it stands there or not."""
    if not name.isascii():
        return 100.0 if name in q else 0.0
    words = [american(word) for word in _WORD.findall(name)]
    naming = [word for word in words if len(word) >= NAMING_WORD_CHARS] or words
    best = (process.extractOne(word, typed, scorer=fuzz.ratio) for word in naming)
    return min((found[1] if found else 0.0 for found in best), default=0.0)
