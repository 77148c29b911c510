"""What they wrote beside what would be published, piece by piece."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from curbside.clinical.privacy import IdentifierType, PrivacySpan

# Plain words for the kinds of thing taken out.
TYPE_WORDS = {
    "NAME": "a name", "PHONE": "a phone number", "EMAIL": "an e-mail address", "ADDRESS": "an address",
    "LOCATION": "a place", "DATE": "a date", "ID": "a number that identifies", "URL": "a web address",
    "AGE_EXACT": "an exact age", "HANDLE": "an account name", "ORG": "an organization", "OCCUPATION_RARE": "a rare job",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; `replacement` is None where it is kept."""

    text: str
    replacement: str | None = None
    type: str = ""


def segments(text: str, spans: Iterable[PrivacySpan]) -> list[Segment]:
    """The pieces of `text` in reading order. Spans must be sorted and must not overlap."""
    pieces: list[Segment] = []
    at = 0
    for span in spans:
        if span.start > at:
            pieces.append(Segment(text[at : span.start]))
        pieces.append(Segment(span.text, span.replacement, TYPE_WORDS.get(span.type, span.type)))
        at = span.end
    if at < len(text):
        pieces.append(Segment(text[at:]))
    return pieces


def span_from_json(stored: Mapping[str, Any]) -> PrivacySpan:
    """A span as kept with the original text."""
    return PrivacySpan(**{**stored, "type": IdentifierType(stored["type"])})
