"""Whom is the question about, what came before the complaint, and what is feared?"""

import re

from curbside.clinical.demographics.kin import KIN
from curbside.clinical.findings import Finding, Reading, Status
from curbside.clinical.sentences import split_sentences
from curbside.drafting.headline_facts import Fact
from curbside.drafting.headline_kin import kin_words
from curbside.drafting.headline_name import name_of
from curbside.knowledge.headline_names import headline_names
from curbside.knowledge.vocabulary import concepts

_CUE = r"(?:after|since|following|due\s+to|ever\s+since)"
_EVENT_BEFORE = re.compile(
    rf"\b{_CUE}\s+(?:(?:i|he|she|having|a|an|the|my|his|her|had|got|catching|bad|recent|this|with)\s+){{0,4}}$",
    re.IGNORECASE,
)
_BAD_EVENT = re.compile(r"\b(?:if|can|could|should|will|before|no|not|without)\b", re.IGNORECASE)
_FEAR = re.compile(
    r"\b(?:worr(?:y|ied|ying|ies)|afraid|scared|terrified|fear(?:s|ing|ed)?|frightened|anxious|concerned)\b",
    re.IGNORECASE,
)
_UNAFRAID = re.compile(r"\b(?:not|no|never|n['’]t|without|less)\b[^.;]{0,20}$", re.IGNORECASE)
_PREGNANT = re.compile(
    r"\b(?:i\s+am|i['’]m|im|am)\s+(?:now\s+|currently\s+|about\s+|around\s+|nearly\s+)?(?:[\w.]+[\s-]+(?:weeks?|months?)\s+)?pregnant\b"
    r"|\b\d{1,2}\s*(?:weeks?|wks?|months?)\s+pregnant\b",
    re.IGNORECASE,
)
_GROUPS = {
    "newborn": "in a newborn", "baby": "in a baby", "infant": "in a baby", "toddler": "in a toddler",
    "teenager": "in a teenager", "teen": "in a teenager", "father": "in a father", "dad": "in a father",
    "mother": "in a mother", "mum": "in a mother", "mom": "in a mother", "husband": "in a husband",
    "wife": "in a wife", "grandmother": "in a grandmother", "grandfather": "in a grandfather",
    "brother": "in a brother", "sister": "in a sister",
}  # fmt: skip
_ABOUT = {"child": "in a child", "parent": "in a parent", "partner": "in a partner", "other": "in someone else"}
_ADULT_YEARS = 18


def person_of(text: str, reading: Reading, facts: tuple[Fact, ...]) -> str:
    if not facts:
        return ""
    if reading.subject == "self":
        found = _PREGNANT.search(text)
        if found is None or _UNAFRAID.search(text[max(0, found.start() - 30) : found.start()]):
            return ""
        return "" if "?" in text[found.end() : found.end() + 80].split(".")[0] else "during pregnancy"
    told = (text[low:high] for low, high in dict.fromkeys(fact.sentence for fact in facts))
    words = [word for part in told for word in kin_words(part) if KIN[word][0] == reading.subject]
    if not words or (reading.subject == "child" and (reading.age_years or 0) >= _ADULT_YEARS):
        return ""
    return next((_GROUPS[word] for word in words if word in _GROUPS), _ABOUT.get(reading.subject, ""))


def event_of(text: str, reading: Reading, facts: tuple[Fact, ...]) -> str:
    """ "after a cold", said in the first complaint's sentence behind a word of time or cause."""
    if not facts:
        return ""
    low, high = facts[0].sentence
    for finding in reading.findings:
        if finding.concept in headline_names()["events"] and low <= finding.start and finding.end <= high:
            before = text[low : finding.start]
            happened = finding.status in (Status.PAST, Status.PRESENT)
            if happened and _EVENT_BEFORE.search(before) and not _BAD_EVENT.search(before[-60:]):
                return f"after {finding.label}" if _labelled(finding, text) else ""
    return ""


def _labelled(finding: Finding, text: str) -> bool:
    return finding.concept in ("cold", "flu", "covid", "fall", "birth", "vaccination") or bool(name_of(finding, text))


def concern_of(text: str, reading: Reading) -> str:
    """ "worried about X" where a word of fear stands before X in its sentence."""
    for sentence in split_sentences(text):
        for finding in reading.findings:
            if finding.status is Status.FEARED and sentence.start <= finding.start < sentence.end:
                before = text[sentence.start : finding.start]
                cues = list(_FEAR.finditer(before))
                if cues and not _UNAFRAID.search(before[: cues[-1].start()]) and not kin_words(before):
                    name = _feared(finding)
                    if name:
                        return f"worried about {name}"
    return ""


def _feared(finding: Finding) -> str:
    concept, said = concepts()[finding.concept], " ".join(finding.text.split())
    if concept.id in headline_names()["never"] or len(said) > 40:
        return ""
    if concept.wide:
        return said if said.isupper() and len(said) <= 5 else said.lower()
    return concept.label
