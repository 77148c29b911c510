"""Which medical words look like somebody's name and are none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.not_names import load_not_names
from curbside.knowledge.tables import read_table

# A saying is looked up by its first word, since several hundred stand in the tables.
_FIRST = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class EponymTable:
    """`words`: lower-case eponyms and brand names; `phrase`: finds an eponym before its noun ("Bell's palsy"),
    `sayings`, by their first word in lower case: plants, dishes and exclamations with a name in them ("rose hip")."""

    words: frozenset[str]
    phrase: re.Pattern[str]
    sayings: Mapping[str, re.Pattern[str]]

    def find_sayings(self, text: str) -> Iterator[re.Match[str]]:
        """Every saying, without overlap."""
        until = 0
        for word in _FIRST.finditer(text):
            pattern = self.sayings.get(word[0].lower()) if word.start() >= until else None
            if pattern and (hit := pattern.match(text, word.start())):
                until = hit.end()
                yield hit

    def is_phrase(self, text: str, start: int) -> bool:
        """Whether an eponym with its noun or a saying begins at `start`."""
        word = _FIRST.match(text, start)
        pattern = self.sayings.get(word[0].lower()) if word else None
        return bool(self.phrase.match(text, start) or (pattern and pattern.match(text, start)))


@cache
def load_eponyms() -> EponymTable:
    """The table of knowledge/eponyms.yaml. Raises KnowledgeError when a part is missing."""
    table = read_table("eponyms.yaml")
    try:
        words = f"{table['person']} {table['brands']}".split()
        sayings = _by_first_word((*table["sayings"], *load_not_names().phrases))
        nouns = "|".join(map(re.escape, table["phrase_nouns"].split()))
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"eponyms.yaml: needs person, sayings, phrase_nouns and brands ({error})") from error
    # Any capitalised word in front of a disease noun is an eponym, listed or not: "Ollier disease", "Bell's palsy".
    phrase = re.compile(rf"\bJohn['’]?s?[ -][Ww]ort\b|\b[A-Z][\w-]{{1,25}}(?:['’]s?)?\s(?:{nouns})\b")
    return EponymTable(frozenset(words), phrase, sayings)


def _by_first_word(sayings: Iterable[str]) -> dict[str, re.Pattern[str]]:
    grouped: dict[str, list[str]] = {}
    for saying in sorted(sayings, key=len, reverse=True):
        first = _FIRST.search(saying)
        if first is None:
            raise TypeError(f"no word in {saying!r}")
        grouped.setdefault(first[0], []).append(re.escape(saying).replace(r"\ ", r",?\s"))
    return {first: re.compile(rf"(?:{'|'.join(said)})\b", re.IGNORECASE) for first, said in grouped.items()}
