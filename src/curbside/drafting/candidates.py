"""Which claims of the topics explain which point of the reply?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curbside.clinical.context import folded
from curbside.drafting.evidence import Passage
from curbside.drafting.mentions import DENIAL, asserted_parts
from curbside.drafting.named_points import named_in_point
from curbside.drafting.person import Person, fits_person
from curbside.drafting.points import Point
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import idf, topic_name_stems
from curbside.drafting.topic_names import find_mentions
from curbside.knowledge.topics import topics

# Shares of a claim's idf-weight, its topic's name left out, that the point must say too, by section; set by hand on
# made-up replies. Tests and advice stand only where the doctor gave them nearly word for word.
_MIN_SHARE = {"summary": 0.6, "causes": 0.5, "checks": 0.75, "self_care": 0.8}
_KIND_OF_SECTION = {"checks": ("test",), "self_care": ("action",)}
# "A cold is an infection of nose and throat": says what a thing is. "Back pain is common" does not.
_DEFINITION = re.compile(
    r"^(?:an?\s+|the\s+|in\s+(?:an?\s+)?)?(?P<subject>[^,;:]{2,60}?)(?:,[^,]+,)?\s+(?:is|are|means?|makes?)\s+(?!common|very|normal"
    r"|mostly|not|often|most|easy|usually|short)"
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
    """A claim for a point. `rank` 0 goes first when words are short; `order` keeps a point's sentences together."""

    point: Point
    passage: Passage
    rank: int
    order: int


def find_candidates(
    points: Sequence[Point],
    claims: Sequence[Passage],
    *,
    about: frozenset[str],
    incidental: frozenset[str],
    person: Person,
) -> Iterator[Candidate]:
    """Claims for each point: what a thing it names is, then how that bears on the complaint.

    `claims` are topic passages, `about` the slugs of the topics the question is about, `incidental` of those it
    names in passing; what a point names only as something's effect is not explained either.
    """
    usable = [claim for claim in claims if claim.section in _MIN_SHARE and fits_person(claim.quote, person)]
    denied = tuple(content_stems(point.text) for point in points if DENIAL.search(folded(point.text)))
    for point in points:
        if point.kind == "warning":
            continue
        asserted = content_stems(asserted_parts(point.text))
        named = [slug for slug in named_in_point(point) if slug in about or _explains(slug, point, incidental)]
        for order, slug in enumerate(named[:3]):
            own = [claim for claim in usable if claim.ref == slug]
            if point.kind == "action":
                break
            if definition := next((claim for claim in own if _defines(claim, point, asserted)), None):
                yield Candidate(point, definition, 0, 10 * order)
        bearing = [c for c in usable if c.ref in about or c.ref in named]
        if best := _best(bearing, point, asserted, denied):
            yield Candidate(point, best, 1, 100)


def _explains(slug: str, point: Point, incidental: frozenset[str]) -> bool:
    """Could a topic beside the question's own be what the point explains it with?"""
    low = folded(point.text)
    places = (mention.start for mention in find_mentions(point.text) if mention.slug == slug)
    return slug not in incidental and not any(_EFFECT.search(low[:place]) for place in places)


def _defines(claim: Passage, point: Point, asserted: frozenset[str]) -> bool:
    """Is it the topic's first sentence, saying what the very thing is that the point names?"""
    if claim.section != "summary" or claim.quote != topics()[claim.ref].sections["summary"][0].text:
        return False
    opening = _DEFINITION.match(folded(claim.quote))
    if opening is None:
        return False
    subject = content_stems(opening["subject"]) - _LOOSE_WORDS
    return bool(subject) and all(_is_said(word, asserted, point.text) for word in subject)


def _is_said(word: str, asserted: frozenset[str], text: str) -> bool:
    """Is the stem among those asserted, or inside one of them ("thyroid" in "hyperthyroidism")?"""
    return word in asserted or (len(word) >= _MIN_INSIDE and any(word in other for other in asserted))


def _best(
    claims: Sequence[Passage], point: Point, asserted: frozenset[str], denied: Sequence[frozenset[str]]
) -> Passage | None:
    scored = [
        (_share(claim, asserted), claim)
        for claim in claims
        if point.kind in _KIND_OF_SECTION.get(claim.section, (point.kind,))
        and _names_its_topic(claim)
        and not any(_is_denied(claim, said) for said in denied)
    ]
    fit = [(share, claim) for share, claim in scored if share >= _MIN_SHARE[claim.section]]
    return max(fit, key=lambda pair: pair[0], default=(0.0, None))[1]


def _names_its_topic(claim: Passage) -> bool:
    """Does a claim name what it speaks of? "Stress is a common trigger" does not, off its topic's page."""
    return claim.section == "self_care" or bool(content_stems(claim.quote) & topic_name_stems(claim.ref))


def _is_denied(claim: Passage, said: frozenset[str]) -> bool:
    """Does a sentence with a "not" speak of half of what the claim says?"""
    return _share(claim, said) >= _MIN_SHARE["causes"]


def _share(claim: Passage, wanted: frozenset[str]) -> float:
    terms = content_stems(claim.quote) - topic_name_stems(claim.ref)
    total = sum(idf(stem) for stem in terms)
    return sum(idf(stem) for stem in terms & wanted) / total if total else 0.0
