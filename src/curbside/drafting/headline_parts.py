"""Which parts can a headline be made of, each entailed by the question?"""

import re
from dataclasses import dataclass

from curbside.clinical.findings import Reading, Status, read
from curbside.drafting.headline_about import concern_of, event_of, person_of
from curbside.drafting.headline_facts import Fact, facts_of
from curbside.drafting.headline_name import name_of
from curbside.knowledge.headline_names import headline_names
from curbside.knowledge.vocabulary import concepts

# One-word complaints read better behind their site: "right leg weakness".
_BEHIND_SITE = re.compile(
    r"^(?:weakness|numbness|tingling|muscle cramps|stiffness|swelling|itching|pain|paralysis|muscle wasting)$"
)
_BARE = re.compile(r"(?:an?|the|trouble|pain when|thoughts|feeling|passing|leaking)\b")
_AND = re.compile(r"^\s+and\s+(?:(?:an?|some|the|my)\s+)?$", re.IGNORECASE)
_ON_SKIN = frozenset(
    {"rash", "bumps", "mole", "wart", "blister", "skin-colour", "dry-skin", "hives", "acne", "wound", "burn"}
)


@dataclass(frozen=True, slots=True)
class Parts:
    """Plain phrases in lower case (proper names keep theirs), each possibly empty.

    `complaints` are full ("severe left knee pain"); `times` belong to the complaint of the same place, `pair_time`
    to the first two together; `others` are said elsewhere, with their place. `vague` says that the first complaint
    tells little alone.
    """

    complaints: tuple[str, ...]
    times: tuple[str, ...]
    pair_time: str
    vague: bool
    others: tuple[str, ...]
    person: str
    event: str
    concern: str
    further: tuple[str, ...]


def parts_of(text: str) -> Parts:
    """The parts the question `text` says; nothing in them is absent from it."""
    reading = read(text)
    found = facts_of(text, reading)
    facts = _ordered(found)
    return Parts(
        complaints=tuple(_complaint(fact) for fact in facts),
        times=tuple(fact.time for fact in facts),
        pair_time=_pair_time(facts, text),
        vague=not facts or (facts[0].finding.concept in headline_names()["vague"] and not facts[0].site),
        others=tuple(_complaint(fact) for fact in found if fact not in facts[:1] and (fact.site or fact.time)),
        person=person_of(text, reading, (*facts, *found)),
        event=event_of(text, reading, facts),
        concern=concern_of(text, reading),
        further=_further(text, reading),
    )


def _ordered(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Telling complaints before vague ones and diseases; then only what shares the first one's sentence."""
    vague = headline_names()["vague"]
    ranked = sorted(facts, key=lambda f: (f.finding.concept in vague, concepts()[f.finding.concept].kind != "symptom"))
    kept = [one for one in ranked if not _said_better(one, ranked)]
    first = kept[:1]
    near = [one for one in kept[1:] if first and _belongs(one, first[0])]
    return (*first, *near)


def _belongs(one: Fact, first: Fact) -> bool:
    """Does a further complaint stand in the first one's sentence, and is it of its kind?"""
    kinds = {concepts()[fact.finding.concept].kind for fact in (one, first)}
    event = one.finding.concept in headline_names()["events"]
    return one.sentence == first.sentence and one.name != first.name and len(kinds) == 1 and not event


def _pair_time(facts: tuple[Fact, ...], text: str) -> str:
    """The time said of "a fever and a cough since yesterday"."""
    if len(facts) < 2 or facts[0].time == facts[1].time:
        return facts[0].time if facts else ""
    joined = _AND.match(text[facts[0].finding.end : facts[1].finding.start])
    return facts[1].time if joined and not facts[0].time else ""


def _said_better(one: Fact, others: list[Fact]) -> bool:
    """Is a general complaint ("a lump") repeated by a more exact one ("a breast lump")?"""
    word = one.name.rsplit(" ", 1)[-1]
    return any(word in other.name.split() and len(other.name) > len(one.name) for other in others)


def _complaint(fact: Fact) -> str:
    degree = f"{fact.degree} " if fact.degree and not _BARE.match(fact.name) else ""
    side = f"{fact.side} " if fact.side else ""
    if not fact.site:
        return f"{degree}{fact.name}"
    if fact.site in fact.name:
        return degree + fact.name.replace(fact.site, f"{side}{fact.site}", 1)
    if _BEHIND_SITE.match(fact.name) and fact.place in ("in", "of", ""):
        return f"{degree}{side}{fact.site} {fact.name}"
    place = "in" if fact.place in ("of", "at", "") else fact.place
    if place == "in" and fact.finding.concept in _ON_SKIN:
        place = "on"
    return f"{degree}{fact.name} {place} the {side}{fact.site}"


def _further(text: str, reading: Reading) -> tuple[str, ...]:
    """Medicines and tests the question names: true details that tell two alike questions apart."""
    asked = [
        f"asking about {name}"
        for f in reading.findings
        if concepts()[f.concept].kind in ("medicine", "test")
        and f.status is not Status.ABSENT
        and (name := name_of(f, text))
    ]
    return tuple(dict.fromkeys(asked))
