"""Which words deny, date, attribute or doubt what stands next to them?"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table

KINDS = ("negated", "past", "family", "hypothetical", "feared", "possible")


@dataclass(frozen=True, slots=True)
class TriggerKind:
    """Triggers of one kind; `window` is the largest number of words between trigger and phrase.

    A word of `ends` between the two ends this kind's scope and no other's.
    """

    window: int
    forward: tuple[str, ...]
    near: tuple[str, ...]
    close: tuple[str, ...]
    backward: tuple[str, ...]
    clause: tuple[str, ...]
    pseudo: tuple[str, ...]
    cancel: tuple[str, ...]
    ends: tuple[str, ...]
    year_is_past: bool


@dataclass(frozen=True, slots=True)
class ContextTriggers:
    terminations: tuple[str, ...]
    comma_terminations: tuple[str, ...]
    kinds: dict[str, TriggerKind]


@cache
def load_context_triggers() -> ContextTriggers:
    """The packaged knowledge/context.yaml (sources in its head). Raises KnowledgeError when a part is missing."""
    table = read_table("context.yaml")
    try:
        kinds = {name: _kind(table["kinds"][name]) for name in KINDS}
        return ContextTriggers(tuple(table["terminations"]), tuple(table["comma_terminations"]), kinds)
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"context.yaml: a part is missing or of the wrong shape ({error})") from error


def _kind(row: dict[str, Any]) -> TriggerKind:
    lists = {
        part: tuple(str(word) for word in row.get(part, ()))
        for part in ("forward", "near", "close", "backward", "clause", "pseudo", "cancel", "ends")
    }
    return TriggerKind(window=int(row["window"]), year_is_past=bool(row.get("year_is_past")), **lists)
