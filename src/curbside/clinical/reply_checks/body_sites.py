"""Which body sites a text names, and on which side."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, any_of, entry, fold

# "upper left arm", "right front tooth": at most two plain words between side and site.
_BETWEEN = (
    r"(?:[\s-]+(?!(?:and|or|side|behind|under|above|below|over|in|on|at|to|from|up|down|through|before|after|of|away"
    r"|now)\b)[a-z]+){0,2}?[\s-]+"
)


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


# The neck of a bone or of a hollow organ is no neck.
_OF_A_BONE = re.compile(
    r"\b(?:femoral|bladder|surgical|talar|radial)\s+neck|\bneck\s+of\s+(?:the\s+|your\s+|her\s+|his\s+)?(?:femur|thigh|womb|bladder|hip|humerus)"
)


def find_sites(text: str) -> Iterator[SiteMention]:
    """Body sites of a folded text in order. "back" as a direction ("come back", "back to") is not one."""
    for hit in _pattern().finditer(text):
        word = re.sub(r"\s+", " ", hit["site"])
        if word == "back" and not hit["side"] and not _is_body_back(text, hit.start("site"), hit.end("site")):
            continue
        if word == "neck" and _OF_A_BONE.search(text, max(0, hit.start("site") - 12), hit.end("site") + 16):
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


def implied_sites(folded: str) -> set[str]:
    """Parts that a complaint means without naming them: heartburn the chest, a cough the chest and the throat."""
    return {site for site, pattern in _implying().items() if pattern.search(folded)}


@cache
def _implying() -> dict[str, re.Pattern[str]]:
    return {str(site): any_of(fold(str(word)) for word in said) for site, said in entry("implied_sites").items()}
