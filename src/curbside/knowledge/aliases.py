"""Which nature words a made-up alias may be built from."""

from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@cache
def load_alias_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(first words, second words) of knowledge/aliases.yaml. Raises KnowledgeError when a list is
    missing."""
    table = read_table("aliases.yaml")
    try:
        return tuple(table["first"]), tuple(table["second"])
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"aliases.yaml: needs the lists first and second ({error})") from error
