"""Which words, and which words side by side, name something medical here, and which are at least English."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from curbside.knowledge.topics import forget_with_topics, topics
from curbside.knowledge.vocabulary import concepts, sites
from curbside.retrieval.onnx_encoder import MODEL_FOLDER
from curbside.retrieval.synonyms import synonyms

_WORD = re.compile(r"[a-z]+")
_SHORTEST_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case Latin words, plurals included, and the pairs that stand side by side in a name."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@cache
def lexicon() -> Lexicon:
    """The words of topics, of the vocabulary and of the synonyms. Raises KnowledgeError when one of them is broken."""
    lines = [_WORD.findall(name.lower()) for name in _names() if name.isascii()]
    words = {word for line in lines for word in line}
    words |= {f"{word}s" for word in words if len(word) >= _SHORTEST_PLURAL and not word.endswith("s")}
    return Lexicon(frozenset(words), frozenset(pair for line in lines for pair in pairwise(line)))


forget_with_topics(lexicon.cache_clear)


def _names() -> Iterator[str]:
    for topic in topics().values():
        yield from (topic.title, *topic.synonyms)
    for concept in concepts().values():
        yield from (concept.label, *_spoken(concept.phrases))
    for site in sites().values():
        yield from (site.label, *_spoken(site.phrases))
    for names in synonyms().names.values():
        yield from names


def _spoken(phrases: Iterable[str]) -> Iterator[str]:
    """The runs of words vocabulary phrases stand for: "|" is a choice, "…" a gap, "=" a mark."""
    for part in "…".join(phrases).replace("=", "").split("…"):
        choices = [word.split("|") for word in part.split()]
        yield from (" ".join(words) for words in product(*choices))


@cache
def english_words() -> frozenset[str]:
    """Whole words the shipped encoder reads as one piece: common English, so no typo by itself. Empty without it."""
    try:
        pieces = json.loads((MODEL_FOLDER / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
    return frozenset(piece for piece in pieces if isinstance(piece, str) and piece.isascii() and piece.isalpha())
