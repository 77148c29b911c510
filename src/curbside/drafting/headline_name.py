"""What may a finding be called in a headline?"""

import re

from curbside.clinical.findings import Finding
from curbside.drafting.terms import content_stems
from curbside.knowledge.headline_names import headline_names
from curbside.knowledge.vocabulary import concepts

_FILLERS = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "his",
        "her",
        "their",
        "our",
        "is",
        "are",
        "was",
        "been",
        "being",
        "be",
        "has",
        "have",
        "had",
        "keep",
        "keeps",
        "very",
        "so",
        "really",
        "both",
        "left",
        "right",
        "in",
        "on",
        "of",
        "at",
        "to",
        "and",
        "or",
        "when",
        "i",
        "get",
        "gets",
        "getting",
        "feel",
        "feels",
        "feeling",
        "quite",
        "some",
        "it",
        "its",
        "this",
        "that",
        "with",
        "when",
    ]
)
_STRANGER = frozenset({"i", "when", "and", "or", "to", "with", "it", "this", "that"})
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_HAS = re.compile(
    r"\b(?:have|has|having|got|diagnosed\s+with|suffer\w*\s+(?:from|with))\s+(?:an?\s+|some\s+)?"
    r"(?:(?:itchy|red|small|new|painful|strange|dry|scaly|hard|soft|sore|bad)\s+)?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^\s*(?:[.,;:!?)]|$|\b(?:and|but|for|since|in|on|of|after|with|that|which|now|again|or)\b)", re.IGNORECASE
)
_PERSONAL = re.compile(r"\b(?:my|our|his|her|their|your|i|me|we|he|she)\b|\d", re.IGNORECASE)
_LONGEST_NAME = 40


def name_of(finding: Finding, text: str) -> str:
    """The concept's label where the asker's words carry it, else their own words where they name it; "" otherwise."""
    concept, said = concepts()[finding.concept], " ".join(finding.text.split())
    if not _is_tight(finding):
        return ""
    if concept.wide or concept.kind == "medicine":
        plain = said if said.isupper() and len(said) <= 5 else said.lower()
        ends = _ENDS.match(text[finding.end : finding.end + 24])
        named = concept.kind in ("medicine", "test") or (
            ends and _HAS.search(text[max(0, finding.start - 40) : finding.start])
        )
        return plain if named and not _PERSONAL.search(said) and len(said) <= _LONGEST_NAME else ""
    licensed = content_stems(concept.label) <= content_stems(said) | content_stems(finding.site or "")
    return concept.label if licensed or concept.id in headline_names()["exact"] or concept.site else ""


def _is_tight(finding: Finding) -> bool:
    """No stranger stands between the words that made the mention ("periods so painful I miss" is no missed period)."""
    words = _WORD.findall(finding.text.lower())
    inner = words[1:-1]
    return (len(words) <= 3 and not _STRANGER & set(inner)) or all(w in _FILLERS - _STRANGER for w in inner)
