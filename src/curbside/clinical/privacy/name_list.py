"""Which capitalised words are names because a list says so, and where such a name ends."""

import re
from collections.abc import Iterator

from curbside.clinical.findings.vocabulary import known_words
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span
from curbside.clinical.privacy.words import is_common
from curbside.knowledge.eponyms import load_eponyms
from curbside.knowledge.names import load_names
from curbside.knowledge.places import load_places

_TOKEN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſ][\w]*(?:['’-][A-ZÀ-ÿa-z][\w]*)*")
_LOWER = re.compile(r"(?<![\w'’@./-])[a-zà-öø-þā-ſ]+(?:['’]s)?(?![\w'’@./-]*[@\d])(?![\w-])")
# Shorter listed names ("ana", "eri") are too often a slip of the keyboard.
_MIN_LOWER = 4
# A short word in capitals with a value or a finding behind it ("AMY 29") is a test.
_MAX_ACRONYM = 4
_VALUE = re.compile(
    r"\s?[:=<>]?\s?\d+(?:[.,]\d+)?\b(?!\s?(?:years?|yrs?|y|yo)\b)|\s(?:borderline|positive|negative|pos|neg|raised|normal|high|low)\b"
)
# "Tomasz W." at the end of a line or letter.
_INITIAL = re.compile(r"\s[A-Z]\.(?=\s*(?:$|[,;\n)]))")
_MONTHS = frozenset(["may", "april", "june", "august", "march"])


def find_listed(text: str) -> Iterator[PrivacySpan]:
    """Capitalised words of the name lists with the capitalised words that go on with them."""
    tokens = list(_TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        word = strip_possessive(token[0])
        follower = tokens[at + 1] if at + 1 < len(tokens) and _adjoins(text, token, tokens[at + 1]) else None
        if is_sure(word) and not is_eponym(text, token) and not _is_acronym(text, token):
            end = _extend(text, tokens, at)
            yield make_span(text, (token.start(), end), IdentifierType.NAME)
        elif follower and word.lower() in load_names().ambiguous and _is_surname(text, follower):
            end = follower.start() + len(strip_possessive(follower[0]))
            yield make_span(text, (token.start(), end), IdentifierType.NAME)


def find_lower(text: str) -> Iterator[PrivacySpan]:
    """Listed names in lower case that are no other word: "yusuf threw up, and maryam too"."""
    for token in _LOWER.finditer(text):
        word = strip_possessive(token[0])
        if len(word) >= _MIN_LOWER and is_sure(word) and not _is_other_word(word) and not is_eponym(text, token):
            yield make_span(text, (token.start(), token.start() + len(word)), IdentifierType.NAME)


def _is_other_word(word: str) -> bool:
    return is_common(word) or word in known_words() or word in load_names().ambiguous or word in load_places().cities


def _is_acronym(text: str, token: re.Match[str]) -> bool:
    """ANA among words in lower case, or with a value behind it, is a blood test; in a text all in capitals it may be a
    name."""
    if token[0].isupper() and len(token[0]) <= _MAX_ACRONYM and _VALUE.match(text, token.end()):
        return True
    around = text[max(0, token.start() - 30) : token.start()] + text[token.end() : token.end() + 30]
    shouted = sum(map(str.isupper, around)) > sum(map(str.islower, around))
    return token[0].isupper() and len(token[0]) <= 4 and not shouted


def _is_surname(text: str, token: re.Match[str]) -> bool:
    return is_listed(strip_possessive(token[0])) and not is_common(token[0]) and not is_eponym(text, token)


def _extend(text: str, tokens: list[re.Match[str]], at: int) -> int:
    end = tokens[at].start() + len(strip_possessive(tokens[at][0]))
    for before, token in zip(tokens[at : at + 3], tokens[at + 1 : at + 4], strict=False):
        name = strip_possessive(token[0])
        if (
            not _adjoins(text, before, token)
            or (is_common(name) and not is_sure(name))
            or name.lower() in _MONTHS
            or token[0].isupper()
        ):
            break
        end = token.start() + len(name)
    initial = _INITIAL.match(text, end)
    return initial.end() if initial else end


def _adjoins(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    gap = text[one.end() : two.start()]
    return (gap == ". " and len(one[0]) == 1) or gap in (" ", " de ", " van ", " al-", " bin ", "-")


def strip_possessive(word: str) -> str:
    """The word without 's."""
    return re.sub(r"['’]s$", "", word)


def is_sure(word: str) -> bool:
    """In a name list and nothing else; both halves of a hyphenated name count."""
    low = strip_possessive(word).lower().replace("’", "'")
    names = load_names().sure
    return low in names or ("-" in low and any(part in names for part in low.split("-")))


def is_listed(word: str) -> bool:
    """In a name list, an everyday word too or not."""
    return is_sure(word) or strip_possessive(word).lower() in load_names().ambiguous


def is_eponym(text: str, token: re.Match[str]) -> bool:
    """Whether the word is a medical eponym or brand, by itself or before its noun."""
    table = load_eponyms()
    low = token[0].lower().replace("’", "'")
    return bool(low in table.words or low.removesuffix("'s") in table.words or table.is_phrase(text, token.start()))
