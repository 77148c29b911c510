"""Which sentences with a source explain which points of the reply?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from curbside.clinical.context import folded
from curbside.drafting.conflicts import find_conflict
from curbside.drafting.evidence import Passage, word_passage
from curbside.drafting.lists import heads, narrowed
from curbside.drafting.mentions import DENIAL, asserted_parts
from curbside.drafting.named_points import named_in_point
from curbside.drafting.near_words import near_words, signs_named
from curbside.drafting.person import Person, fits_person, may_concern
from curbside.drafting.points import Point, PointKind, kinds_of
from curbside.drafting.terms import content_stems, meanings, stems
from curbside.drafting.topic_index import idf, topic_name_stems
from curbside.drafting.topic_names import find_mentions
from curbside.drafting.worded import named_words
from curbside.drafting.wording import standing
from curbside.knowledge.topics import topics

# Shares of a claim's idf-weight, its topic's name left out, that the point must say too, by section; tuned on the
# thirty tuning replies. Tests and advice stand only where the doctor gave them.
_MIN_SHARE = {"summary": 0.5, "causes": 0.3, "checks": 0.35, "self_care": 0.45}
_KIND_OF_SECTION: dict[str, PointKind] = {"checks": "test", "self_care": "action"}
# A claim half of which the reply denies is left out. One whose every cause the doctor named needs little more.
_MIN_DENIED, _MIN_ALL_HEADS = 0.5, 0.12
# Of what a piece of advice says to do, before its "and", its reason or its manner, nearly all must be the doctor's.
_MIN_DEED = 0.7
_DEED = re.compile(r",|;|:| and | so that | as (?=\w+ (?:is|are|can|may))| of the ")
# Of advice that opens with a verb the doctor did not use, more must be said; a finding of fewer words says nothing.
_MIN_OTHER_VERB, _MIN_WORDS = 0.6, 6
# A stem as rare as this among the topics says something; "pain" and "common" do not. In nats of idf. A plain word
# speaks to another sentence of the reply by a rarer one.
_TELLING, _TELLING_ELSEWHERE = 1.0, 1.4
# Words that only join a cause to what it does.
_LIGHT = meanings("lack level set bring add cause lead start raise trigger likely risk play part reason common worse")
# "A cold is an infection of nose and throat": says what a thing is. "Back pain is common" does not.
_DEFINITION = re.compile(
    r"^(?:an?\s+|the\s+|in\s+(?:an?\s+)?)?(?P<subject>[^,;:]{2,60}?)(?:,[^,]+,)?"
    r"\s+(?:is|are|means?|makes?|comes? (?:when|from)|fills? up|calms?|kills?|happens? when|feels? like)"
    r"\s+(?!common|very|normal|mostly|not|often|most|easy|usually|short)"
)
# Words that name nothing by themselves in the subject of a definition.
_LOOSE_WORDS = content_stems("disease illness attack problem medical word type chronic small common")
_MIN_INSIDE = 6
_EFFECT = re.compile(
    r"\b(?:causes?|lead to|leads to|brings? on"
    r"|side effects?(?: such as| are| is| like)?)\s+(?:\w+\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text` for a page and the passage it is from. `said`: (number of a point, stem) for each telling word of a point
    that it speaks of. `order` keeps what a thing is before how it bears on the complaint. `is_sign`: it says why a
    warning sign matters. `named`: the numbers of the points that name what it explains."""

    text: str
    passage: Passage
    said: frozenset[tuple[int, str]]
    order: int
    is_sign: bool = False
    named: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Told:
    """A point with its meanings: `whole`, and `asserted` without what it denies."""

    point: Point
    whole: frozenset[str]
    asserted: frozenset[str]
    denies: bool
    kinds: frozenset[PointKind]


