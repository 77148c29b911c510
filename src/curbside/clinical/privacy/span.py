"""What one identifying stretch of text is, and how stretches are put together and replaced."""

import re
from collections.abc import Iterable
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


# Strongest first: where two stretches overlap, the stronger one names the whole.
_RANK = tuple(
    IdentifierType[name]
    for name in [
        "EMAIL",
        "URL",
        "ID",
        "PHONE",
        "HANDLE",
        "ADDRESS",
        "NAME",
        "DATE",
        "AGE_EXACT",
        "ORG",
        "LOCATION",
        "OCCUPATION_RARE",
    ]
)
DIRECT = frozenset(IdentifierType[name] for name in ["NAME", "PHONE", "EMAIL", "ADDRESS", "ID", "URL", "HANDLE"])
_HOLDERS = frozenset({IdentifierType.ORG, IdentifierType.LOCATION})
PLACEHOLDERS = {
    IdentifierType.NAME: "[name]",
    IdentifierType.PHONE: "[phone number]",
    IdentifierType.EMAIL: "[email address]",
    IdentifierType.ADDRESS: "[address]",
    IdentifierType.ID: "[ID number]",
    IdentifierType.URL: "[link]",
    IdentifierType.HANDLE: "[account name]",
    IdentifierType.DATE: "[date]",
}
_PLACEHOLDER = re.compile(
    r"\[(?:name|phone number|email address|address|ID number|link|account name|"
    r"date|date of birth|removed|another name|(?:second|third|fourth) name)\]"
)
# A private-use character is neither letter, digit nor space, so no rule reads across a placeholder; those of names have
# one of their own, since an age may stand behind a name.
_BLANK_NAME, _BLANK = "\ue000", "\ue001"
_NAMED = re.compile(r"\[(?:name|another name|(?:second|third|fourth) name)\]")


@dataclass(frozen=True, slots=True)
class PrivacySpan:
    """Characters [start, end) of the given text and the words that replace them; `must` = direct
    identifier."""

    start: int
    end: int
    type: IdentifierType
    text: str
    replacement: str
    must: bool


def make_span(text: str, bounds: tuple[int, int], kind: IdentifierType, replacement: str | None = None) -> PrivacySpan:
    """A span over text[bounds]; without a replacement the placeholder of its kind stands in."""
    start, end = bounds
    words = PLACEHOLDERS[kind] if replacement is None else replacement
    return PrivacySpan(start, end, kind, text[start:end], words, kind in DIRECT)


def blank_placeholders(text: str) -> str:
    """`text`, same length, with every placeholder blanked out: what was replaced once is never read
    again."""
    return _PLACEHOLDER.sub(lambda hit: (_BLANK_NAME if _NAMED.fullmatch(hit[0]) else _BLANK) * len(hit[0]), text)


def merge_spans(text: str, spans: Iterable[PrivacySpan]) -> tuple[PrivacySpan, ...]:
    """Sorted spans without overlap; overlapping ones become one that covers both, named by the
    stronger kind."""
    merged: list[PrivacySpan] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end, _RANK.index(s.type))):
        if merged and (span.start < merged[-1].end or _continues(text, merged[-1], span)):
            merged[-1] = _unite(text, merged[-1], span)
        else:
            merged.append(span)
    return tuple(merged)


def _continues(text: str, one: PrivacySpan, two: PrivacySpan) -> bool:
    """Two parts of one address: street and postcode with nothing but a comma between."""
    both = one.type is two.type is IdentifierType.ADDRESS
    return both and text[one.end : two.start].strip(" ,") == ""


def _unite(text: str, one: PrivacySpan, two: PrivacySpan) -> PrivacySpan:
    strong = min(one, two, key=lambda s: _RANK.index(s.type))
    # "Al Noor Hospital" holds a personal name and is a hospital all the same.
    for whole, part in ((one, two), (two, one)):
        if (
            whole.type in _HOLDERS
            and part.type is IdentifierType.NAME
            and whole.start <= part.start
            and part.end <= whole.end
        ):
            strong = whole
    start, end = min(one.start, two.start), max(one.end, two.end)
    return PrivacySpan(start, end, strong.type, text[start:end], strong.replacement, one.must or two.must)


def apply_replacements(text: str, spans: Iterable[PrivacySpan]) -> str:
    """`text` with every span replaced; spans may come in any order but must not overlap (ValueError)."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if span.start < at:
            raise ValueError(f"spans overlap at character {span.start}")
        parts += [text[at : span.start], span.replacement]
        at = span.end
    return "".join([*parts, text[at:]])


@dataclass(frozen=True, slots=True)
class Redaction:
    """The text fit to be published, the spans of the original it differs in, and warnings in plain
    words."""

    text: str
    spans: tuple[PrivacySpan, ...]
    warnings: tuple[str, ...] = ()
