"""What a person typed into the search box as a query: quoted phrases, synonyms, typos, Chinese characters, filter."""

import re
from itertools import islice
from typing import Any

import tantivy

from curbside.retrieval.lexical import SCHEMA, stems
from curbside.retrieval.synonyms import Synonyms, Term
from curbside.retrieval.words import STOP_WORDS, tokens

Query = tantivy.Query
Must, Should = tantivy.Occur.Must, tantivy.Occur.Should
_QUOTED = re.compile(r'["“”「」]([^"“”「」]{1,200})["“”「」]')
_FIELDS = (("question", 2.0), ("answer", 1.0))
# A word counts less when it was meant (synonym) or only perhaps meant (typo) than when it was written.
_SYNONYM_BOOST = 0.8
_TYPO_BOOST = 0.5
_SHORTEST_TYPO = 5
_LONG_WORD = 9
_MOST_WORDS = 32
_MOST_PHRASES = 8
_MOST_EVIDENCE = 64
# Up to two words all count; of more, two thirds (rounded up) must be there.
_ALL_UP_TO = 2
_STOP_STEMS = frozenset(stem for word in STOP_WORDS for stem in stems(word))


def has_phrase(words: str) -> bool:
    """True when something stands in quotation marks: then nothing but those words will do."""
    return _QUOTED.search(words) is not None


def _quoted(words: str) -> list[str]:
    return [match.group(1) for match in islice(_QUOTED.finditer(words), _MOST_PHRASES)]


def keyword_query(words: str, synonyms: Synonyms, searcher: Any, *, department: str | None = None) -> Any | None:
    """The tantivy query for `words`, or None when nothing in them can be looked up."""
    phrases = {tuple(stems(phrase)[:_MOST_WORDS]) for phrase in _quoted(words)}
    loose = [stem for stem in stems(_QUOTED.sub(" ", words)) if stem not in _STOP_STEMS][:_MOST_WORDS]
    groups = _groups(loose, synonyms, searcher)
    parts = [(Must, _term(phrase)) for phrase in sorted(phrases) if phrase]
    if groups:
        needed = len(groups) if len(groups) <= _ALL_UP_TO else -(-2 * len(groups) // 3)
        parts.append((Must, Query.boolean_query([(Should, group) for group in groups], needed)))
    if not parts:
        return None
    return Query.boolean_query(parts + _only(department))


def evidence_query(text: str, *, department: str | None = None) -> Any | None:
    """Any content word of a whole question, for BM25 evidence; None when it has no content word."""
    found = dict.fromkeys(stem for stem in stems(" ".join(tokens(text))) if stem not in _STOP_STEMS)
    terms = [(Should, Query.term_query(SCHEMA, "question", stem, "freq")) for stem in list(found)[:_MOST_EVIDENCE]]
    if not terms:
        return None
    words = Query.boolean_query(terms)
    return Query.boolean_query([(Must, words), *_only(department)]) if department else words


def _groups(loose: list[str], synonyms: Synonyms, searcher: Any) -> list[Any]:
    """One group per thing meant, however often it is written."""
    groups: dict[Term, Any] = {}
    start = 0
    while start < len(loose):
        length, others = synonyms.at(loose, start)
        written = tuple(loose[start : start + length])
        if written not in groups:
            groups[written] = _group(written, others, searcher)
        start += length
    return list(groups.values())


def _group(written: Term, others: tuple[Term, ...], searcher: Any) -> Any:
    """One thing meant: as written, by another name, or misspelt."""
    ways = [_all_words(written, searcher)]
    ways += [Query.boost_query(_term(other), _SYNONYM_BOOST) for other in others]
    return Query.disjunction_max_query(ways, 0.1)


def _all_words(written: Term, searcher: Any) -> Any:
    if len(written) == 1:
        return _word(written[0], searcher)
    return Query.boolean_query([(Must, _word(word, searcher)) for word in written])


def _word(word: str, searcher: Any) -> Any:
    """One stem in either field; one nobody wrote may be a typo (1 edit, 2 in long words; Damerau 1964)."""
    if _is_single_character(word):
        return _either(lambda field: Query.regex_query(SCHEMA, field, f".?{word}.?"))
    if len(word) < _SHORTEST_TYPO or any(searcher.doc_freq(field, word) for field, _ in _FIELDS):
        return _term((word,))
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


def _only(department: str | None) -> list[tuple[Any, Any]]:
    if not department:
        return []
    return [(Must, Query.boost_query(Query.term_query(SCHEMA, "department", department, "basic"), 0.0))]
