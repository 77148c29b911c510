"""Which complaints may a headline state as a fact, and which details belong to exactly them?

Everything here is read from the clause of the finding itself; what needs a guess is left out.
"""

import re
from dataclasses import dataclass

from curbside.clinical.demographics.kin import KIN
from curbside.clinical.findings import Finding, Reading, Status
from curbside.clinical.sentences import split_sentences
from curbside.drafting.headline_kin import kin_words, without_kin
from curbside.drafting.headline_name import name_of
from curbside.drafting.headline_place import degree_of, place_of, time_of
from curbside.knowledge.headline_names import headline_names
from curbside.knowledge.vocabulary import concepts

_KINDS = frozenset({"symptom", "condition"})
# Between these words and the finding nothing is asserted (our own list of English cues).
_UNSURE_BEFORE = re.compile(
    r"\b(?:if|whether|unless|would|could|should|might|may|can|wonder\w*|almost|nearly|used\s+to|as\s+though|like|risk"
    r"|prevent\w*|avoid\w*|cause[sd]?|causing|treat\w*|for|about|against|no|not|never|without|worse\s+than|instead|test\w*"
    r"|check\w*|excluded?|ruled|denie\w*|family\s+history|friend|doctor\s+said|says?|said|told|read|google\w*|every\s+time"
    r"|previous\w*|had|was|were|ago|before|until|stopped|gone|better)\b",
    re.IGNORECASE,
)
# Words that bring the finding back to now although one of the above stands before.
_NOW = re.compile(
    r"\b(?:have\s+had|has\s+had|['’]ve\s+had|having|now|still|since\s+then|have|has|get|got)\b", re.IGNORECASE
)
_OVER = re.compile(
    r"^[^.;!?]{0,40}\b(?:went\s+away|has\s+gone|have\s+gone|is\s+gone|are\s+gone|gone\s+now|resolved|cleared\s+up|stopped|"
    r"settled|years?\s+ago|last\s+(?:year|summer|winter|spring|autumn)|as\s+a\s+child|is\s+(?:fine|normal|ok)|are\s+(?:fine|normal))\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|i['’]m|i['’]ve|im|ive|me|myself|mine)\b|\bmy\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One complaint told as a fact: its name and the details of its own clause, each "" when not said there."""

    finding: Finding
    name: str
    site: str
    side: str
    place: str
    degree: str
    time: str
    sentence: tuple[int, int]


def facts_of(text: str, reading: Reading) -> tuple[Fact, ...]:
    """Sure complaints in order of appearance, each concept once, at its most detailed mention."""
    sentences = [(s.start, s.end) for s in split_sentences(text)]
    best: dict[str, Fact] = {}
    for finding in reading.findings:
        low, high = next(((a, b) for a, b in sentences if a <= finding.start < b), (0, len(text)))
        if not _is_sure(finding, text, (low, high), subject=reading.subject):
            continue
        fact = _fact(finding, text, (low, high))
        known = best.get(finding.concept)
        if fact and (known is None or _details(fact) > _details(known)):
            best[finding.concept] = fact
    return tuple(best.values())


def _details(fact: Fact) -> int:
    return sum(bool(one) for one in (fact.site, fact.time))


def _is_sure(finding: Finding, text: str, sentence: tuple[int, int], *, subject: str) -> bool:
    concept = concepts()[finding.concept]
    if finding.status is not Status.PRESENT or concept.kind not in _KINDS or concept.id in headline_names()["never"]:
        return False
    if concept.id in ("pregnancy", "possible-pregnancy") or "?" in text[finding.end : sentence[1] + 1]:
        return False
    before, after = text[sentence[0] : finding.start], text[finding.end : sentence[1]]
    cues = list(_UNSURE_BEFORE.finditer(before))
    if cues and not _NOW.search(before[cues[-1].end() :]):
        return False
    return not _OVER.match(after) and _is_the_subjects(before, text[sentence[0] : sentence[1]], subject)


def _is_the_subjects(before: str, whole: str, subject: str) -> bool:
    """Does the sentence speak of the person the question is about, and of nobody else?"""
    kin = {KIN[word][0] for word in kin_words(whole)}
    if subject == "self":
        return not kin
    alien = kin - {subject}
    mine = _OWN.search(without_kin(before))
    return not alien and not mine


def _fact(finding: Finding, text: str, sentence: tuple[int, int]) -> Fact | None:
    name = name_of(finding, text)
    if not name:
        return None
    site, side, place = place_of(finding, text, sentence)
    return Fact(finding, name, site, side, place, degree_of(finding, text), time_of(finding, text, sentence), sentence)
