"""What words of content a piece of text holds, and whether another text holds them too, in these words or like ones."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from curbside.clinical.reply_checks.lexicon import entry, fold, listed

# "She's", "they're", "won't": no fact in any of them.
_SHORT = re.compile(r"(?:\w+(?:n't|'re|'ve|'ll|'d|'m)|(?:she|he|it|that|there|what|who|here|let)'s)$")
_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['-][a-zà-öø-ÿ]+)*|\d+(?:[.,]\d+)?")
_ENDING = re.compile(r"(?:'s|s'|ings?|edly|ed|ies|ied|es|s|ly|ness|er|ers|y)$")
# Letters two forms of one word share at least: "infect-ed", "infect-ion".
_SHARED_LETTERS = 5
_NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "half": "0.5",
}  # fmt: skip


def contents(folded: str) -> tuple[str, ...]:
    """The words of a folded text that carry a fact, in order; numbers as digits."""
    said = (_NUMBERS.get(word, word) for word in _WORD.findall(folded))
    return tuple(word for word in said if word not in _empty() and not _SHORT.match(word))


def holds(words: Iterable[str], word: str) -> bool:
    """Is `word` among `words`, or a form of it or a word that stands for it? Numbers must be the same."""
    if word[0].isdigit():
        return word.replace(",", ".") in {one.replace(",", ".") for one in words}
    stem, group = stem_of(word), _groups().get(word, frozenset())
    return any(
        one == word
        or stem_of(one) == stem
        or (len(one) > _SHARED_LETTERS and one[:_SHARED_LETTERS] == word[:_SHARED_LETTERS])
        or bool(group and _groups().get(one, frozenset()) & group)
        for one in words
    )


@cache
def stem_of(word: str) -> str:
    """ "Locked", "locks" and "locking" as "lock"; words of three letters stay."""
    short = _ENDING.sub("", word)
    if len(short) < 3:
        return word
    return short[:-1] if len(short) > 3 and short[-1] == short[-2] else short.removesuffix("e")


@cache
def _empty() -> frozenset[str]:
    return frozenset(listed("empty_words"))


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(entry("same_words")):
        for word in group:
            found.setdefault(fold(str(word)), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
