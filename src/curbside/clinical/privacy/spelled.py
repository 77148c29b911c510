"""Which words say a telephone number or an e-mail address aloud: "oh seven nine…", "jo dot elm at mail dot net"."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

_DIGIT = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)"
_SAID = rf"(?:(?:double|triple)\s+)?(?:{_DIGIT}|\d(?!\d))"
# Seven digits or more, said one by one, a figure among them now and then; a pause may stand between groups.
# "One two three" of a count has fewer.
_NUMBER = re.compile(rf"\b(?:plus\s+)?{_SAID}(?:(?:\s|,\s|-|\s[-.]\s){_SAID}){{6,16}}\b", re.IGNORECASE)
_AT = (
    r"(?:\s?[\[({]\s?(?:at|ät|arroba|klammeraffe|chiocciola)\s?[\])}]\s?|\s(?:at|arroba|klammeraffe|chiocciola"
    r"|arobase|snabela)\s|_arroba_|\sat\s)"
)
_DOT = r"(?:\s?[\[({]\s?(?:dot|punkt|punto|point)\s?[\])}]\s?|\s(?:dot|punkt|punto|point|ponto)\s|\.)"
_PART = r"[\w+-]{1,40}"
# The last dot must be said or bracketed, or the "at" must: "at work. Net" is no address.
_EMAIL = re.compile(
    rf"\b(?!(?:me|him|her|us|it|you|am|is|be|or|are|reach|mail|email|address|stay|live|work|was|were|look)\s+at\b)"
    rf"{_PART}(?:(?:{_DOT}|\s(?:underscore|dash"
    rf"|hyphen)\s){_PART}){{0,4}}(?P<at>{_AT}){_PART}(?P<dots>(?:{_DOT}{_PART}){{1,3}})\b",
    re.IGNORECASE,
)
_PLAIN_AT = re.compile(r"\sat\s", re.IGNORECASE)
_WORDS = (
    "arroba",
    "klammeraffe",
    "chiocciola",
    "arobase",
    "dot",
    "punkt",
    "punto",
    "(at",
    "[at",
    "{at",
    "( at",
    "[ at",
)
_DIGIT_WORDS = re.compile(rf"\b{_DIGIT}\b", re.IGNORECASE)


def find_spelled(text: str) -> Iterator[PrivacySpan]:
    """Numbers of seven digits or more said in words, and addresses with their signs said in words."""
    low = text.lower()
    if any(word in low for word in _WORDS):
        for hit in _EMAIL.finditer(text):
            # A plain "at" needs a dot that is said: "look at my.photo" is a slip of the keyboard.
            if _PLAIN_AT.fullmatch(hit["at"]) and "." in hit["dots"]:
                continue
            yield make_span(text, hit.span(), IdentifierType.EMAIL)
    if len(_DIGIT_WORDS.findall(low)) >= 7:
        yield from (make_span(text, hit.span(), IdentifierType.PHONE) for hit in _NUMBER.finditer(text))
