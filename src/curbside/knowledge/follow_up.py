"""Which questions are decisive for which complaints, and who says so?"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table
from curbside.knowledge.vocabulary import concepts

# What a question can be about besides a concept.
FACTS = frozenset({"time", "side", "site", "age", "pregnancy"})


@dataclass(frozen=True, slots=True)
class Question:
    ask: str
    about: str
    asked_unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Complaints (concept ids) that share their decisive questions; `source` names the guidance."""

    complaints: frozenset[str]
    source: str
    questions: tuple[Question, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Every group of follow_up.yaml. Raises KnowledgeError when one is incomplete or names an unknown concept."""
    table = read_table("follow_up.yaml")
    return tuple(_group(number, row) for number, row in enumerate(table["groups"], start=1))


def _group(number: int, row: dict[str, Any]) -> Group:
    try:
        asked = tuple(Question(q["ask"], q["about"], tuple(q.get("asked_unless", ()))) for q in row["questions"])
        group = Group(frozenset(row["complaints"]), str(row["source"]), asked)
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"follow_up.yaml, group {number}: incomplete ({error})") from error
    named = {*group.complaints, *(one for q in asked for one in (q.about, *q.asked_unless))}
    if unknown := named - FACTS - concepts().keys():
        raise KnowledgeError(f"follow_up.yaml, group {number}: unknown concept {sorted(unknown)[0]}")
    return group
