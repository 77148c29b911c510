"""Which claims of the topics could explain which point of the reply?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from curbside.drafting.evidence import Passage
from curbside.drafting.fitness import why_unfit
from curbside.drafting.points import Point
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import idf, loosely_named_topics, named_topics
from curbside.knowledge.topics import topics

# Sections whose claims say what something is and does; warnings have their own part, reassurance is nobody's to give.
_EXPLAINING: Mapping[str, float] = {"summary": 1.0, "causes": 0.9, "checks": 0.6, "self_care": 0.5}
_PREFERRED = {
    "cause": ("causes", "summary"),
    "test": ("checks", "summary"),
    "action": ("self_care",),
    "background": ("summary",),
}
# A topic named by a word that half the topics use ("muscles") is not what the point is about.
_MIN_NAMED = 0.5
# A claim speaks of a point when both share this many telling stems and this share of the claim's weight.
_MIN_SHARED, _MIN_SHARE, _MIN_WEIGHT, _MIN_SHARE_ALONE = 2, 0.3, 5.0, 0.45


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim for a point. `rank` 0 goes first when words are short; `order` keeps a point's sentences together."""

    point: Point
    passage: Passage
    rank: int
    order: int


def find_candidates(
    points: Sequence[Point], claims: Sequence[Passage], *, asked: frozenset[str]
) -> Iterator[Candidate]:
    """Claims for each point: what a named thing is, how it bears on the question, then what else speaks of the point.

    `claims` are topic passages, `asked` the question's content stems.
    """
    usable = [
        claim
        for claim in claims
        if claim.section in _EXPLAINING and (claim.section == "self_care" or _stands_alone(claim))
    ]
    for point in points:
        if point.kind == "warning":
            continue
        named = _named_in_order(point, usable)
        for order, slug in enumerate(named):
            own = [claim for claim in usable if claim.ref == slug]
            if definition := _definition(own):
                yield Candidate(point, definition, 0, 10 * order)
            if bearing := _best(own, content_stems(point.text) | asked, point.kind, skip=definition):
                yield Candidate(point, bearing, 2, 10 * order + 1)
        if point.kind != "background" and (direct := _direct(point, usable)):
            yield Candidate(point, direct, 1, 100)


def _stands_alone(claim: Passage) -> bool:
    """Does a claim name what it speaks of? "Stress is a common trigger" does not, off its topic's page."""
    topic = topics()[claim.ref]
    return bool(content_stems(claim.quote) & content_stems(" ".join((topic.title, *topic.synonyms))))


def _named_in_order(point: Point, claims: Sequence[Passage]) -> list[str]:
    packaged = {claim.ref for claim in claims}
    named = dict.fromkeys(loosely_named_topics(point.text), _MIN_NAMED) | named_topics(point.text)
    named = {slug: weight for slug, weight in named.items() if slug in packaged and weight >= _MIN_NAMED}
    return sorted(named, key=lambda slug: (-named[slug], slug))[:3]


def _definition(claims: Sequence[Passage]) -> Passage | None:
    """The first summary sentence that may stand alone, else the first one, for the record of what was withheld."""
    summary = [claim for claim in claims if claim.section == "summary"]
    as_written = [claim.text for claim in topics()[summary[0].ref].sections["summary"]] if summary else []
    summary.sort(key=lambda claim: (bool(why_unfit(claim.quote)), as_written.index(claim.quote)))
    return summary[0] if summary else None


def _best(claims: Sequence[Passage], wanted: frozenset[str], kind: str, *, skip: Passage | None) -> Passage | None:
    scored = [(_share(claim, wanted) * _weight(claim, kind), claim) for claim in claims if claim is not skip]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _MIN_SHARE / 2 else None


def _direct(point: Point, claims: Sequence[Passage]) -> Passage | None:
    wanted = content_stems(point.text)
    close = [
        (_shared_weight(claim, wanted) * _share(claim, wanted) ** 0.5, claim)
        for claim in claims
        if claim.section in _PREFERRED[point.kind] and _speaks_of(claim, wanted)
    ]
    return max(close, key=lambda pair: pair[0], default=(0.0, None))[1]


def _speaks_of(claim: Passage, wanted: frozenset[str]) -> bool:
    shared = len(content_stems(claim.quote) & wanted)
    if not shared or why_unfit(claim.quote):
        return False
    # A short claim ("Eat less salt.") may be all about the one word it shares.
    if shared < _MIN_SHARED:
        return _share(claim, wanted) >= _MIN_SHARE_ALONE
    return _share(claim, wanted) >= _MIN_SHARE or _shared_weight(claim, wanted) >= _MIN_WEIGHT


def _shared_weight(claim: Passage, wanted: frozenset[str]) -> float:
    return sum(idf(stem) for stem in content_stems(claim.quote) & wanted)


def _weight(claim: Passage, kind: str) -> float:
    return 1.2 if claim.section in _PREFERRED.get(kind, ()) else _EXPLAINING[claim.section]


def _share(claim: Passage, wanted: frozenset[str]) -> float:
    terms = content_stems(claim.quote)
    total = sum(idf(stem) for stem in terms)
    return sum(idf(stem) for stem in terms & wanted) / total if total else 0.0
