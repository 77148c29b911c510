"""Which signs deny without a fixed word, and what ends a denial that no stop word ends?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.context_triggers import KINDS
from curbside.knowledge.tables import read_table

_TABLE = "denials.yaml"
# The columns of a row that ends a denial; at least one must be given, and all given ones must hold.
END_COLUMNS = (
    "before",
    "trigger",
    "begin",
    "between",
    "whole_between",
    "phrase",
    "behind",
    "unless_before",
    "unless_between",
    "unless_phrase",
    "unless_behind",
    "unless_around",
)
DIRECTIONS = frozenset({"forward", "near", "next", "close", "backward", "within"})


@dataclass(frozen=True, slots=True)
class DenialSign:
    """What `say` finds has `kind` and `direction` (see context.yaml), where `beside`, if any, is said too.

    `within`: what its first group holds is denied. `needs`: texts of which a sentence must hold one, looked for first
    because that is quick; none needs nothing.
    `of` is the family's name in NegEx or ConText, `example` a sentence with the denied phrase in [brackets].
    """

    name: str
    of: str
    example: str
    kind: str
    direction: str
    say: re.Pattern[str]
    beside: re.Pattern[str] | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DenialEnd:
    """A denial says nothing of a phrase where every pattern of `columns` (a name of END_COLUMNS → pattern) holds."""

    name: str
    of: str
    example: str
    columns: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class DenialRules:
    """The rows of denials.yaml in their order; `words` and `answers` by name."""

    signs: tuple[DenialSign, ...]
    ends: tuple[DenialEnd, ...]
    backward_ends: tuple[DenialEnd, ...]
    words: Mapping[str, re.Pattern[str]]
    answers: Mapping[str, re.Pattern[str]]


@cache
def denial_rules() -> DenialRules:
    """The packaged table (sources in its head). Raises KnowledgeError when a row is incomplete or no pattern."""
    table = read_table(_TABLE)
    try:
        return DenialRules(
            signs=tuple(_sign(name, row) for name, row in table["signs"].items()),
            ends=tuple(_end(name, row) for name, row in table["ends"].items()),
            backward_ends=tuple(_end(name, row) for name, row in table["backward_ends"].items()),
            words={name: pattern(said) for name, said in table["words"].items()},
            answers={name: pattern(said) for name, said in table["answers"].items()},
        )
    except (KeyError, TypeError, re.error) as error:
        raise KnowledgeError(f"{_TABLE}: a row is incomplete or no pattern ({error})") from error


def pattern(said: str | list[str]) -> re.Pattern[str]:
    """A pattern as the table writes it: one or a list of alternatives, "_" for white space. Raises re.error."""
    return re.compile("|".join([said] if isinstance(said, str) else said).replace("_", r"\s+"))


def _sign(name: str, row: Mapping[str, Any]) -> DenialSign:
    if row["direction"] not in DIRECTIONS:
        raise KnowledgeError(f"{_TABLE}, {name}: unknown direction {row['direction']!r}")
    kind = row.get("kind", "negated")
    if kind not in KINDS:
        raise KnowledgeError(f"{_TABLE}, {name}: unknown kind {kind!r}")
    beside = pattern(row["beside"]) if "beside" in row else None
    return DenialSign(
        name,
        row["of"],
        row["example"],
        kind,
        row["direction"],
        pattern(row["say"]),
        beside,
        tuple(row.get("needs", ())),
    )


def _end(name: str, row: Mapping[str, Any]) -> DenialEnd:
    given = {column: row[column] for column in row if column not in ("of", "example")}
    strangers = given.keys() - set(END_COLUMNS)
    if strangers or not given:
        raise KnowledgeError(f"{_TABLE}, {name}: needs columns of {', '.join(END_COLUMNS)}, not {sorted(strangers)}")
    return DenialEnd(name, row["of"], row["example"], tuple((column, pattern(said)) for column, said in given.items()))
