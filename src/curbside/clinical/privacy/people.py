"""Which placeholder each person of a text gets, and where a role word ("my husband") already says enough."""

import re
from collections.abc import Iterable

from curbside.clinical.privacy.name_cues import KIN
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan
from curbside.knowledge.names import load_names

_ORDER = ("[name]", "[second name]", "[third name]", "[fourth name]")
_MORE = "[another name]"
_ROLE_BEFORE = re.compile(
    rf"\b(?:my|our|his|her|their|your|the|and|a)\s(?:(?!and\b)[\w]+[\s-]){{0,2}}?(?:{KIN}|(?:step|grand|god|half-)"
    rf"(?:son|daughter|mother|father|mum|mom|dad|sister|brother|child)|husband-to-be|ex)(?P<gap>,?\s|\s?\()$",
    re.IGNORECASE,
)
_ROLES = frozenset(["[name]", "the doctor", "The doctor", "the nurse", "The nurse"])
_WORD = re.compile(r"[^\W\d_]{2,}")
_REACH = 60


def settle_people(text: str, spans: Iterable[PrivacySpan]) -> tuple[PrivacySpan, ...]:
    """`spans` with names behind a role word dropped and the others told apart: [name], [second name], ...

    Names that share a word ("Anna Novak", "Anna") or, in Chinese, the family name are one person's.
    """
    people: list[set[str]] = []
    settled: list[PrivacySpan] = []
    for span in spans:
        if span.type is not IdentifierType.NAME or span.replacement not in _ROLES:
            settled.append(span)
            continue
        dropped = _drop(text, span, settled[-1].end if settled else 0)
        settled.append(dropped or _number(span, people))
    return tuple(settled)


def _drop(text: str, span: PrivacySpan, floor: int) -> PrivacySpan | None:
    """The name with the space, comma or brackets that bind it to the role word before it."""
    role = _ROLE_BEFORE.search(text[max(0, floor, span.start - _REACH) : span.start])
    if role is None:
        return None
    start, end = span.start - len(role["gap"]), span.end
    if "(" in role["gap"]:
        if text[end : end + 1] != ")":
            return None
        end += 1
    elif "," in role["gap"] and re.match(r",\s(?!\d)", text[end : end + 3]):
        end += 1
    return PrivacySpan(start, end, span.type, text[start:end], "", span.must)


def _number(span: PrivacySpan, people: list[set[str]]) -> PrivacySpan:
    if span.replacement != "[name]":
        return span
    keys = _keys(span.text)
    at = next((at for at, person in enumerate(people) if keys & person), len(people))
    if at == len(people):
        people.append(set())
    people[at] |= keys
    words = _ORDER[at] if at < len(_ORDER) else _MORE
    return PrivacySpan(span.start, span.end, span.type, span.text, words, span.must)


def _keys(name: str) -> set[str]:
    keys = {word for word in _WORD.findall(name.lower()) if word not in load_names().titles} or {name.lower()}
    return {word[0] if "\u4e00" <= word[0] <= "\u9fff" else word for word in keys}
