"""How documents come into an index: cleaned, and encoded a thousand at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from curbside.errors import BadInput
from curbside.retrieval.document import Document
from curbside.retrieval.encoder import Encoder, Vectors
from curbside.retrieval.plain import plain

# Documents per transaction of a large import: bounds memory and the write-ahead log.
AT_ONCE = 1000


def encoded(documents: Iterable[Document], encoder: Encoder) -> Iterator[tuple[list[Document], Vectors]]:
    """A thousand documents with float32[n, dimension] at a time. Raises BadInput without an id or without a word."""
    remaining = iter(documents)
    while part := [_cleaned(document) for document in islice(remaining, AT_ONCE)]:
        yield part, encoder.encode([f"{document.title}\n{document.text}".strip() for document in part])


def _cleaned(document: Document) -> Document:
    """The document with text any engine can store."""
    if not document.id or plain(document.id) != document.id:
        raise BadInput("A document needs an id of ordinary characters.")
    text, title = plain(document.text), plain(document.title)
    if not any(c.isalnum() for c in f"{title}{text}"):
        raise BadInput(f"Document {document.id} has no words.")
    return replace(document, text=text, title=title, answer=plain(document.answer))
