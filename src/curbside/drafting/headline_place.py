"""Which site, side, degree and time belong to exactly one finding, in its own clause?"""

import re
from functools import lru_cache

from curbside.clinical.findings import Finding
from curbside.clinical.findings.time import TimeSaid, times_said
from curbside.clinical.findings.vocabulary import read_words, site_matcher
from curbside.drafting.terms import content_stems
from curbside.knowledge.vocabulary import concepts, sites

# More sites or times than any real sentence names; bounds the time a hostile one can take.
_MOST = 40
_TO_SITE = re.compile(
    r"^\s*(?:,\s*)?(?P<place>in|on|of|around|near|above|below|behind|under|at)\s+(?:both\s+of\s+)?(?:my|the|his|her|their|our|one|a)?\s*"
    r"(?P<side>left|right|both)?\s*(?:(?:upper|lower|inner|outer|side\s+of\s+(?:my|the))\s+)?$",
    re.IGNORECASE,
)
_FROM_SITE = re.compile(
    r"^\s*(?:(?:is|are|feels?|has\s+been|have\s+been|keeps?|gets?|goes|go|has|have)\s+)?(?:(?:very|so|really|always|a\s+bit)\s+)?$",
    re.IGNORECASE,
)
_SIDE_BEFORE = re.compile(r"\b(left|right|both)\s+$", re.IGNORECASE)
_SEVERE_BEFORE = re.compile(
    r"\b(?P<mild>mild|slight)\s+(?:(?:left|right)\s+)?$|\b(?P<severe>severe|terrible|awful|excruciating|unbearable|intense)\s+(?:(?:left|right)\s+)?$",
    re.IGNORECASE,
)
_TO_TIME = re.compile(
    r"^(?:\s+[\w'’]+){0,6}\s*$",
)
_AFTER_EVENT = re.compile(r"^\s+(?:after|since)\s+(?:an?\s+|the\s+|my\s+|having\s+)?[\w-]+\s*$", re.IGNORECASE)
_NO_TIME = re.compile(
    r"\b(?:and|but|after|before|which|then|when|while|because|until|vegan|old|taking|took|take|on)\b", re.IGNORECASE
)


def place_of(finding: Finding, text: str, sentence: tuple[int, int]) -> tuple[str, str, str]:
    """(site, side, preposition) said inside the finding or right beside it."""
    concept = concepts()[finding.concept]
    if not (concept.placed or concept.site):
        return "", "", ""
    inside = concept.site is not None
    for site_id, start, end in _sites_in(text, sentence):
        label = sites()[site_id].label
        if finding.start <= start and end <= finding.end:
            side = _SIDE_BEFORE.search(text[max(sentence[0], start - 8) : start])
            return label, _one_side(side), "in"
        if inside or site_id in ("muscle", "bone", "joint", "whole-body", "hair"):
            continue
        if not content_stems(label) <= content_stems(text[start:end]):
            label = text[start:end].lower()
        if start >= finding.end and (joint := _TO_SITE.match(text[finding.end : start])):
            return label, _sided(joint.group("side")), joint.group("place").lower()
        if end <= finding.start and _FROM_SITE.match(text[end : finding.start]):
            side = _SIDE_BEFORE.search(text[max(sentence[0], start - 8) : start])
            return label, _one_side(side), "in"
    side = _SIDE_BEFORE.search(text[max(sentence[0], finding.start - 8) : finding.start]) if inside else None
    return (sites()[concept.site].label, _one_side(side), "in") if concept.site else ("", "", "")


@lru_cache(maxsize=8)
def _sites_in(text: str, sentence: tuple[int, int]) -> tuple[tuple[str, int, int], ...]:
    low, high = sentence
    found = site_matcher().mentions(read_words(text[low:high]))[:_MOST]
    return tuple((mention.id, mention.start + low, mention.end + low) for mention in found)


@lru_cache(maxsize=8)
def _times_in(text: str, sentence: tuple[int, int]) -> tuple[TimeSaid, ...]:
    return times_said(text[sentence[0] : sentence[1]])[:_MOST]


def _one_side(match: re.Match[str] | None) -> str:
    return _sided(match.group(1)) if match else ""


def _sided(said: str | None) -> str:
    return said.lower() if said and said.lower() in ("left", "right") else ""


def degree_of(finding: Finding, text: str) -> str:
    found = _SEVERE_BEFORE.search(text[max(0, finding.start - 24) : finding.start])
    if not found:
        return ""
    return "mild" if found.group("mild") else "severe"


def time_of(finding: Finding, text: str, sentence: tuple[int, int]) -> str:
    """ "for 3 days" or "since yesterday", when only a few joining words stand between it and the finding."""
    for time in _times_in(text, sentence):
        start = time.start + sentence[0]
        between = text[finding.end : start]
        loose = not _TO_TIME.match(between) or (_NO_TIME.search(between) and not _AFTER_EVENT.match(between))
        if start < finding.end or loose:
            continue
        said = time.said.lower()
        if time.kind == "onset":
            return said if said.startswith("since") else ""
        return f"for the {said}" if said.startswith(("past", "last")) else f"for {said.removesuffix(' now')}"
    return ""
