"""Which vocabulary labels may stand in a headline?"""

from collections.abc import Mapping
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table
from curbside.knowledge.vocabulary import concepts

LISTS = ("exact", "vague", "events", "never")


@cache
def headline_names() -> Mapping[str, frozenset[str]]:
    """Concept ids by list name (see headline_names.yaml). Raises KnowledgeError for an unknown concept."""
    table = read_table("headline_names.yaml")
    found = {name: frozenset(table[name]) for name in LISTS}
    unknown = frozenset().union(*found.values()) - concepts().keys()
    if unknown:
        raise KnowledgeError(f"headline_names.yaml: unknown concepts {sorted(unknown)}")
    return found
