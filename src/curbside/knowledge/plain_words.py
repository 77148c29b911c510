"""Tests, medicines, illnesses, deeds and warning signs that doctors name, each in one plain sentence with a source."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table

KINDS = frozenset({"test", "medicine", "illness", "action", "body", "person", "sign"})
_TABLES = ("plain_words.yaml", "plain_deeds.yaml", "warning_signs.yaml")


@dataclass(frozen=True, slots=True)
class PlainWord:
    """`text` is the sentence; `names` stand for the thing in a text. It holds only in a case that speaks of one of
    `when`, where there are any, and of none of `unless` (lower-case words). `near`: names whose words may stand apart
    and in another order. `rule`: the red-flag rule that looks for a sign, "" where none does."""

    name: str
    kind: str
    names: tuple[str, ...]
    text: str
    publisher: str
    url: str
    recorded_on: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    rule: str = ""


@cache
def plain_words() -> tuple[PlainWord, ...]:
    """Every entry of the tables, in order. Raises KnowledgeError for one that is incomplete or named twice."""
    found: list[PlainWord] = []
    for file in _TABLES:
        table = read_table(file)
        found += [_word(row, str(table["recorded_on"]), file) for row in table["words"]]
    names = Counter(name.lower() for word in found for name in word.names)
    if twice := sorted(name for name, times in names.items() if times > 1):
        raise KnowledgeError(f"{', '.join(_TABLES)}: two entries are called {', '.join(twice)}.")
    return tuple(found)


def _word(row: Mapping[str, Any], recorded_on: str, file: str) -> PlainWord:
    try:
        word = PlainWord(
            name=row["name"],
            kind=row["kind"],
            names=(row["name"], *row.get("also", ())),
            text=row["text"],
            publisher=row["publisher"],
            url=row["url"],
            recorded_on=recorded_on,
            when=tuple(row.get("when", ())),
            unless=tuple(row.get("not", ())),
            near=tuple(row.get("near", ())),
            rule=row.get("rule", ""),
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{file}: {row} is incomplete ({error})") from error
    if word.kind not in KINDS:
        raise KnowledgeError(f"{file}: {word.name} is one of {', '.join(sorted(KINDS))}.")
    return word
