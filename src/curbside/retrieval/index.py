"""Published questions like a text, and those that have the words searched for, whichever engine keeps them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from curbside.errors import BadInput
from curbside.retrieval.batches import encoded
from curbside.retrieval.corrections import corrected, put_right
from curbside.retrieval.document import Document, Filter, Found, Hit
from curbside.retrieval.encoder import Encoder
from curbside.retrieval.fusion import Scored, decided, floor_for, mixed, without_twins
from curbside.retrieval.looking_up import MOST_RELATED, by_words_first, related
from curbside.retrieval.pair_features import apart
from curbside.retrieval.place import Place, open_engine
from curbside.retrieval.plain import plain_question
from curbside.retrieval.search import has_phrase
from curbside.retrieval.words import content_words, shared_words

# As many as a page shows of similar questions.
_TOLD_APART = 6


class Index:
    """An index at a place: a folder, or the address of a PostgreSQL database. What is absent becomes an empty index.

    Opening one made by another recipe, or a corrupt one, raises IndexUnavailable. Safe to share between threads and to
    carry over a fork.
    """

    def __init__(self, place: Place, encoder: Encoder) -> None:
        self.place, self.encoder = place, encoder
        self.engine = open_engine(place, encoder.recipe)

    def upsert(self, documents: Iterable[Document]) -> int:
        """Add or replace documents by id; visible to every reader when this returns. Returns how many.

        Takes any iterable in constant memory, a thousand at a time. Raises BadInput for a document without id or words
        (earlier thousands stay) and IndexUnavailable.
        """
        count = 0
        for part, vectors in encoded(documents, self.encoder):
            self.engine.put(part, vectors)
            count += len(part)
        self.engine.settle()
        return count

    def delete(self, ids: Iterable[str]) -> int:
        """Remove documents; gone for every reader when this returns. Returns how many were there."""
        return self.engine.remove(list(ids))

    def merge(self) -> None:
        """Join newer rows to the graph of vectors now, as after a large import."""
        self.engine.settle(always=True)

    def query(
        self,
        text: str,
        *,
        top_k: int = 10,
        department: str | None = None,
        language: str | None = None,
        age_group: str | None = None,
        exclude: Sequence[str] = (),
        floor: bool = True,
    ) -> tuple[Hit, ...]:
        """Hits best first; fewer than top_k, or none, when nothing is close enough (unless floor=False).

        Of one department, language and age group where they are named, without the ids in `exclude`. The first 20,000
        characters count, plainly misspelt words as they were meant. Raises BadInput (no words, top_k < 1) and
        IndexUnavailable.
        """
        cleaned = _checked(text, top_k)
        if self._is_empty():
            return ()  # nothing to compare with: spare the encoding
        admitted = Filter(department or "", language or "", age_group or "", frozenset(exclude))
        with self.engine.reading() as reader:
            meant = put_right(cleaned, reader.holds)
        vector = self.encoder.encode([meant])[0]
        with self.engine.reading() as reader:
            found = reader.alike(meant, vector, admitted=admitted, top_k=top_k)
        scored = mixed(vector, found.stored, found.evidence)
        close = [pair for pair in scored if pair[0] >= floor_for(self.encoder.recipe)] if floor else scored
        return _told_apart(meant, without_twins(decided(meant, vector, close)), top_k)

    def search(self, words: str, *, top_k: int = 200, department: str | None = None) -> tuple[Hit, ...]:
        """The hits of `look_up`. Raises BadInput (no words, top_k < 1) and IndexUnavailable."""
        return self.look_up(words, top_k=top_k, department=department).hits

    def look_up(self, words: str, *, top_k: int = 200, department: str | None = None, exact: bool = False) -> Found:
        """Keyword search for the search page: quoted phrases, other names, spellings, typos, dense as support.

        exact=True searches what was typed, whatever it finds. Raises BadInput (no words, top_k < 1) and
        IndexUnavailable.
        """
        cleaned = _checked(words, top_k)
        if self._is_empty():
            return Found((), cleaned, corrected(cleaned) or "")
        admitted = Filter(department or "")
        with self.engine.reading() as reader:
            looked = reader.look_up(cleaned, admitted=admitted, exact=exact, most=top_k)
        vector = self.encoder.encode([looked.searched])[0]
        with self.engine.reading() as reader:
            near: set[int] = set()
            if looked.is_little and not has_phrase(looked.searched):
                near = reader.nearest(vector, admitted=admitted, top_k=min(top_k, MOST_RELATED))
            candidates = reader.wanted(near | looked.bm25.keys(), admitted)
        scored = mixed(vector, candidates, {})
        by_words = _hits(looked.searched, iter(by_words_first(looked.searched, scored, looked.bm25)), top_k)
        close = related(scored, looked.bm25, self.encoder.recipe)
        by_meaning = _hits(looked.searched, iter(close), min(MOST_RELATED, top_k - len(by_words)))
        hits = (*by_words, *(replace(hit, related=True) for hit in by_meaning))
        return Found(hits, looked.searched, looked.suggestion)

    def documents(self) -> Iterator[Document]:
        """Every live document, for building an index anew. Raises IndexUnavailable."""
        yield from self.engine.documents()

    def count(self) -> int:
        """How many documents there are. Raises IndexUnavailable."""
        with self.engine.reading() as reader:
            return reader.count()

    def _is_empty(self) -> bool:
        with self.engine.reading() as reader:
            return reader.is_empty()


def _checked(text: str, top_k: int) -> str:
    if top_k < 1:
        raise BadInput("Ask for at least one result.")
    return plain_question(text)


def _hits(text: str, scored: Iterator[Scored], top_k: int) -> tuple[Hit, ...]:
    words = content_words(text)
    return tuple(
        Hit(stored.document.id, round(score, 4), shared_words(words, _whole(stored.document)))
        for _, (score, stored) in zip(range(top_k), scored, strict=False)
    )


def _told_apart(text: str, scored: Iterator[Scored], top_k: int) -> tuple[Hit, ...]:
    """Hits of which the first say what differs: reading more texts that closely would make every query slower."""
    best = list(islice(scored, top_k))
    hits = _hits(text, iter(best), top_k)
    read = (tuple(sorted(apart(text, _whole(stored.document)))) for _, stored in best[:_TOLD_APART])
    return (*(replace(hit, apart=found) for hit, found in zip(hits, read, strict=False)), *hits[_TOLD_APART:])


def _whole(document: Document) -> str:
    return f"{document.title} {document.text}"
