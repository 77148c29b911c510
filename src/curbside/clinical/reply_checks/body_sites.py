"""Which body sites a text names, and on which side."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, entry, fold

# "upper left arm", "right front tooth": at most two plain words between side and site.
_BETWEEN = r"(?:[\s-]+(?!and\b|or\b|side\b)[a-z]+){0,2}?[\s-]+"


@dataclass(frozen=True, slots=True)
class SiteMention:
    """Folded characters [start, end); `side` is left, right, both or ""."""

    start: int
    end: int
    site: str
    side: str


@cache
def site_words() -> Mapping[str, str]:
    """Folded word → region id of knowledge/reply_checks.yaml."""
    return {fold(str(word)): site for site, listed in entry("sites").items() for word in listed}


@cache
def _pattern() -> re.Pattern[str]:
    site = alternatives(site_words())
    return re.compile(
        r"(?<![a-z-])(?:(?P<side>left|right|both)(?:-sided|-side|\s+sides?\s+of\s+(?:my|your|the|his|her"
        rf"|their))?{_BETWEEN})?"
        rf"(?P<site>{site})(?![a-z-])(?:\s+(?:is\s+)?(?:on|at)\s+(?:the|my|your|his|her)\s+(?P<after>left|right))?"
    )


def find_sites(text: str) -> Iterator[SiteMention]:
    """Body sites of a folded text in order. "back" as a direction ("come back", "back to") is not one."""
    for hit in _pattern().finditer(text):
        word = re.sub(r"\s+", " ", hit["site"])
        if word == "back" and not hit["side"] and not _is_body_back(text, hit.start("site"), hit.end("site")):
            continue
        yield SiteMention(hit.start(), hit.end(), site_words()[word], hit["side"] or hit["after"] or "")


def _is_body_back(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 14) : start]
    return bool(re.search(r"(?:\b(?:my|your|the|his|her|lower|upper|mid)\s+)$", before)) or bool(
        re.match(r"\s+(?:pain|ache|injury|spasm|muscle)", text[end : end + 10])
    )


@cache
def are_near(one: str, other: str) -> bool:
    """May the two regions stand for each other?"""
    pairs = {frozenset(pair) for pair in entry("near_sites")}
    return one == other or frozenset((one, other)) in pairs
