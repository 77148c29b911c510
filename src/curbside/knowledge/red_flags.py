"""Which combinations of lay phrases mean danger, how fast, for whom, and on whose word?

The tables are knowledge/red_flags/*.yaml and knowledge/crisis.yaml; red_flags/README.md explains the pattern language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table

SCOPES = ("near", "sentence", "window", "text")
LEVELS = ("emergency", "urgent")


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives of which one must be said. `background`: a standing fact, only denied by a denial.

    `named`: the mere name of an illness, which fear of it does not assert. `anywhere`: how close does not matter.
    """

    phrases: str
    background: bool = False
    named: bool = False
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """For whom a pattern holds: ages in years, low <= age < high; None asks nothing. An unknown age never matches."""

    min_age: float | None = None
    max_age: float | None = None
    pregnant: bool | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups that must co-occur within `scope`, none of `unless` near by, at `level`, for those under `condition`."""

    groups: tuple[Group, ...]
    scope: str
    level: str
    unless: str = ""
    condition: Condition = field(default_factory=Condition)


@dataclass(frozen=True, slots=True)
class Source:
    guideline: str
    section: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of danger. The example sentences are its tests. `crisis`: plan | ideation | abuse | None."""

    id: str
    title: str
    level: str
    patterns: tuple[Pattern, ...]
    source: Source
    review_date: str
    reviewed_by: str | None
    advice: str
    hits: tuple[str, ...]
    near_misses: tuple[str, ...]
    negations: tuple[str, ...]
    crisis: str | None = None


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every packaged rule, by file and place. Raises KnowledgeError naming the file and rule that is broken."""
    folder = files("curbside.knowledge") / "red_flags"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    rules = [rule for name in names if not name.startswith("_") for rule in _rules_of(f"red_flags/{name}")]
    rules.extend(_rules_of("crisis.yaml"))
    if len({rule.id for rule in rules}) != len(rules):
        raise KnowledgeError("red_flags: two rules share an id; give each its own.")
    return tuple(rules)


@cache
def load_concepts() -> Mapping[str, tuple[str, ...]]:
    """Named lists of phrases that patterns use as @name (red_flags/_concepts.yaml)."""
    concepts = read_table("red_flags/_concepts.yaml")["concepts"]
    return {name: tuple(str(phrase) for phrase in phrases) for name, phrases in concepts.items()}


@cache
def load_real_words() -> frozenset[str]:
    """Words that are never taken for a misspelling of a rule's word (red_flags/_concepts.yaml)."""
    return frozenset(read_table("red_flags/_concepts.yaml")["real_words"])


@cache
def load_sayings() -> tuple[str, ...]:
    """Phrases in whose words no rule sees danger (red_flags/_sayings.yaml): idioms, compounds, questions."""
    return tuple(
        str(phrase) for phrases in read_table("red_flags/_sayings.yaml")["sayings"].values() for phrase in phrases
    )


def _rules_of(name: str) -> list[Rule]:
    table = read_table(name)
    found = []
    for row in table["rules"]:
        try:
            found.append(_rule(row, table))
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError(f"{name}, rule {row.get('id', '?')}: {error!r}") from error
    return found


def _rule(row: Mapping[str, Any], table: Mapping[str, Any]) -> Rule:
    level = row["level"]
    patterns = [_pattern(item, level) for item in row.get("patterns", ())]
    patterns += [_pattern(item, "urgent") for item in row.get("urgent", ())]
    return Rule(
        id=row["id"],
        title=row["title"],
        level=level,
        patterns=tuple(patterns),
        source=Source(*(str(row["source"][part]) for part in ("guideline", "section", "url", "date"))),
        review_date=str(row.get("review_date", table["review_date"])),
        reviewed_by=row.get("reviewed_by", table["reviewed_by"]),
        advice=row["advice"],
        hits=tuple(row["hits"]),
        near_misses=tuple(row["near_misses"]),
        negations=tuple(row["negations"]),
        crisis=row.get("crisis"),
    )


def _pattern(item: str | Mapping[str, Any], level: str) -> Pattern:
    if not isinstance(item, str):
        plain = _pattern(item["match"], item.get("level", level))
        return Pattern(plain.groups, plain.scope, plain.level, plain.unless, Condition(**item.get("if", {})))
    scope, _, rest = item.rpartition(": ")
    scope = scope or "window"
    if scope not in SCOPES or level not in LEVELS:
        raise ValueError(f"unknown scope or level in {item!r}")
    wanted, _, unless = rest.partition(" - ")
    groups = tuple(_group(part.strip()) for part in wanted.split(" + "))
    return Pattern(groups, scope, level, unless.strip())


def _group(part: str) -> Group:
    phrases = part.lstrip("^!~")
    flags = part[: len(part) - len(phrases)]
    return Group(phrases, background="^" in flags, named="!" in flags, anywhere="~" in flags)
