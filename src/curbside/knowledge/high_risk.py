"""Topics about which a wrong answer harms most, by the kind of harm."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@cache
def high_risk_topics() -> Mapping[str, str]:
    """Slug → kind of harm, from high_risk.yaml with its source. Raises KnowledgeError for a slug named twice."""
    kinds: Mapping[str, list[str]] = read_table("high_risk.yaml")["topics"]
    pairs = [(slug, kind) for kind, slugs in kinds.items() for slug in slugs]
    found = dict(pairs)
    if len(found) < len(pairs):
        raise KnowledgeError("high_risk.yaml: a topic is named twice.")
    return MappingProxyType(found)
