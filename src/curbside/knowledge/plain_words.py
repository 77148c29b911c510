"""Tests, medicines and illnesses that doctors name, each in one plain sentence with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table

KINDS = frozenset({"test", "medicine", "illness", "action", "body"})


@dataclass(frozen=True, slots=True)
class PlainWord:
    """`text` is the sentence; `names` stand for the thing in a text. It holds only in a case that speaks of one of
    `when`, where there are any, and of none of `unless` (lower-case words)."""

    name: str
    kind: str
    names: tuple[str, ...]
    text: str
    publisher: str
    url: str
    recorded_on: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@cache
def plain_words() -> tuple[PlainWord, ...]:
    """Every entry of plain_words.yaml, in order. Raises KnowledgeError for one that is incomplete or named twice."""
    table = read_table("plain_words.yaml")
    found = tuple(_word(row, str(table["recorded_on"])) for row in table["words"])
    names = [name.lower() for word in found for name in word.names]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise KnowledgeError(f"plain_words.yaml: two entries are called {', '.join(twice)}.")
    return found


def _word(row: Mapping[str, Any], recorded_on: str) -> PlainWord:
    try:
        word = PlainWord(
            name=row["name"],
            kind=row["kind"],
            names=(row["name"], *row["also"]),
            text=row["text"],
            publisher=row["publisher"],
            url=row["url"],
            recorded_on=recorded_on,
            when=tuple(row.get("when", ())),
            unless=tuple(row.get("not", ())),
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"plain_words.yaml: {row} is incomplete ({error})") from error
    if word.kind not in KINDS:
        raise KnowledgeError(f"plain_words.yaml: {word.name} is one of {', '.join(sorted(KINDS))}.")
    return word