def find_candidates(
    points: Sequence[Point],
    claims: Sequence[Passage],
    *,
    about: frozenset[str],
    incidental: frozenset[str],
    person: Person,
    case: str,
) -> tuple[Candidate, ...]:
    """What each thing a point names is, and how it bears on the complaint.

    `claims` are topic passages, `about` the slugs of the topics the question is about, `incidental` of those it
    names in passing; `case` is the text of question and reply.
    """
    told = [_told(point) for point in points if point.kind != "warning"]
    warned = [_told(point) for point in points if point.kind == "warning"]
    stems_of_case = frozenset(stems(case))
    usable = [claim for claim in claims if claim.section in _MIN_SHARE]
    named = {one.point.number: named_in_point(one.point) for one in told}
    spoken = {slug for slugs in named.values() for slug in slugs}
    found: dict[str, Candidate] = {}
    _join(found, (c for c in _worded(told, warned, stems_of_case) if may_concern(c.text, person)))
    _join(found, (c for c in _signs(warned, stems_of_case) if may_concern(c.text, person)))
    for one in told:
        explained = [s for s in named[one.point.number][:3] if s in about or _explains(s, one.point, incidental)]
        _join(found, (c for c in _defined(one, explained, usable) if fits_person(c.text, person)))
    asserted = frozenset[str]().union(*(one.asserted for one in told))
    for claim in usable:
        # A disease the asker fears is explained only when the doctor speaks of it.
        if claim.ref in about and (claim.ref in spoken or not topics()[claim.ref].alarming):
            text = narrowed(standing(claim), asserted)
            if fits_person(text, person):
                _join(found, _bearing(text, claim, told))
    return tuple(found.values())


def telling_weight(stem: str) -> float:
    """How much a stem says, in nats; 0 for a word that many topics use."""
    weight = idf(stem)
    return weight if weight >= _TELLING else 0.0


def _told(point: Point) -> _Told:
    asserted = meanings(asserted_parts(point.text))
    denies = bool(DENIAL.search(folded(point.text)))
    return _Told(point, meanings(point.text), asserted, denies, kinds_of(point.text))


def _join(found: dict[str, Candidate], candidates: Iterator[Candidate]) -> None:
    for new in candidates:
        old = found.get(new.text)
        found[new.text] = new if old is None else replace(old, said=old.said | new.said, named=old.named | new.named)


def _worded(told: Sequence[_Told], warned: Sequence[_Told], case: frozenset[str]) -> Iterator[Candidate]:
    """Plain words for what a point names, with all that they say of this point and the others."""
    for one in (*told, *warned):
        for word, names in (*named_words(one.point, case), *near_words(one.point, case)):
            # Of a warning only what it names is explained: "you lose weight" is a sign there, no advice.
            if one.point.kind == "warning" and word.kind == "action":
                continue
            if find_conflict(word.text, one.point.text):
                continue
            said = {(one.point.number, stem) for stem in names}
            for other in told:
                shared = meanings(word.text) & other.asserted
                said |= {(other.point.number, stem) for stem in shared if telling_weight(stem) >= _TELLING_ELSEWHERE}
            yield Candidate(word.text, word_passage(word), frozenset(said), 0, named=frozenset({one.point.number}))


def _signs(warned: Sequence[_Told], case: frozenset[str]) -> Iterator[Candidate]:
    """Why the signs that the doctor warns of matter."""
    for one in warned:
        for word, names in signs_named(one.point, case):
            said = frozenset((one.point.number, stem) for stem in names)
            yield Candidate(word.text, word_passage(word), said, 0, is_sign=True, named=frozenset({one.point.number}))


def _defined(one: _Told, slugs: Sequence[str], claims: Sequence[Passage]) -> Iterator[Candidate]:
    asserted = content_stems(asserted_parts(one.point.text))
    for slug in slugs:
        if definition := next((c for c in claims if c.ref == slug and _defines(c, asserted)), None):
            yield Candidate(definition.quote, definition, _shared(definition.quote, definition, one, one.asserted), 1)


def _explains(slug: str, point: Point, incidental: frozenset[str]) -> bool:
    """Could a topic beside the question's own be what the point explains it with?"""
    low = folded(point.text)
    places = (mention.start for mention in find_mentions(point.text) if mention.slug == slug)
    return slug not in incidental and not any(_EFFECT.search(low[:place]) for place in places)


