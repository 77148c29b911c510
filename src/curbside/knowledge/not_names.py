"""Which words and phrases look like a name, a place or a firm and identify nobody."""

from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class NotNames:
    """Lower-case `words` that the learned reader never takes, and `phrases` that nothing takes."""

    words: frozenset[str]
    phrases: tuple[str, ...]


@cache
def load_not_names() -> NotNames:
    """The table of knowledge/not_names.yaml. Raises KnowledgeError when a part is missing."""
    table = read_table("not_names.yaml")
    try:
        words = frozenset(word for group in table["words"].values() for word in group.split())
        phrases = tuple(phrase.strip() for phrase in table["phrases"].split(";"))
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"not_names.yaml: needs words by kind and phrases ({error})") from error
    return NotNames(words, phrases)
