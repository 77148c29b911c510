"""Which concepts and body sites do the words of a text name? One pass over a tree of word stems."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import product

from curbside.clinical.findings.words import Word, corrected, near_words, stem, words
from curbside.knowledge.vocabulary import chinese_sites, chinese_words, concepts, sites

_GAP = "…"
# Before a word that must stand there and is no part of the mention: "blood" is bleeding in "no blood" alone.
_ONLY_BESIDE = "<"
# Words a "…" may stand for. Three reaches "pain in my right knee"; more begins to join strangers.
_LONGEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept or site named by `words`[indexes]; `start` and `end` are characters of the text."""

    id: str
    start: int
    end: int
    indexes: tuple[int, ...]


@dataclass(slots=True)
class _Node:
    next: "dict[str, _Node]" = field(default_factory=dict)
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matcher:
    """A tree of phrases and the words they are made of.

    `first_stems`, `first_written`: the words a phrase may begin with; most words of a text are passed over by them.
    """

    root: _Node
    known: frozenset[str]
    first_stems: frozenset[str]
    first_written: frozenset[str]

    def mentions(self, text_words: tuple[Word, ...]) -> tuple[Mention, ...]:
        """The longest mentions in order of appearance; no word serves two of them."""
        found = [
            mention
            for at, word in enumerate(text_words)
            if word.stem in self.first_stems or word.written in self.first_written
            for mention in self._from(text_words, at)
        ]
        found.sort(key=lambda m: (-len(m.indexes), m.indexes[-1] - m.indexes[0], m.start))
        used: set[int] = set()
        kept = []
        for mention in found:
            if used.isdisjoint(mention.indexes):
                used.update(mention.indexes)
                kept.append(mention)
        return tuple(sorted(kept, key=lambda m: (m.start, m.end)))

    def _from(self, text_words: tuple[Word, ...], at: int) -> Iterator[Mention]:
        """Everything that begins with the word `at`; gaps and phrases stay within one clause."""
        open_paths: list[tuple[_Node, int, tuple[int, ...]]] = [(self.root, at, ())]
        while open_paths:
            node, position, path = open_paths.pop()
            if path and node.ids:
                start, end = text_words[path[0]].start, text_words[path[-1]].end
                yield from (Mention(one, start, end, path) for one in node.ids)
            if gap := node.next.get(_GAP):
                open_paths.extend(
                    step
                    for ahead in range(position, position + _LONGEST_GAP + 1)
                    for step in _steps(gap, text_words, ahead, path)
                )
            open_paths.extend(_steps(node, text_words, position, path))


def _steps(
    node: _Node, text_words: tuple[Word, ...], at: int, path: tuple[int, ...]
) -> list[tuple[_Node, int, tuple[int, ...]]]:
    if at >= len(text_words) or (path and text_words[at].clause != text_words[path[0]].clause):
        return []
    word = text_words[at]
    nodes = (node.next.get(key) for key in (word.stem, f"={word.written}"))
    steps = [(after, at + 1, (*path, at)) for after in nodes if after is not None]
    beside = None if path else node.next.get(f"{_ONLY_BESIDE}{word.stem}")
    if beside is not None and at + 1 < len(text_words) and text_words[at + 1].clause == word.clause:
        steps += _steps(beside, text_words, at + 1, path)
    return steps


@cache
def concept_matcher() -> Matcher:
    """The tree of every concept's phrases."""
    return matcher_of((phrase, concept.id) for concept in concepts().values() for phrase in concept.phrases)


@cache
def site_matcher() -> Matcher:
    """The tree of every body site's phrases."""
    return matcher_of((phrase, site.id) for site in sites().values() for phrase in site.phrases)


def chinese_mentions(text: str, *, places: bool = False) -> tuple[Mention, ...]:
    """Concepts, or with `places` body sites, that Chinese words of `text` name, the longest word first."""
    pattern, named = _chinese_sites() if places else _chinese_words()
    return tuple(Mention(named[m.group()], m.start(), m.end(), ()) for m in pattern.finditer(text))


@cache
def _chinese_words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    return _any_of(chinese_words()), chinese_words()


@cache
def _chinese_sites() -> tuple[re.Pattern[str], Mapping[str, str]]:
    return _any_of(chinese_sites()), chinese_sites()


def _any_of(named: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(named, key=len, reverse=True)))


@cache
def known_words() -> frozenset[str]:
    return concept_matcher().known | site_matcher().known


@lru_cache(maxsize=4)  # reading and routing of one question follow each other
def read_words(text: str) -> tuple[Word, ...]:
    """The words of `text`, misspelt long words corrected to the vocabulary's."""
    return words(text, _root_of())


@cache
def _root_of() -> Callable[[str], str]:
    return lru_cache(maxsize=20_000)(partial(corrected, near=near_words(known_words())))


def matcher_of(pairs: Iterable[tuple[str, str]]) -> Matcher:
    """The tree of (phrase, id) pairs; how phrases are written: see knowledge/vocabulary.py."""
    root, known = _Node(), set[str]()
    for phrase, one in pairs:
        options = [[_key(word) for word in _alternatives(part)] for part in phrase.split()]
        for keys in product(*options):
            _grow(root, keys, one)
            known.update(key for key in keys if key != _GAP and not key.startswith(("=", _ONLY_BESIDE)))
    first = root.next.keys()
    return Matcher(
        root,
        frozenset(known),
        first_stems=frozenset(key.removeprefix(_ONLY_BESIDE) for key in first if not key.startswith("=")),
        first_written=frozenset(key.removeprefix("=") for key in first if key.startswith("=")),
    )


def _alternatives(part: str) -> list[str]:
    beside = _ONLY_BESIDE if part.startswith(_ONLY_BESIDE) else ""
    return [beside + word for word in part.removeprefix(_ONLY_BESIDE).split("|")]


def _key(word: str) -> str:
    if word.startswith(_ONLY_BESIDE):
        return _ONLY_BESIDE + stem(word.removeprefix(_ONLY_BESIDE).lower())
    return word if word == _GAP or word.startswith("=") else stem(word.lower())


def _grow(root: _Node, keys: tuple[str, ...], one: str) -> None:
    node = root
    for key in keys:
        node = node.next.setdefault(key, _Node())
    if one not in node.ids:
        node.ids = (*node.ids, one)
