"""Whom does the reply greet, and where?"""

import re
from dataclasses import dataclass

from curbside.clinical.reply_checks.lexicon import alternatives, listed
from curbside.clinical.reply_checks.reading import GREETING_CHARACTERS, ReplyCase

_NAME = r"[A-Z][\w'’-]*(?:[ \t]+[A-Z][\w'’-]*){0,2}|[\u4e00-\u9fff]{1,4}"


@dataclass(frozen=True, slots=True)
class Greeting:
    """Characters [start, end) of the greeting; `title` folded or "", `name` as written or ""."""

    start: int
    end: int
    title: str
    name: str


def find_greeting(case: ReplyCase) -> Greeting | None:
    """The greeting at the start of the reply, or None."""
    head = case.reply.text[:GREETING_CHARACTERS]
    hit = _pattern().match(head) or _han_pattern().match(head)
    if hit is None:
        return None
    parts = hit.groupdict()
    name = (
        parts.get("named") or parts.get("bare") or parts.get("named2") or parts.get("bare2") or parts.get("han") or ""
    )
    title = parts.get("title") or parts.get("title2") or ""
    return Greeting(hit.start(), hit.end(), title.lower().replace("’", "'"), name if _is_name(name) else "")


def _is_name(name: str) -> bool:
    return bool(name) and name.split()[0].lower().replace("’", "'") not in listed("not_names")


def _pattern() -> re.Pattern[str]:
    titles = alternatives(t for t in (*listed("male_titles"), *listed("female_titles"), "mx") if t.isascii())
    greetings = alternatives(listed("greeting_words"))
    address = alternatives(listed("forms_of_address"))
    titled = rf"(?P<title>(?i:{titles}))\b\.?\s*(?P<named>{_NAME})?"
    return re.compile(
        rf"\W*(?:(?i:{greetings})\b[\s,!.:]*)(?:(?i:dear)\s+)?(?:{titled}"
        rf"|(?:again\s+)?(?P<bare>{_NAME})(?=(?:[ \t]+(?:{address}))?\s*[,:!.\n—–]|\s+and\b|\s*$))?"
        rf"|\W*(?:{titled.replace('title', 'title2').replace('named', 'named2')})(?=\s*[,:!\n—–])"
        rf"|\W*(?:To\s+)?(?P<bare2>[A-Z][a-z]+ [A-Z][a-z]+)(?=\s*[,:!\n—–])"
    )


def _han_pattern() -> re.Pattern[str]:
    titles = alternatives(t for t in (*listed("male_titles"), *listed("female_titles")) if not t.isascii())
    return re.compile(
        rf"\W*(?:您好|你好|親愛的)?[，,、:：\s]*(?P<han>[\u4e00-\u9fff]{{0,3}}?|[A-Z]\w{{0,20}}\s?)"
        rf"(?P<title>{titles})(?=\s*[您你好，,、:：!！\n]|$)"
    )
