"""Which topics does a point of the reply name as being so?"""

from collections.abc import Sequence

from curbside.drafting.mentions import asserted_parts, named_in_reply
from curbside.drafting.points import Point
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_names import best_weights, loosely_named_topics
from curbside.knowledge.topics import topics

# A topic named by a word that half the topics use ("muscles") is not what the point is about; set by hand.
_MIN_NAMED = 0.3


def named_in_points(points: Sequence[Point]) -> tuple[str, ...]:
    """Slugs of the topics that the points name as being so, in the order named."""
    return tuple(dict.fromkeys(slug for point in points if point.kind != "warning" for slug in named_in_point(point)))


def named_in_point(point: Point) -> list[str]:
    """Slugs of the topics one point names as being so, the most telling name first."""
    named = best_weights(named_in_reply(point.text))
    for slug in loosely_named_topics(asserted_parts(point.text)):
        if content_stems(topics()[slug].title) <= content_stems(point.text):
            named.setdefault(slug, _MIN_NAMED)
    kept = {slug: weight for slug, weight in named.items() if weight >= _MIN_NAMED}
    return sorted(kept, key=lambda slug: (-kept[slug], slug))
