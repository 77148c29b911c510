"""Which sentences does the learned reader know the language of? It learned English; of Spanish or of scrambled letters
it makes danger out of nothing, now and then."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from curbside.clinical.sentences import Sentence
from curbside.knowledge.tables import read_table

# A sentence is unread when it is long enough to tell, next to none of its words is everyday English, and most of its
# longer words are none the reader knows whole. Chosen on the made-up corpora (42 of 15,497 English sentences unread,
# 9 of them in emergencies) and on 43 sentences in twenty languages (40 unread).
LEAST_WORDS, LONG_LETTERS = 5, 4
MOST_ENGLISH, MOST_KNOWN = 0.1, 0.6
# From this share of words in unread sentences on, a text as a whole is in a language that the reader does not know.
UNREAD_SHARE = 0.6
# A text is scrambled when this share of its longer words is unknown, and the same share of those are known words with
# their letters in another order: no hasty typist comes near it, nor any of 87 sentences in twenty languages.
SCRAMBLED_SHARE, SCRAMBLED_WORDS = 0.7, 5
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def is_read(sentence: str, knows: Callable[[str], bool]) -> bool:
    """Is `sentence` in words the reader may know? `knows` answers for one lower-case word without accents."""
    words = [_plain(word) for word in _WORD.findall(sentence)]
    if len(words) < LEAST_WORDS:
        return True
    if sum(word in _everyday() for word in words) >= MOST_ENGLISH * len(words):
        return True
    long = [word for word in words if len(word) >= LONG_LETTERS]
    return sum(knows(word.split("'")[0]) for word in long) >= MOST_KNOWN * len(long)


def unread_sentences(text: str, sentences: Sequence[Sentence], knows: Callable[[str], bool]) -> tuple[Sentence, ...]:
    """The sentences of `text` in words the reader does not know, in order."""
    return tuple(one for one in sentences if not is_read(text[one.start : one.end], knows))


def is_foreign(text: str, unread: Sequence[Sentence]) -> bool:
    """Do most words of `text` stand in its `unread` sentences?"""
    if not unread:
        return False
    hidden = sum(len(_WORD.findall(text, one.start, one.end)) for one in unread)
    return hidden >= UNREAD_SHARE * len(_WORD.findall(text))


def is_scrambled(text: str, knows: Callable[[str], bool], spells: Callable[[str], bool]) -> bool:
    """Is `text` made of known words with their letters out of order? `spells` says whether the letters of one
    lower-case word spell a known one in some order."""
    words = [_plain(word).split("'")[0] for word in _WORD.findall(text)]
    long = [word for word in words if len(word) >= LONG_LETTERS]
    odd = [word for word in long if not knows(word)]
    if len(odd) < max(SCRAMBLED_WORDS, SCRAMBLED_SHARE * len(long)):
        return False
    return sum(map(spells, odd)) >= SCRAMBLED_SHARE * len(odd)


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@cache
def _everyday() -> frozenset[str]:
    return frozenset(map(str, read_table("red_flags/_english.yaml")["words"]))
