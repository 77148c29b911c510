"""Which medical words look like somebody's name and are none."""

import re
from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class EponymTable:
    """`words`: lower-case eponyms and brand names; `phrase`: finds an eponym before its noun ("Bell's palsy"),
    `sayings` a plant, dish or exclamation with a name in it ("rose hip")."""

    words: frozenset[str]
    phrase: re.Pattern[str]
    sayings: re.Pattern[str]


@cache
def load_eponyms() -> EponymTable:
    """The table of knowledge/eponyms.yaml. Raises KnowledgeError when a part is missing."""
    table = read_table("eponyms.yaml")
    try:
        words = f"{table['person']} {table['brands']}".split()
        sayings = "|".join(re.escape(saying).replace(r"\ ", r",?\s") for saying in table["sayings"])
        nouns = "|".join(map(re.escape, table["phrase_nouns"].split()))
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"eponyms.yaml: needs person, sayings, phrase_nouns and brands ({error})") from error
    # Any capitalised word in front of a disease noun is an eponym, listed or not: "Ollier disease", "Bell's palsy".
    phrase = re.compile(
        rf"\bJohn['’]?s?[ -][Ww]ort\b|\b(?i:{sayings})\b|\b[A-Z][\w-]{{1,25}}(?:['’]s?)?\s(?:{nouns})\b"
    )
    return EponymTable(frozenset(words), phrase, re.compile(rf"\b(?i:{sayings})\b"))
