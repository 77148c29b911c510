"""Which further words of doctors' letters name a finding, though none that speaks for a department or a danger?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table
from curbside.knowledge.vocabulary import Concept

_TERMS, _HPO = "vocabulary/letters.yaml", "vocabulary/letters_hpo.yaml"


@dataclass(frozen=True, slots=True)
class LetterTerms:
    """`concepts` by id, of no department; those of `denied_only` are findings only where they are absent."""

    concepts: Mapping[str, Concept]
    denied_only: frozenset[str]


@cache
def letter_terms() -> LetterTerms:
    """The packaged tables (sources in their heads).

    A phrase that the Human Phenotype Ontology knows is a concept of its own; the others of a row share the row's.
    Everyday single words are told only when denied, as whole rows marked `denied` are. Raises KnowledgeError when a row
    says nothing or two rows say the same.
    """
    hpo = read_table(_HPO)
    found: dict[str, Concept] = {}
    denied: set[str] = set()
    for key, row in read_table(_TERMS).items():
        phrases = tuple(phrases_of(key, row))
        rest = tuple(phrase for phrase in phrases if phrase not in hpo)
        parts: list[tuple[str, str | None, tuple[str, ...]]] = [
            (phrase.replace(" ", "-"), str(hpo[phrase]), (phrase,)) for phrase in phrases if phrase in hpo
        ]
        parts += [(key, None, tuple(p for p in rest if " " in p)), (f"{key}-word", None, _words_of(rest))]
        for name, term, said in parts:
            if not said:
                continue
            if name in found:
                raise KnowledgeError(f"{_TERMS}, {key}: {name} is listed twice")
            found[name] = Concept(name, name.removesuffix("-word").replace("-", " "), "symptom", term, (), said)
            if row.get("denied") or name.endswith("-word"):
                denied.add(name)
    return LetterTerms(found, frozenset(denied))


def phrases_of(key: str, row: Mapping[str, Any]) -> Iterator[str]:
    """Every phrase of a row of letters.yaml, alternatives spelled out. Raises KnowledgeError when there is none."""
    said = [phrase.strip() for phrase in str(row.get("say", "")).split(",") if phrase.strip()]
    if not said:
        raise KnowledgeError(f"{_TERMS}, {key}: say lists no phrase")
    for phrase in said:
        yield from (" ".join(words) for words in product(*(part.split("|") for part in phrase.split())))


def _words_of(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if " " not in phrase)
