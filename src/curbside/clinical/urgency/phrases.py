"""Where does a text say one of many lay phrases? One pass over the words, whatever the number of phrases."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# A text that says one thing more often than this is read no further for it.
MAX_GAP_WORDS, MAX_HITS_PER_GROUP = 3, 40
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)?|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:['’‘`][^\W\d_]+)*"
)
_NOT_FORMS = {
    "can": "cant", "could": "couldnt", "does": "doesnt", "do": "dont", "did": "didnt", "is": "isnt", "are": "arent",
    "was": "wasnt", "will": "wont", "would": "wouldnt", "has": "hasnt", "have": "havent",
}  # fmt: skip
_APOSTROPHES = "'’‘`"
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
# A gap never skips a denial or a turn: "vomiting but no blood" does not say "vomiting … blood".
_DENIALS = {
    "no",
    "not",
    "dnt",
    "aint",
    "hadnt",
    "without",
    "never",
    "nothing",
    "but",
    "denies",
    "nor",
    "沒",
    "没",
    "不",
}
_GAP_STOPS = frozenset(_NOT_FORMS.values()) | _DENIALS


@dataclass(frozen=True, slots=True)
class Token:
    """One word, folded (lower case, no apostrophes, "can not" as "cant"), with its place in the text."""

    word: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    literals: dict[str, "_Node"] = field(default_factory=dict)
    prefixes: dict[str, "_Node"] = field(default_factory=dict)
    numbers: dict[tuple[float, float], "_Node"] = field(default_factory=dict)
    gap: "_Node | None" = None
    groups: set[str] = field(default_factory=set)
    # The same prefixes by their first two characters.
    by_two: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)


def tokens_of(text: str) -> list[Token]:
    """Words and numbers in order; each Chinese or Japanese character is a word of its own."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match[0].lower()
        if "'" in word or "’" in word or "‘" in word or "`" in word:
            word = _APOSTROPHE.sub("", word.removesuffix("s") if word[-2] in _APOSTROPHES else word)
        if word == "cannot":
            word = "cant"
        if word == "not" and found and found[-1].word in _NOT_FORMS and match.start() - found[-1].end == 1:
            found[-1] = Token(_NOT_FORMS[found[-1].word], found[-1].start, match.end())
            continue
        found.append(Token(word, match.start(), match.end()))
    return found


def expand(phrases: str, concepts: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Every plain phrase of "a|b (c/d)|@concept e": alternatives by |, inline ones by (x/y), named ones by @name."""
    for phrase in phrases.split("|"):
        yield from _expand_one(phrase.strip(), concepts)


def _expand_one(phrase: str, concepts: Mapping[str, Iterable[str]]) -> Iterator[str]:
    inline = re.search(r"\(([^()]*)\)", phrase)
    named = re.search(r"@([a-z_]+)", phrase)
    if inline:
        options: Iterable[str] = inline[1].split("/")
        low, high = inline.span()
    elif named:
        options = concepts[named[1]]
        low, high = named.span()
    else:
        yield " ".join(phrase.split())
        return
    for option in options:
        yield from _expand_one(phrase[:low] + option.strip() + phrase[high:], concepts)


class PhraseBook:
    """Phrases by group: in one, `_` is up to three words, `pain*` a beginning, `#38-43` a number."""

    def __init__(self) -> None:
        self._root = _Node()
        self.words: set[str] = set()

    def add(self, group: str, phrases: Iterable[str]) -> None:
        """Let every phrase of `phrases` report `group`. Raises ValueError for a phrase that starts with a gap, and for
        one with half a bracket, which a "|" inside brackets leaves."""
        for phrase in phrases:
            if "(" in phrase or ")" in phrase:
                raise ValueError(f"write / inside brackets, not |: {phrase!r}")
            node = self._root
            for element in phrase.split():
                node = self._step(node, element)
            if node is self._root or phrase.startswith("_"):
                raise ValueError(f"a phrase must start with a word: {phrase!r}")
            node.groups.add(group)

    def _step(self, node: _Node, element: str) -> _Node:
        if element == "_":
            node.gap = node.gap or _Node()
            return node.gap
        if element.startswith("#"):
            low, _, high = element[1:].partition("-")
            return node.numbers.setdefault((float(low), float(high)), _Node())
        if element.endswith("*"):
            self.words.add(element[:-1])
            if element[:-1] not in node.prefixes:
                node.prefixes[element[:-1]] = _Node()
                node.by_two.setdefault(element[:2], []).append((element[:-1], node.prefixes[element[:-1]]))
            return node.prefixes[element[:-1]]
        for token in tokens_of(element):
            self.words.add(token.word)
            node = node.literals.setdefault(token.word, _Node())
        return node

    def find(self, words: list[str]) -> dict[str, list[tuple[int, int]]]:
        """Word ranges [first, last] (inclusive) of every group said in `words`."""
        hits: dict[str, list[tuple[int, int]]] = {}
        for first in range(len(words)):
            ends: set[tuple[str, int]] = set()
            _walk(self._root, words, first, ends)
            for group, last in sorted(ends) if len(ends) > 1 else ends:
                found = hits.setdefault(group, [])
                if len(found) < MAX_HITS_PER_GROUP:
                    found.append((first, last))
        return hits


def _walk(node: _Node, words: list[str], at: int, ends: set[tuple[str, int]]) -> None:
    for group in node.groups:
        ends.add((group, at - 1))
    if node.gap is not None:
        for skip in range(MAX_GAP_WORDS + 1):
            if at + skip >= len(words):
                break
            _walk(node.gap, words, at + skip, ends)
            if words[at + skip] in _GAP_STOPS:
                break
    if at >= len(words):
        return
    word = words[at]
    if word in node.literals:
        _walk(node.literals[word], words, at + 1, ends)
    if node.by_two:
        for beginning, child in node.by_two.get(word[:2], ()):
            if word.startswith(beginning):
                _walk(child, words, at + 1, ends)
    if node.numbers and word[0].isdigit():
        value = _number(word)
        for (low, high), child in node.numbers.items():
            if value is not None and low <= value <= high:
                _walk(child, words, at + 1, ends)


def _number(word: str) -> float | None:
    try:
        return float(word.replace(",", "."))
    except ValueError:
        return None
