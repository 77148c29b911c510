"""Which parts can a headline be made of, each entailed by the question?"""

import re
from dataclasses import dataclass

from curbside.clinical.findings import Finding, Reading, Status, read
from curbside.knowledge.vocabulary import concepts

# One-word complaints read better behind their site: "right leg weakness".
_BEHIND_SITE = re.compile(
    r"^(?:weakness|numbness|tingling|cramps|muscle cramps|stiffness|swelling|itching|pain|paralysis)$"
)
_ON_SKIN = frozenset(
    {"rash", "itching", "bumps", "mole", "wart", "blister", "skin-colour", "dry-skin", "hives", "acne", "wound", "burn"}
)
# Said last, if nothing better is said: they tell little alone.
_VAGUE = frozenset({"pain", "swelling", "malaise", "infection", "working", "stress", "period", "phlegm", "sleeping"})
_EVENTS = frozenset(
    {"cold", "flu", "covid", "fall", "injury", "surgery", "concussion", "birth", "insect-bite", "tick-bite",
     "animal-bite", "vaccination"}
)  # fmt: skip
_HAPPENED = re.compile(
    r"\b(?:had|after|was|were|got|caught|since|from|following|recently)\b[^.!?]{0,18}$|\bfell\b", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:need|require|should|before|want|going\s+to|scheduled|upcoming|if)\b[^.!?]{0,25}$", re.IGNORECASE
)
_PERSONAL = re.compile(r"\b(?:my|our|his|her|their|your|i|me|we|he|she)\b|\d", re.IGNORECASE)
_LONGEST_NAME = 40
_NEAR = re.compile(r"^[^.,;!?]{0,12}\bnear\b", re.IGNORECASE)
_ABOUT = {"child": "in a child", "parent": "in a parent", "partner": "in a partner", "other": "in someone else"}


@dataclass(frozen=True, slots=True)
class Parts:
    """Plain phrases in lower case (proper names keep theirs), each possibly empty."""

    complaints: tuple[str, ...]
    person: str
    event: str
    time: str
    concern: str
    further: tuple[str, ...]


def parts_of(text: str) -> Parts:
    """The parts the question `text` says; nothing in them is absent from it."""
    reading = read(text)
    now = [finding for finding in _present(reading) if _name(finding)]
    feared = [_name(f) for f in reading.findings if f.status is Status.FEARED and _name(f)]
    times = [f for f in now[:1] if f.duration or f.onset]
    return Parts(
        complaints=tuple(_complaint(finding, text) for finding in now),
        person=_person(reading),
        event=next((f"after {f.label}" for f in reading.findings if _is_event(f, text)), ""),
        time=_time(times[0]) if times else "",
        concern=f"worried about {feared[0]}" if feared else "",
        further=_further(reading),
    )


def _present(reading: Reading) -> list[Finding]:
    """Complaints and diseases the person has, each once, vague ones last."""
    feared = {concern.concept for concern in reading.concerns}
    kinds = {"symptom": 0, "function": 0, "condition": 1}
    found: dict[str, Finding] = {}
    for finding in reading.findings:
        kind = concepts()[finding.concept].kind
        told = finding.status is Status.PRESENT and kind in kinds and finding.concept not in feared | {"pregnancy"}
        if told and (finding.concept not in found or (finding.site and not found[finding.concept].site)):
            found[finding.concept] = finding
    if len(found) > 1:
        found = {one: finding for one, finding in found.items() if not _said_better(one, found)}
    rank = {one: (one in _VAGUE, kinds[concepts()[one].kind]) for one in found}
    return [found[one] for one in sorted(found, key=rank.__getitem__)]


def _said_better(one: str, found: dict[str, Finding]) -> bool:
    """Is a general complaint ("a lump") repeated by a more exact one ("a breast lump")?"""
    word = found[one].label.rsplit(" ", 1)[-1]
    return any(word in other.label.split() and len(other.label) > len(found[one].label) for other in found.values())


def _name(finding: Finding) -> str:
    """The concept's label, or the asker's own words where it would say something else; "" if personal."""
    concept = concepts()[finding.concept]
    if not concept.wide and concept.kind != "medicine":
        return concept.label
    said = " ".join(finding.text.split())
    if _PERSONAL.search(said) or len(said) > _LONGEST_NAME:
        return ""
    return said if said.isupper() and len(said) <= 5 else said.lower()


def _complaint(finding: Finding, text: str) -> str:
    label, site = _name(finding), finding.site
    bare = not re.match(r"(?:an?|the|trouble|pain when|thoughts|feeling|passing|leaking)\b", label)
    degree = f"{finding.severity} " if finding.severity in ("mild", "severe") and bare else ""
    side = f"{finding.side} " if finding.side in ("left", "right") else ""
    if site is None:
        return f"{degree}{label}"
    if site == "whole body":
        return f"{degree}{label} all over the body"
    if site in label:
        return degree + label.replace(site, f"{side}{site}", 1)
    if _BEHIND_SITE.match(label):
        return f"{degree}{side}{site} {label}"
    if not concepts()[finding.concept].placed:
        return f"{degree}{label}"
    place = (
        "near" if _NEAR.match(text[finding.end : finding.end + 24]) else "on" if finding.concept in _ON_SKIN else "in"
    )
    return f"{degree}{label} {place} the {side}{site}"


def _person(reading: Reading) -> str:
    pregnant = any(f.concept == "pregnancy" and f.status is Status.PRESENT for f in reading.findings)
    return "during pregnancy" if pregnant else _ABOUT.get(reading.subject, "")


def _is_event(finding: Finding, text: str) -> bool:
    """Something that happened, not something planned or asked about."""
    if finding.concept not in _EVENTS or finding.status not in (Status.PAST, Status.PRESENT):
        return False
    before = text[max(0, finding.start - 40) : finding.start]
    fell = finding.concept == "fall" and finding.text.lower() in ("fell", "fell down", "tripped")
    return not _TO_COME.search(before) and (
        fell or finding.status is Status.PAST or _HAPPENED.search(before) is not None
    )


def _time(finding: Finding) -> str:
    if finding.duration:
        said = finding.duration.lower()
        return f"for the {said}" if said.startswith(("past", "last")) else f"for {said.removesuffix(' now')}"
    said = (finding.onset or "").lower()
    return said if said.startswith("since") else f"starting {said}"


def _further(reading: Reading) -> tuple[str, ...]:
    """Details that tell two alike questions apart: what still works, what was denied, medicines, tests, relatives."""
    kept = [f"no {f.label}" for f in reading.findings if f.preserved and f.label.startswith("trouble")]
    denied = [
        f"no {f.label}"
        for f in reading.findings
        if f.status is Status.ABSENT and not f.preserved and " " not in f.label
    ]
    asked = [
        f"asking about {_name(f)}"
        for f in reading.findings
        if concepts()[f.concept].kind in ("medicine", "test") and f.status is not Status.ABSENT and _name(f)
    ]
    family = [f"family history of {_name(f)}" for f in reading.findings if f.status is Status.FAMILY and _name(f)]
    return tuple(dict.fromkeys((*asked, *kept, *denied, *family)))
