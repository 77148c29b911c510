"""Which rule word did a misspelt word mean? One edit away, same first letter, six letters or more."""

from collections.abc import Iterable

MIN_CHARS = 6
_MAX_CHARS = 24


class Speller:
    """Symmetric-delete spelling (the idea of SymSpell) over the words that rules use."""

    def __init__(self, words: Iterable[str], real_words: frozenset[str]) -> None:
        """`real_words` are never corrected; nor is a word that merely ends differently from a rule's word."""
        self._known = frozenset(words)
        self._real = real_words
        self._by_deletion: dict[str, set[str]] = {}
        for word in self._known:
            if MIN_CHARS <= len(word) <= _MAX_CHARS and word.isascii():
                for variant in _variants(word):
                    self._by_deletion.setdefault(variant, set()).add(word)

    def meant(self, word: str) -> str:
        """The rule word `word` stands for, or `word` itself when it is known, real, short or ambiguous."""
        if not MIN_CHARS - 1 <= len(word) <= _MAX_CHARS or word in self._known or word in self._real:
            return word
        if any(word[:length] in self._known for length in range(4, len(word))):
            return word
        near = {
            known
            for variant in _variants(word)
            for known in self._by_deletion.get(variant, ())
            if known[0] == word[0] and abs(len(known) - len(word)) <= 1
        }
        return near.pop() if len(near) == 1 else word


def _variants(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(1, len(word))}
