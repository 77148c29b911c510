"""Which words are personal names, and which of those are everyday words too."""

from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.drugs import drug_names
from curbside.knowledge.not_names import load_not_names
from curbside.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class NameTable:
    """Lower-case names: `sure` ones are nothing else, `ambiguous` ones everyday words or months too,
    `common` words are no names by themselves, `closing` ones stand at the end of a letter, `titles` before a name, and
    `nobody` holds words the learned reader may never take for an identifier, medicines among them."""

    sure: frozenset[str]
    ambiguous: frozenset[str]
    common: frozenset[str]
    closing: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()


@cache
def load_names() -> NameTable:
    """The table of knowledge/names.yaml. Raises KnowledgeError when a part is missing."""
    table = read_table("names.yaml")
    try:
        groups = [*table["given"].values(), *table["surnames"].values()]
        ambiguous = frozenset(table["ambiguous"].split())
        common, closing, titles, nobody = (
            frozenset(table[part].split()) for part in ("common", "closing", "titles", "nobody")
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"names.yaml: needs given, surnames, ambiguous, common, closing, titles and nobody ({error})"
        ) from error
    sure = frozenset(word for group in groups for word in group.split()) - ambiguous
    medicines = frozenset(word for name in drug_names() for word in name.split())
    return NameTable(sure, ambiguous, common, closing, titles, nobody | medicines | load_not_names().words)