def _defines(claim: Passage, asserted: frozenset[str]) -> bool:
    """Is it the topic's first sentence, saying what the very thing is that the point names?"""
    if claim.section != "summary" or claim.quote != topics()[claim.ref].sections["summary"][0].text:
        return False
    opening = _DEFINITION.match(folded(claim.quote))
    if opening is None:
        return False
    subject = content_stems(opening["subject"]) - _LOOSE_WORDS
    return bool(subject) and all(_is_said(word, asserted) for word in subject)


def _is_said(word: str, asserted: frozenset[str]) -> bool:
    """Is the stem among those asserted, or inside one of them ("thyroid" in "hyperthyroidism")?"""
    return word in asserted or (len(word) >= _MIN_INSIDE and any(word in other for other in asserted))


def _bearing(text: str, claim: Passage, told: Sequence[_Told]) -> Iterator[Candidate]:
    """A claim, as `text`, of a topic the question is about, for every point that says enough of it."""
    denies = bool(DENIAL.search(folded(claim.quote)))
    if not denies and any(_is_denied(claim, one) for one in told):
        return
    for one in told:
        if not _is_of_kind(claim, one) or (claim.section == "self_care" and denies != one.denies):
            continue
        said_here = one.whole if denies else one.asserted
        if not _is_spoken_of(text, claim, one, said_here):
            continue
        said = _shared(text, claim, one, said_here)
        if said and _share(text, claim, said_here) >= _enough(text, claim, said_here):
            yield Candidate(text, claim, said, 2)


def _is_of_kind(claim: Passage, one: _Told) -> bool:
    """May a claim of this section explain the point: a check a test, advice a deed in the doctor's own verb?"""
    if claim.section == "self_care" and stems(claim.quote)[:1] == stems(one.point.text)[:1]:
        return True
    kind = _KIND_OF_SECTION.get(claim.section, one.point.kind)
    return kind == one.point.kind or kind in one.kinds


def _is_spoken_of(text: str, claim: Passage, one: _Told, said: frozenset[str]) -> bool:
    """Is what the claim is about said too: the cause it names, the deed it advises?"""
    if claim.section == "causes":
        return bool(heads(text) & said)
    if claim.section == "checks":
        return len(text.split()) >= _MIN_WORDS
    if claim.section == "self_care" and stems(text)[0] not in stems(one.point.text):
        return _share(text, claim, said) >= _MIN_OTHER_VERB
    return True


def _enough(text: str, claim: Passage, said: frozenset[str]) -> float:
    """The share of a claim that a point must say: little where it names all causes, or nearly all of the deed."""
    if claim.section == "causes" and heads(text) <= said:
        return _MIN_ALL_HEADS
    if claim.section == "self_care":
        deed = meanings(_DEED.split(text, maxsplit=1)[0]) - topic_name_stems(claim.ref)
        total = sum(map(idf, deed))
        if total and sum(map(idf, deed & said)) >= _MIN_DEED * total:
            return _MIN_ALL_HEADS
    return _MIN_SHARE[claim.section]


def _is_denied(claim: Passage, one: _Told) -> bool:
    """Does the point deny half of what the claim says?"""
    return one.denies and _share(claim.quote, claim, one.whole - one.asserted) >= _MIN_DENIED


def _shared(text: str, claim: Passage, one: _Told, said: frozenset[str]) -> frozenset[tuple[int, str]]:
    own = topic_name_stems(claim.ref) if claim.section != "summary" else frozenset()
    shared = (meanings(text) - own) & said
    return frozenset((one.point.number, stem) for stem in shared if telling_weight(stem))


def _share(text: str, claim: Passage, wanted: frozenset[str]) -> float:
    terms = meanings(text) - topic_name_stems(claim.ref) - _LIGHT
    total = sum(idf(stem) for stem in terms)
    return sum(idf(stem) for stem in terms & wanted) / total if total else 0.0
