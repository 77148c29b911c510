"""What are the words of a text: their stems, their clauses, and the vocabulary word a misspelt one stands for?"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA
from snowballstemmer import stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Between words of one clause stand only spaces, hyphens, slashes and quotation marks.
_BREAK = re.compile(r"[.,;:!?()\[\]\n\r。，；：！？]")
# Words that end a clause as a comma does: no phrase reaches across them.
_BREAKING_WORDS = frozenset({"but", "however", "except", "although", "though", "yet", "because"})
# Honest words one letter from a vocabulary word.
_NO_TYPOS = frozenset({"additional", "addition", "additionally", "through", "thought", "contract"})
_LONGEST_WORD = 40
# Shorter words have too many honest neighbours ("cough", "rough").
_SHORTEST_TYPO = 7
_SHORTEST_SWAPPED_LETTER = 9


@dataclass(frozen=True, slots=True)
class Word:
    """One word as `written`, its `stem`, its characters [start, end) and the number of its clause."""

    written: str
    stem: str
    start: int
    end: int
    clause: int


@cache
def _english() -> stemmer:
    return stemmer("english")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The Snowball English stem of a lower-case word; very long words stay as they are."""
    plain = word.replace("’", "'")
    return str(_english().stemWord(plain)) if len(plain) <= _LONGEST_WORD else plain


def words(text: str, root_of: Callable[[str], str]) -> tuple[Word, ...]:
    """The words of `text` in order; `root_of` gives the stem of a lower-case word, as `corrected` does."""
    found, clause, last = [], 0, 0
    for match in _WORD.finditer(text):
        written, (start, end) = match[0], match.span()
        lowered = written.lower()
        # Most words stand one space apart: a look at that is cheaper than a search.
        breaks = text[last:start] != " " and _BREAK.search(text, last, start) is not None
        clause += breaks or lowered in _BREAKING_WORDS
        last = end
        found.append(Word(written, root_of(lowered), start, end, clause))
    return tuple(found)


def corrected(word: str, near: Mapping[str, frozenset[str]]) -> str:
    """The stem of a lower-case word; a long word with one wrong letter has that of the word it stands for. `near`: see
    near_words."""
    root = stem(word)
    if not _SHORTEST_TYPO <= len(word) <= _LONGEST_WORD or word in _NO_TYPOS or _is_known(root, near):
        return root
    rivals = {k for cut in _one_letter_less(root) for k in near.get(cut, ()) if len(k) >= _SHORTEST_TYPO - 1}
    return min((known for known in sorted(rivals) if _is_typo(root, known)), key=len, default=root)


def _is_known(root: str, near: Mapping[str, frozenset[str]]) -> bool:
    return root in near.get(root, ())


def _is_typo(root: str, known: str) -> bool:
    """One letter added, left out or changed places; a wrong letter only in long words; the first letter stands."""
    if root[0] != known[0] or OSA.distance(root, known, score_cutoff=1) > 1:
        return False
    moved = sorted(root) == sorted(known)
    return len(root) != len(known) or moved or len(root) >= _SHORTEST_SWAPPED_LETTER


@cache
def near_words(known: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Every vocabulary stem, those of six letters or more also with one letter left out → the stems it may be.

    Symmetric deletion (Garbe 2012): two words one edit apart share a form with at most one letter left out.
    """
    table: dict[str, set[str]] = {}
    for word in known:
        table.setdefault(word, set()).add(word)
        if len(word) >= _SHORTEST_TYPO - 1:
            for cut in (word, *_one_letter_less(word)):
                table.setdefault(cut, set()).add(word)
    return {cut: frozenset(whole) for cut, whole in table.items()}


def _one_letter_less(word: str) -> tuple[str, ...]:
    return (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))
