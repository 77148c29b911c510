"""What must a member of a list of denials look like to be a finding though no vocabulary holds it?"""

import re
from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table

_TABLE = "denied_names.yaml"


@dataclass(frozen=True, slots=True)
class DeniedNames:
    """The words of denied_names.yaml, lower case; `ending` finds a word that names a disease by its end."""

    ending: re.Pattern[str]
    no_endings: frozenset[str]
    heads: frozenset[str]
    never: frozenset[str]
    leads: frozenset[str]
    cuts: frozenset[str]
    no_first: frozenset[str]

    def names_disease(self, word: str) -> bool:
        """Does a lower-case word by itself name a sign or a disease ("enthesitis")?"""
        return self.ending.search(word) is not None and word not in self.no_endings


@cache
def denied_names() -> DeniedNames:
    """The packaged table (sources in its head). Raises KnowledgeError when a list is missing."""
    table = read_table(_TABLE)
    try:
        lists = {
            key: frozenset(map(str, table[key]))
            for key in ("no_endings", "heads", "never", "leads", "cuts", "no_first")
        }
        endings = "|".join(map(re.escape, table["endings"]))
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{_TABLE}: {error!r} is missing or no list") from error
    return DeniedNames(ending=re.compile(rf"[a-z]{{2}}(?:{endings})$"), **lists)
