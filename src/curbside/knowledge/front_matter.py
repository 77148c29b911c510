"""What the table at the head of a packaged markdown file says, checked field by field."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import parse_table

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def split_front_matter(slug: str, source: str) -> tuple[dict[str, Any], list[str], int]:
    """(table, body lines, line number of the first body line). Raises KnowledgeError with the line."""
    lines = source.lstrip("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        raise KnowledgeError(f"{slug}.md:1: starts with a table between two --- lines.")
    end = next(number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    try:
        facts = parse_table("\n".join(lines[1:end]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise KnowledgeError(f"{slug}.md:{mark.line + 2 if mark else 1}: {error}") from error
    if not isinstance(facts, dict):
        raise KnowledgeError(f"{slug}.md:2: the part between the --- lines is not a table.")
    return facts, lines[end + 1 :], end + 2


def read_text(slug: str, facts: Mapping[str, Any], key: str) -> str:
    """The words of a required field. Raises KnowledgeError."""
    value = facts.get(key)
    if not isinstance(value, str) or not value.strip():
        raise KnowledgeError(f"{slug}.md: {key} is missing.")
    return value.strip()


def read_texts(slug: str, facts: Mapping[str, Any], key: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
    """The words of a list field. Raises KnowledgeError when missing, unless it may be empty."""
    value = facts.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise KnowledgeError(f"{slug}.md: {key} is a list of words in [ ].")
    if not value and not may_be_empty:
        raise KnowledgeError(f"{slug}.md: {key} is missing.")
    return tuple(item.strip() for item in value)


def read_flag(slug: str, facts: Mapping[str, Any], key: str) -> bool:
    """true or false, false when not said. Raises KnowledgeError."""
    value = facts.get(key, False)
    if not isinstance(value, bool):
        raise KnowledgeError(f"{slug}.md: {key} is true or false.")
    return value


def read_date(slug: str, facts: Mapping[str, Any], key: str, *, optional: bool = False) -> str:
    """An ISO date as text; "" when optional and null. Raises KnowledgeError."""
    value = facts.get(key)
    if value is None and optional:
        return ""
    if not _ISO_DATE.match(str(value)):
        raise KnowledgeError(f"{slug}.md: {key} is a date like 2026-11-25.")
    return str(value)
