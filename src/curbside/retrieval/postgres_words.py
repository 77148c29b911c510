"""Words in PostgreSQL: what was typed as tsquery, and word evidence among candidates."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from curbside.retrieval.document import Document
from curbside.retrieval.postgres_tables import quoted
from curbside.retrieval.search import needed_of, quoted_phrases, things_meant, without_phrases
from curbside.retrieval.store import StoredDocument
from curbside.retrieval.synonyms import Term, synonyms, term_of
from curbside.retrieval.words import content_words

# BM25's usual constants (Robertson & Zaragoza 2009, doi 10.1561/1500000019).
_K1, _B = 1.2, 0.75
_MOST_TERMS = 64


def word_queries(words: str) -> tuple[list[str], list[str], int]:
    """tsqueries that must all match (phrases), tsqueries of the things meant, and how many of these must match."""
    phrases = [_phrase(term) for term in sorted({term_of(phrase) for phrase in quoted_phrases(words)}) if term]
    things = things_meant(without_phrases(words), synonyms())
    groups = [" | ".join(map(_named, dict.fromkeys((written, *others)))) for written, others in things]
    return phrases, groups, needed_of(len(groups))


def _phrase(term: Term) -> str:
    return f"({' <-> '.join(map(quoted, term))})"


def _named(term: Term) -> str:
    """A name as it stands, or its words apart."""
    return _phrase(term) if len(term) == 1 else f"({_phrase(term)} | ({' & '.join(map(quoted, term))}))"


def evidence_among(text: str, candidates: Sequence[StoredDocument]) -> Mapping[int, float]:
    """Row → BM25 of the content words of `text`, with frequencies counted among the candidates alone.

    PostgreSQL keeps no table of how many documents have a word; among candidates that are near in meaning, a word
    that most of them have tells nothing and one that few have decides.
    """
    terms = list(islice(content_words(text), _MOST_TERMS))
    counts = {each.row: Counter(_stems(each.document)) for each in candidates}
    average = sum(count.total() for count in counts.values()) / max(1, len(counts)) or 1.0
    having = {term: sum(term in count for count in counts.values()) for term in terms}
    weight = {term: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for term, n in having.items()}
    return {
        row: sum(weight[term] * _saturated(count[term], count.total() / average) for term in terms if term in count)
        for row, count in counts.items()
    }


def _saturated(times: int, length: float) -> float:
    return times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length))


def _stems(document: Document) -> list[str]:
    return list(content_words(f"{document.title} {document.text}"))
