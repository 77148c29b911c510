"""Which words of a text carry meaning: tokens, Chinese character pairs, content words, why two texts are alike."""

import re
from functools import cache

from snowballstemmer import stemmer

from curbside.retrieval.plain import plain

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CJK_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
# Function words and the courtesies of letters to doctors: they say nothing about what the question is about.
_STOP_WORDS = """
a about above after again all also am an and any are as at be because been before being but by can could did do
does doing don't down during each else ever few for from further get got had has have having he her here hers
him his how i i'm i've if in into is isn't it it's its itself just know like may me might more most much must my
myself of off on once one only or other our out over own please really she should so some still such than thank
thanks that the their them then there these they this those through to too under until up us very was we were
what when where which while who whom why will with would you your yours doctor dr hello hi dear question help
tell want need feel feeling think going been since ago day days week weeks month months year years old
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# Characters of one script without spaces are searched in pairs, as Lucene's CJKBigramFilter does.
_LONGEST_WORD = 40


@cache
def _english_stemmer() -> stemmer:
    return stemmer("english")


@cache
def _stem(word: str) -> str:
    return str(_english_stemmer().stemWord(word))


def character_pairs(run: str) -> list[str]:
    """A run of Chinese characters as overlapping pairs; a single character stays itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def spaced(text: str) -> str:
    """`text` with runs of Chinese characters replaced by their pairs, so that a word tokeniser can index them."""
    return _CJK_RUN.sub(lambda run: f" {' '.join(character_pairs(run.group()))} ", plain(text))


def tokens(text: str) -> list[str]:
    """Lower-case words in order, Chinese as character pairs, words over 40 characters left out."""
    found = _TOKEN.findall(spaced(text).lower().replace("’", "'"))
    return [token for token in found if len(token) <= _LONGEST_WORD]


def content_words(text: str) -> dict[str, str]:
    """Stem → the word as first written, stop words left out, in order of appearance."""
    words: dict[str, str] = {}
    for token in tokens(text):
        if token not in STOP_WORDS and (len(token) > 1 or token.isdigit()):
            words.setdefault(_stem(token), token)
    return words


def shared_words(query: dict[str, str], text: str, *, most: int = 3) -> tuple[str, ...]:
    """Up to `most` content words of the query that the text has too, the longest (most telling) first."""
    others = content_words(text)
    shared = [word for stem, word in query.items() if stem in others and not word.isdigit()]
    return tuple(sorted(shared, key=lambda word: (-len(word), word))[:most])
