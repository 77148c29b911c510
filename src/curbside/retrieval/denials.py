"""Which documents mention what was searched only to deny it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from curbside.clinical.context import ContextReader
from curbside.retrieval.document import Document
from curbside.retrieval.search import things_meant
from curbside.retrieval.synonyms import Synonyms, Term, term_of

_WORD = re.compile(r"[^\W_]+")
# A reader judges by the beginning, too; more would make every search slower.
_MOST_CHARACTERS = 1_500
_MOST_MENTIONS = 4


class Denials:
    """Reads documents for one search. Chinese is not read: a document in it denies nothing."""

    def __init__(self, words: str, synonyms: Synonyms) -> None:
        self._things = [{written, *others} for written, others in things_meant(words, synonyms)]

    def denies(self, document: Document) -> bool:
        """True when one thing searched for is mentioned and all its first mentions negated (clinical.context)."""
        text = f"{document.title}\n{document.text}\n{document.answer}"[:_MOST_CHARACTERS]
        spans = [(match.span(), _stem(match.group().lower())) for match in _WORD.finditer(text)]
        reader = ContextReader(text)
        for names in self._things:
            mentions = list(islice(_mentions(names, spans), _MOST_MENTIONS))
            if mentions and all(reader.assess(start, end).negated for start, end in mentions):
                return True
        return False


def _mentions(names: set[Term], spans: Sequence[tuple[tuple[int, int], str]]) -> Iterator[tuple[int, int]]:
    stems = [stem for _, stem in spans]
    for name in names:
        for at in range(len(stems) - len(name) + 1):
            if stems[at] == name[0] and tuple(stems[at : at + len(name)]) == name:
                yield spans[at][0][0], spans[at + len(name) - 1][0][1]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    found = term_of(word)
    return found[0] if found else ""
