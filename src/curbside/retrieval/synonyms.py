"""Which lay and medical words mean the same: the sourced table, looked up by stems."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from curbside.errors import KnowledgeError
from curbside.retrieval.lexical import stems

Term = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`others` maps the stems of a term to the stems of every term that means the same; `longest` in stems."""

    others: dict[Term, tuple[Term, ...]]
    longest: int

    def at(self, words: Sequence[str], start: int) -> tuple[int, tuple[Term, ...]]:
        """The longest known term at `start`: its length in words and its other names; (1, ()) when unknown."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            found = self.others.get(tuple(words[start : start + length]))
            if found:
                return length, found
        return 1, ()


@cache
def synonyms() -> Synonyms:
    """The packaged table knowledge/synonyms.yaml. Raises KnowledgeError naming the entry that is broken."""
    source = resources.files("curbside.knowledge").joinpath("synonyms.yaml").read_text(encoding="utf-8")
    return parse_synonyms(source)


def parse_synonyms(source: str) -> Synonyms:
    """A table `sources: {key: {...}}, pairs: [{lay, medical, source}]`. Raises KnowledgeError."""
    try:
        table = yaml.load(source, Loader=yaml.CSafeLoader)
        sources, pairs = table["sources"], table["pairs"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise KnowledgeError(f"synonyms.yaml: {error}") from error
    names: dict[Term, set[Term]] = {}
    for number, pair in enumerate(pairs, start=1):
        for a, b in _both_ways(pair, sources, number):
            names.setdefault(a, set()).add(b)
    others = {term: tuple(sorted(found)) for term, found in names.items()}
    return Synonyms(others, max((len(term) for term in others), default=1))


def _both_ways(pair: object, sources: object, number: int) -> list[tuple[Term, Term]]:
    if not isinstance(pair, dict) or not isinstance(sources, dict) or not {"lay", "medical", "source"} <= pair.keys():
        raise KnowledgeError(f"synonyms.yaml, pair {number}: needs lay, medical and source")
    if str(pair["source"]).split(" ")[0] not in sources:
        raise KnowledgeError(f"synonyms.yaml, pair {number}: unknown source {pair['source']!r}")
    lay, medical = tuple(stems(str(pair["lay"]))), tuple(stems(str(pair["medical"])))
    if not lay or not medical:
        raise KnowledgeError(f"synonyms.yaml, pair {number}: empty term")
    return [(lay, medical), (medical, lay)]
