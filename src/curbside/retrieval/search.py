"""What a person typed into the search box as a query: quotes, synonyms, spellings, typos, Chinese, filter."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

import tantivy

from curbside.retrieval.document import EVERYTHING, Filter
from curbside.retrieval.lexical import SCHEMA, stems
from curbside.retrieval.spelling import american, spellings
from curbside.retrieval.synonyms import Synonyms, Term, term_of
from curbside.retrieval.words import STOP_WORDS, tokens

Query = tantivy.Query
Must, Should = tantivy.Occur.Must, tantivy.Occur.Should
_QUOTED = re.compile(r'["“”「」]([^"“”「」]{1,200})["“”「」]')
_FIELDS = (("question", 2.0), ("answer", 1.0))
# A word counts less when it was meant (synonym) or only perhaps meant (typo) than when it was written.
_SYNONYM_BOOST = 0.8
_TYPO_BOOST = 0.5
# The words of a known name apart from each other say less than the name.
_APART_BOOST = 0.5
_SHORTEST_TYPO = 5
_LONG_WORD = 9
_MOST_WORDS = 32
_MOST_PHRASES = 8
# Of the first so many stems of a question the rarest are looked up for evidence.
_MOST_READ = 64
_MOST_EVIDENCE = 12
# Up to two words all count; of more, two thirds (rounded up) must be there.
_ALL_UP_TO = 2
# Stop words are kept until names such as "pins and needles" have been looked up.
_MOST_STEMS = 96
_STOP_STEMS = frozenset(stem for word in STOP_WORDS for stem in stems(word))


def has_phrase(words: str) -> bool:
    """True when something stands in quotation marks: then nothing but those words will do."""
    return _QUOTED.search(words) is not None


def quoted_phrases(words: str) -> list[str]:
    return [match.group(1) for match in islice(_QUOTED.finditer(words), _MOST_PHRASES)]


def without_phrases(words: str) -> str:
    return _QUOTED.sub(" ", words)


def needed_of(groups: int) -> int:
    """How many of the things meant a text must have."""
    return groups if groups <= _ALL_UP_TO else -(-2 * groups // 3)


def keyword_query(
    words: str, synonyms: Synonyms, searcher: Any, *, admitted: Filter = EVERYTHING, typos: bool = True
) -> Any | None:
    """The tantivy query for `words`, or None when nothing in them can be looked up. typos=False: as written."""
    phrases = {tuple(stems(phrase)[:_MOST_WORDS]) for phrase in quoted_phrases(words)}
    groups = _groups(stems(without_phrases(words))[:_MOST_STEMS], synonyms, _Words(searcher, typos))
    parts = [(Must, _term(phrase)) for phrase in sorted(phrases) if phrase]
    if groups:
        parts.append((Must, Query.boolean_query([(Should, group) for group in groups], needed_of(len(groups)))))
    if not parts:
        return None
    return Query.boolean_query(parts + _only(admitted))


def evidence_query(text: str, searcher: Any, *, admitted: Filter = EVERYTHING) -> Any | None:
    """The rarest content words of a whole question, for BM25 evidence; None when the index has none of them.

    Common words would cost most, weigh least and change nothing: their BM25 is near zero.
    """
    stems_ = dict.fromkeys(stem for stem in stems(" ".join(tokens(text))) if stem not in _STOP_STEMS)
    counted = sorted((searcher.doc_freq("question", stem), stem) for stem in islice(stems_, _MOST_READ))
    known = [stem for count, stem in counted if count][:_MOST_EVIDENCE]
    if not known:
        return None
    words = Query.boolean_query([(Should, Query.term_query(SCHEMA, "question", stem, "freq")) for stem in known])
    return Query.boolean_query([(Must, words), *_only(admitted)]) if admitted.wanted else words


@dataclass(frozen=True, slots=True)
class _Words:
    """Where single words are looked up, and whether one nobody wrote may be a typo."""

    searcher: Any
    typos: bool

    def has(self, word: str) -> bool:
        return any(self.searcher.doc_freq(field, word) for field, _ in _FIELDS)


def things_meant(words: str, synonyms: Synonyms) -> list[tuple[Term, tuple[Term, ...]]]:
    """What `words` name: each name or telling word in American stems, with its other names."""
    plain, found, start = term_of(words)[:_MOST_STEMS], dict[Term, tuple[Term, ...]](), 0
    while start < len(plain):
        length, others = synonyms.at(plain, start)
        term = plain[start : start + length]
        if others or term[0] not in _STOP_STEMS:
            found[term] = others
        start += length
    return list(found.items())[:_MOST_WORDS]


def _groups(written: list[str], synonyms: Synonyms, words: _Words) -> list[Any]:
    """One group per thing meant, however often it is written."""
    plain = [american(stem) for stem in written]
    groups: dict[Term, Any] = {}
    start = 0
    while start < len(written) and len(groups) < _MOST_WORDS:
        length, others = synonyms.at(plain, start)
        term = tuple(written[start : start + length])
        if term not in groups and not (length == 1 and not others and term[0] in _STOP_STEMS):
            groups[term] = _group(term, others, words)
        start += length
    return list(groups.values())


def _group(written: Term, others: tuple[Term, ...], words: _Words) -> Any:
    """One thing meant: as written, by another name, or misspelt."""
    ways = [_written(written, words)]
    ways += [Query.boost_query(way, _SYNONYM_BOOST) for other in others for way in _spelt(other, words)]
    return Query.disjunction_max_query(ways, 0.1)


def _written(written: Term, words: _Words) -> Any:
    """A name of several words as a phrase, or less well its telling words apart."""
    if len(written) == 1:
        return _word(written[0], words)
    ways = _spelt(written, words)
    apart = [word for word in written if word not in _STOP_STEMS]
    if len(apart) > 1:
        every = Query.boolean_query([(Must, _word(word, words)) for word in apart])
        ways.append(Query.boost_query(every, _APART_BOOST))
    return Query.disjunction_max_query(ways, 0.1)


def _spelt(term: Term, words: _Words) -> list[Any]:
    """The term as it stands, in American, and in the British spelling the index has."""
    british = tuple(next((form for form in spellings(word)[::-1] if words.has(form)), word) for word in term)
    return [_term(form) for form in dict.fromkeys((term, tuple(american(word) for word in term), british))]


def _word(word: str, words: _Words) -> Any:
    """One stem in either field and any spelling; one nobody wrote may be a typo (1 edit, 2 in long words; Damerau
    1964)."""
    if _is_single_character(word):
        return _either(lambda field: Query.regex_query(SCHEMA, field, f".?{word}.?"))
    known = [form for form in spellings(word) if words.has(form)]
    if len(known) > 1:
        return Query.disjunction_max_query([_term((form,)) for form in known], 0.1)
    if known or not words.typos or len(word) < _SHORTEST_TYPO:
        return _term((known[0] if known else word,))
    edits = 2 if len(word) >= _LONG_WORD else 1
    typo = _either(lambda field: Query.fuzzy_term_query(SCHEMA, field, word, edits))
    return Query.boost_query(typo, _TYPO_BOOST)


def _is_single_character(word: str) -> bool:
    return len(word) == 1 and "\u3400" <= word <= "\u9fff"


def _term(term: Term) -> Any:
    """The term in either field, as one word or as a phrase."""
    if len(term) == 1:
        return _either(lambda field: Query.term_query(SCHEMA, field, term[0], "freq"))
    return _either(lambda field: Query.phrase_query(SCHEMA, field, list(term)))


def _either(query_in: Any) -> Any:
    return Query.disjunction_max_query([Query.boost_query(query_in(field), boost) for field, boost in _FIELDS], 0.1)


def _only(admitted: Filter) -> list[tuple[Any, Any]]:
    return [
        (Must, Query.boost_query(Query.term_query(SCHEMA, name, value, "basic"), 0.0))
        for name, value in admitted.wanted.items()
    ]
