"""Which words the index holds, and which of them are near a misspelt one: read once for each state of it."""

from collections.abc import Iterator

import tantivy
from rapidfuzz.distance import OSA

from curbside.retrieval.lexical import SCHEMA, stems
from curbside.retrieval.nearby import edits_allowed, near_words
from curbside.retrieval.snapshot import Snapshot
from curbside.retrieval.spelling import spellings
from curbside.retrieval.words import tokens

_FIELDS = ("question", "answer")
# Stems looked up in full, and live documents read for each, to see the word as somebody wrote it.
_MOST_STEMS = 4
_MOST_DOCUMENTS = 3


class Dictionary:
    """The words of one state of the index. Use it under the snapshot's lock; a changed searcher needs a new one."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot, self.searcher = snapshot, snapshot.lexical.searcher
        self._stems: dict[str, tuple[str, ...]] = {}

    def holds(self, word: str) -> bool:
        """True when some document has the word, in either spelling and any inflection."""
        forms = [form for stem in stems(word) for form in spellings(stem)]
        return any(self.searcher.doc_freq(field, form) for field in _FIELDS for form in forms)

    def near(self, word: str) -> Iterator[str]:
        """Words of live documents that begin like `word` and may be what it was meant to be."""
        close = [stem for stem in self._beginning(word[0]) if _is_near_stem(word, stem)]
        close.sort(key=lambda stem: -sum(self.searcher.doc_freq(field, stem) for field in _FIELDS))
        for stem in close[:_MOST_STEMS]:
            yield from self._as_written(stem, word)

    def _beginning(self, letter: str) -> tuple[str, ...]:
        if letter not in self._stems:
            found = {term for field in _FIELDS for term, _ in self.searcher.terms_with_prefix(field, letter)}
            self._stems[letter] = tuple(sorted(term for term in found if term.isascii() and term.isalpha()))
        return self._stems[letter]

    def _as_written(self, stem: str, word: str) -> list[str]:
        """The nearest way a live document writes `stem`; nothing when only withdrawn ones had it."""
        either = [(tantivy.Occur.Should, tantivy.Query.term_query(SCHEMA, field, stem, "basic")) for field in _FIELDS]
        rows = self._snapshot.bm25(tantivy.Query.boolean_query(either), _MOST_DOCUMENTS)
        documents = [stored.document for stored in self._snapshot.store.documents(rows)]
        written = {
            token
            for each in documents
            for token in tokens(f"{each.title} {each.text} {each.answer}")
            if token.isalpha()
        }
        same = [token for token in written if token[0] == stem[0] and stems(token) == [stem]]
        return [found for _, found in near_words(word, same, most=1)]


def _is_near_stem(word: str, stem: str) -> bool:
    """An inflection is longer than its stem, so the beginning of the word is compared, too."""
    allowed = edits_allowed(word)
    beginnings = {word, *(word[: len(stem) + more] for more in range(-1, 2))}
    return any(OSA.distance(part, stem, score_cutoff=allowed) <= allowed for part in beginnings)
