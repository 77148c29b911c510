"""Which lay and medical words mean the same: the sourced table, looked up by stems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import yaml

from curbside.errors import KnowledgeError
from curbside.retrieval.lexical import stems
from curbside.retrieval.spelling import american

Term = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`others` maps the stems of a term, in American spelling, to those of every term that means the same; `names`
    has the same terms as a person writes them. `longest` in stems."""

    others: dict[Term, tuple[Term, ...]]
    longest: int
    names: dict[Term, tuple[str, ...]] = field(default_factory=dict)

    def at(self, words: Sequence[str], start: int) -> tuple[int, tuple[Term, ...]]:
        """The longest known term at `start`: its length in words and its other names; (1, ()) when unknown."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            found = self.others.get(tuple(words[start : start + length]))
            if found:
                return length, found
        return 1, ()

    def other_names(self, text: str) -> tuple[str, ...]:
        """Every other name of the terms in `text`, as a person writes them."""
        words, found, start = term_of(text), list[str](), 0
        while start < len(words):
            length, others = self.at(words, start)
            found += [name for other in others for name in self.names.get(other, ())]
            start += length
        return tuple(dict.fromkeys(found))


def term_of(text: str) -> Term:
    """The stems of `text` in American spelling."""
    return tuple(american(stem) for stem in stems(text))


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
    direct: dict[Term, set[Term]] = {}
    names: dict[Term, set[str]] = {}
    for number, pair in enumerate(pairs, start=1):
        for name, a, b in _both_ways(pair, sources, number):
            direct.setdefault(a, set()).add(b)
            names.setdefault(a, set()).add(name)
    return Synonyms(
        others={term: _meant_by(term, direct) for term in direct},
        longest=max((len(term) for term in direct), default=1),
        names={term: tuple(sorted(found)) for term, found in names.items()},
    )


def _meant_by(term: Term, direct: Mapping[Term, set[Term]]) -> tuple[Term, ...]:
    """Its other names and theirs: two lay names of one medical name mean the same. Further steps would drift."""
    near = direct[term]
    return tuple(sorted(near.union(*(direct[other] for other in near)) - {term}))


def _both_ways(pair: object, sources: object, number: int) -> list[tuple[str, Term, Term]]:
    if not isinstance(pair, dict) or not isinstance(sources, dict) or not {"lay", "medical", "source"} <= pair.keys():
        raise KnowledgeError(f"synonyms.yaml, pair {number}: needs lay, medical and source")
    if str(pair["source"]).split(" ")[0] not in sources:
        raise KnowledgeError(f"synonyms.yaml, pair {number}: unknown source {pair['source']!r}")
    lay, medical = term_of(str(pair["lay"])), term_of(str(pair["medical"]))
    if not lay or not medical:
        raise KnowledgeError(f"synonyms.yaml, pair {number}: empty term")
    return [(str(pair["lay"]), lay, medical), (str(pair["medical"]), medical, lay)]
