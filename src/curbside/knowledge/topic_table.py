"""A topic as a plain table of JSON values and back, and its parts as lines a person can edit."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.topics import SECTIONS, Claim, Topic, TopicSource, read_claim

HEADINGS: Mapping[str, str] = MappingProxyType({section: heading for heading, section in SECTIONS.items()})
_KEY = re.compile(r"[a-z0-9-]+\Z")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_READ = "read"
# How codes look: HP:0002380 (hpo.jax.org), R25.3 (ICD-10), D005207 (MeSH: descriptors and supplementary concepts).
_CODES = {
    "hpo": re.compile(r"HP:\d{7}\Z"),
    "icd10": re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\Z"),
    "mesh": re.compile(r"[CD]\d{6,9}\Z"),
}


def table_of(topic: Topic) -> dict[str, Any]:
    """Everything but the slug, as JSON values; `topic_of` reads it back."""
    return {
        "title": topic.title,
        "departments": list(topic.departments),
        "synonyms": list(topic.synonyms),
        "codes": {system: list(codes) for system, codes in topic.codes.items()},
        "alarming": topic.alarming,
        "kind": topic.kind,
        "sections": {name: [_claim_table(claim) for claim in claims] for name, claims in topic.sections.items()},
        "sources": [asdict(source) for source in topic.sources],
        "written_on": topic.written_on,
        "reviewed_by": topic.reviewed_by,
        "reviewed_on": topic.reviewed_on,
        "review_due": topic.review_due,
    }


def topic_of(slug: str, table: Mapping[str, Any]) -> Topic:
    """The topic a table of `table_of` stands for; sections in the order of SECTIONS, empty ones left out."""
    sections = {
        section: tuple(Claim(claim["text"], tuple(claim["sources"])) for claim in table["sections"][section])
        for section in SECTIONS.values()
        if table["sections"].get(section)
    }
    return Topic(
        slug=slug,
        title=table["title"],
        departments=tuple(table["departments"]),
        synonyms=tuple(table["synonyms"]),
        codes=MappingProxyType({system: tuple(codes) for system, codes in table["codes"].items()}),
        alarming=table["alarming"],
        sources=tuple(TopicSource(**source) for source in table["sources"]),
        sections=MappingProxyType(sections),
        written_on=table["written_on"],
        reviewed_by=table["reviewed_by"],
        reviewed_on=table["reviewed_on"],
        review_due=table["review_due"],
        kind=table["kind"],
    )


def table_hash(table: Mapping[str, Any]) -> str:
    """sha256 of a table's words; who reviewed them and when is about the words, not in them.

    The first department owns the topic, the order of the others says nothing.
    """
    words = {name: value for name, value in table.items() if not name.startswith("review")}
    owner, *others = table["departments"]
    words["departments"] = [owner, *sorted(others)]
    return sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _claim_table(claim: Claim) -> dict[str, Any]:
    return {"text": claim.text, "sources": list(claim.sources)}


def claim_lines(claims: Sequence[Mapping[str, Any]]) -> str:
    """Claims of a table as lines "words [key][key]"."""
    return "\n".join(f"{claim['text']} {''.join(f'[{key}]' for key in claim['sources'])}" for claim in claims)


def read_claim_lines(section: str, text: str, keys: frozenset[str]) -> list[dict[str, Any]]:
    """Claims of the filled lines of `text`. Raises KnowledgeError with heading and line."""
    return [
        _claim_table(read_claim(f"{HEADINGS[section]}, line {number}", line.strip(), keys))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]


def code_lines(codes: Mapping[str, Sequence[str]]) -> str:
    """Codes of a table as lines "system: code, code"."""
    return "\n".join(f"{system}: {', '.join(found)}" for system, found in codes.items() if found)


def read_code_lines(text: str) -> dict[str, list[str]]:
    """Codes of the filled lines of `text`: HPO, ICD-10 and MeSH as these write them. Raises KnowledgeError."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        system, colon, rest = line.partition(":")
        shape = _CODES.get(system.strip().lower())
        codes = [code.strip() for code in rest.split(",") if code.strip()]
        if shape is None or not colon or not codes:
            raise KnowledgeError(f"Codes, line {number}: write {', '.join(_CODES)}, a colon, and codes with commas.")
        if wrong := [code for code in codes if not shape.match(code)]:
            raise KnowledgeError(f"Codes, line {number}: {wrong[0]} is no code of {system.strip()}.")
        found.setdefault(system.strip().lower(), []).extend(dict.fromkeys(codes))
    return found


def source_lines(sources: Sequence[Mapping[str, Any]]) -> str:
    """Sources of a table as lines "key | title | publisher | address | date", then "| read" when it was opened."""
    return "\n".join(
        " | ".join([*(str(source[part]) for part in ("key", "title", "publisher", "url", "date")), _READ])
        if source["opened"]
        else " | ".join(str(source[part]) for part in ("key", "title", "publisher", "url", "date"))
        for source in sources
    )


def read_source_lines(text: str) -> list[dict[str, Any]]:
    """Sources of the filled lines of `text`. Raises KnowledgeError with the line."""
    rows = [_read_source(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len({row["key"] for row in rows}) < len(rows):
        raise KnowledgeError("Sources: two lines have the same key.")
    return rows


def _read_source(number: int, line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    opened = len(parts) == 6 and parts[5] == _READ
    if not (len(parts) == 5 or opened) or not all(parts):
        shape = "key | title | publisher | address | date, with | read at the end once somebody has read it"
        raise KnowledgeError(f"Sources, line {number}: write {shape}.")
    if not _KEY.match(parts[0]):
        raise KnowledgeError(f"Sources, line {number}: a key is small letters, figures and hyphens.")
    if not _ISO_DATE.match(parts[4]):
        raise KnowledgeError(f"Sources, line {number}: a date is like 2026-11-25.")
    row: dict[str, Any] = dict(zip(("key", "title", "publisher", "url", "date"), parts, strict=False))
    return row | {"opened": opened}
