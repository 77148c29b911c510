"""Which words and phrases the reply checks look for, compiled once from knowledge/reply_checks*.yaml."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table

_TABLES = (
    "reply_checks",
    "reply_checks_persons",
    "reply_checks_safety",
    "reply_checks_delay",
    "reply_checks_drugs",
    "reply_checks_departments",
    "reply_checks_telling",
    "reply_checks_denials",
    "reply_checks_writing",
    "reply_checks_languages",
)
# "~" in a packaged pattern: up to 40 characters of the same sentence; "~~": up to 200 characters of any kind.
_NEAR, _FAR = r"[^.!?\n]{0,40}?", r"[\s\S]{0,200}?"


@cache
def load_table(name: str) -> Mapping[str, Any]:
    """One packaged table by name. Raises KnowledgeError when it is not a table."""
    table = read_table(f"{name}.yaml")
    if not isinstance(table, dict):
        raise KnowledgeError(f"{name}.yaml: is not a table.")
    return table


@cache
def entry(key: str) -> Any:
    """The value of `key` in the one reply_checks table that holds it. Raises KnowledgeError when none or two do."""
    holding = [name for name in _TABLES if key in load_table(name)]
    if not holding:
        raise KnowledgeError(f"reply_checks*.yaml: {key} is missing.")
    if len(holding) > 1:
        raise KnowledgeError(f"{key} stands in {' and '.join(f'{name}.yaml' for name in holding)}; rename one.")
    return load_table(holding[0])[key]


@cache
def words(key: str) -> re.Pattern[str]:
    """A pattern of the whole words and phrases listed under `key` (dots select within tables: "kin.child")."""
    return any_of(listed(key))


@cache
def listed(key: str) -> tuple[str, ...]:
    """The words listed under `key`, folded; dots select within tables."""
    first, _, rest = key.partition(".")
    value = entry(first)
    return tuple(fold(str(word)) for word in (value[rest] if rest else value))


@cache
def phrases(key: str) -> tuple[re.Pattern[str], ...]:
    """The patterns listed under `key`, for folded text. Raises KnowledgeError when one does not compile."""
    return tuple(compile_phrase(key, str(pattern)) for pattern in entry(key))


def compile_phrase(key: str, pattern: str) -> re.Pattern[str]:
    """One packaged pattern with ~ and ~~ written out. Raises KnowledgeError when it does not compile."""
    try:
        return re.compile(pattern.replace("~~", _FAR).replace("~", _NEAR), re.IGNORECASE | re.MULTILINE)
    except re.error as error:
        raise KnowledgeError(f"reply_checks*.yaml: {key}: {pattern!r} is no pattern ({error}).") from error


def any_of(choices: Iterable[str]) -> re.Pattern[str]:
    """Whole words, longest first; Han words need no word edge."""
    return re.compile(rf"(?<![a-z0-9])(?:{alternatives(choices)})(?![a-z0-9])")


def alternatives(choices: Iterable[str]) -> str:
    """The inside of a pattern group: the choices escaped, longest first, spaces matching any white space."""
    ordered = sorted(set(choices), key=len, reverse=True)
    return "|".join(re.escape(choice).replace(r"\ ", r"\s+") for choice in ordered)


def fold(text: str) -> str:
    """Lower case with plain apostrophes, the same length as `text`, so that offsets stay."""
    plain = text.replace("’", "'").replace("‘", "'")
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)
