"""Care cards for a page: when to get help now, today, soon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curbside.drafting.person import Person, may_concern
from curbside.drafting.related import RelatedTopic
from curbside.drafting.terms import content_stems, share_of_shorter
from curbside.knowledge.topics import topics

LEVELS = ("now", "today", "soon")
# Two lines that share this much of the shorter one's words say the same.
_TWIN_SHARE = 0.7
# A topic that scores less than half of the best is beside the point; set by hand on made-up questions.
_CARE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class CareCard:
    """`level` is now | today | soon; each line is one plain condition, with the topic slug it comes from."""

    level: str
    lines: tuple[str, ...]
    topics: tuple[str, ...]


def care_cards(topic_slugs: Sequence[str], *, person: Person | None = None, per_level: int = 4) -> tuple[CareCard, ...]:
    """Cards built from the packaged topics named, worst level first, without twins and without what `person`, if
    known, cannot have; unknown slugs are ignored."""
    known = [slug for slug in dict.fromkeys(topic_slugs) if slug in topics()]
    taken: list[frozenset[str]] = []
    cards = (_card(level, known, taken, per_level=per_level, person=person) for level in LEVELS)
    return tuple(card for card in cards if card.lines)


def topics_for_care(related: Sequence[RelatedTopic], department: str, *, limit: int = 3) -> tuple[str, ...]:
    """Slugs of the related topics whose warnings belong on the page: those about the complaint itself, which is what
    the department owns and what scores like the best, never those about a test or a treatment."""
    complaints = [topic for topic in related if topics()[topic.slug].kind == "complaint"]
    own = [topic for topic in complaints if department in topics()[topic.slug].departments] or complaints
    best = max((topic.score for topic in own), default=0.0)
    return tuple(topic.slug for topic in own if topic.score >= _CARE_SHARE * best)[:limit]


def _card(
    level: str, slugs: Sequence[str], taken: list[frozenset[str]], *, per_level: int, person: Person | None
) -> CareCard:
    """Lines in turn from each topic; `taken` grows, so that a line under "now" is not said again under "soon"."""
    lines: list[tuple[str, str]] = []
    for slug, text in _in_turn(level, slugs):
        if person is not None and not may_concern(text, person):
            continue
        terms = content_stems(text)
        if len(lines) < per_level and not any(share_of_shorter(terms, other) >= _TWIN_SHARE for other in taken):
            lines.append((slug, text))
            taken.append(terms)
    return CareCard(level, tuple(text for _, text in lines), tuple(slug for slug, _ in lines))


def _in_turn(level: str, slugs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """First lines of all topics, then second lines, so that the best topic leads without filling the card alone."""
    columns = [(slug, topics()[slug].sections.get(level, ())) for slug in slugs]
    for row in range(max((len(claims) for _, claims in columns), default=0)):
        yield from ((slug, claims[row].text) for slug, claims in columns if row < len(claims))
