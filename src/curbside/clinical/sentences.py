"""Where does each sentence of a text start and end?"""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as written: `text` is the slice [start, end) of the whole text, in characters."""

    text: str
    start: int
    end: int


# Never the last word of a sentence: a name or a number follows. Common English abbreviations (our own list).
_ALWAYS_OPEN = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "drs",
        "prof",
        "rev",
        "st",
        "sr",
        "jr",
        "vs",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "cf",
        "approx",
        "fig",
        "dept",
        "ave",
    }
)
# May end a sentence: they do only when the next word starts with a capital.
_SOMETIMES_OPEN = frozenset(
    {
        "a.m",
        "p.m",
        "am",
        "pm",
        "etc",
        "u.s",
        "u.k",
        "ph.d",
        "m.d",
        "b.i.d",
        "t.i.d",
        "q.d",
        "no",
        "mg",
        "ml",
        "kg",
        "cm",
        "mm",
        "lb",
        "lbs",
        "oz",
        "hr",
        "hrs",
        "min",
        "mins",
        "sec",
        "wk",
        "wks",
        "yr",
        "yrs",
        "mo",
        "temp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "tab",
        "tabs",
        "cap",
        "caps",
        "inj",
    }
)
# What begins a sentence of its own behind a question mark set too late ("pain ?can you help").
_ASKING = re.compile(
    r"(?:can|could|is|are|do|does|did|what|why|how|who|when|where|which|should|will|would|has|have|i|my|me|we|it|its|he"
    r"|she|they|this|that|the|an?|any|and|or|but|so|if|no|yes|not|please|thanks?|am|was|were|may|might|shall|im|ive)\b",
    re.IGNORECASE,
)
_CLOSERS = "\"'”’)]}」』）】》"
_BOUNDARY = re.compile(r"[\r\n\u2028\u2029]+|[.!?…]+|[。！？]+")
_WORD_BEFORE_CHARS = 12
# A line of some length that ends within a sentence, and one in lower case behind it: mail programs and editors break
# lines so. Short lines may be a list.
_WRAP = re.compile(r"(?<=[^\n]{30}[a-z,;])[ \t]*\n(?=[a-z(])")


@lru_cache(maxsize=4)  # several readers of one question follow each other
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences of `text` in order, without surrounding white space.

    Newlines always end one, abbreviations never do. Blank text gives an empty tuple. Linear time.
    """
    found: list[Sentence] = []
    start = 0
    for mark in _BOUNDARY.finditer(text):
        if mark.end() <= start or not _ends_sentence(text, mark.start(), mark.end()):
            continue
        end = _past_closers(text, mark.end())
        _append_trimmed(found, text, start, end)
        start = end
    _append_trimmed(found, text, start, len(text))
    return tuple(found)


def unwrapped(text: str) -> str:
    """`text`, same length, with line breaks inside a sentence made blanks, for letters; what patients write in short
    lines stays."""
    return _WRAP.sub(lambda hit: " " * len(hit[0]), text)


def _past_closers(text: str, end: int) -> int:
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    return end


def _append_trimmed(found: list[Sentence], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Sentence(text[start:end], start, end))


def _ends_sentence(text: str, start: int, end: int) -> bool:
    mark = text[start]
    if mark in "\r\n\u2028\u2029。！？":
        return True
    if mark == "?" and _is_query(text, start, end):
        return False
    after = _past_closers(text, end)
    glued = mark == "." and after < len(text) and not text[after].isspace()
    if glued and not _glued_capital(text, start, after):
        return False
    if mark != "." or end - start > 1:
        return True
    return not _is_abbreviation(text, start, after)


def _is_query(text: str, start: int, end: int) -> bool:
    """Is this a doctor's "?DVT", a query before a word, and not "pain ?can you help"?"""
    before = text[start - 1] if start else " "
    if not (before.isspace() or before in "(,;:") or not text[end : end + 1].isalpha():
        return False
    return _ASKING.match(text, end) is None


def _glued_capital(text: str, start: int, after: int) -> bool:
    """Is this a missing space between sentences, as in "it hurts.My arm"? Not "U.K", "Ph.D" or "3.5"."""
    return start >= 3 and text[start - 3 : start].islower() and text[after].isupper()


def _is_abbreviation(text: str, start: int, after: int) -> bool:
    word = _word_before(text, start)
    rest = text[after : after + 8].lstrip()
    if not rest:
        return False
    if word in _ALWAYS_OPEN or _is_initial(text, start):
        return True
    return word in _SOMETIMES_OPEN and not rest[0].isupper()


def _word_before(text: str, start: int) -> str:
    chunk = text[max(0, start - _WORD_BEFORE_CHARS) : start]
    words = chunk.split()
    return words[-1].lstrip("([\"'“‘").lower() if words and not chunk[-1].isspace() else ""


def _is_initial(text: str, start: int) -> bool:
    """A lone capital before a point, as in "J. Smith"; "I" ends more sentences than names."""
    if start < 1 or not text[start - 1].isupper() or text[start - 1] == "I":
        return False
    return start == 1 or text[start - 2].isspace() or text[start - 2] == "."
