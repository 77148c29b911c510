"""Which words could identify a person, and what stands in their place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class IdentifierType(StrEnum):
    NAME = "NAME"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    LOCATION = "LOCATION"
    DATE = "DATE"
    ID = "ID"
    URL = "URL"
    AGE_EXACT = "AGE_EXACT"
    HANDLE = "HANDLE"
    ORG = "ORG"
    OCCUPATION_RARE = "OCCUPATION_RARE"


@dataclass(frozen=True, slots=True)
class PrivacySpan:
    """Characters [start, end) of the given text and the words that replace them; `must` = direct identifier."""

    start: int
    end: int
    type: IdentifierType
    text: str
    replacement: str
    must: bool


@dataclass(frozen=True, slots=True)
class Redaction:
    text: str
    spans: tuple[PrivacySpan, ...]
    warnings: tuple[str, ...] = ()


def redact(text: str, *, known: Mapping[str, str] | None = None) -> Redaction:
    """Take out what identifies. `known` maps earlier texts to their replacements, so a thread stays consistent.

    Idempotent: redact(redact(t).text).spans is empty.
    """
    raise NotImplementedError


def apply_replacements(text: str, spans: Iterable[PrivacySpan]) -> str:
    """`text` with every span replaced; spans may come in any order but must not overlap (ValueError)."""
    raise NotImplementedError
