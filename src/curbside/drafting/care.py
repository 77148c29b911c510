"""Care cards for a page: when to get help now, today, soon."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CareCard:
    """`level` is now | today | soon; each line is one plain condition, with the topic slug it comes from."""

    level: str
    lines: tuple[str, ...]
    topics: tuple[str, ...]


def care_cards(topic_slugs: Sequence[str], *, per_level: int = 4) -> tuple[CareCard, ...]:
    """Cards built from the packaged topics named, worst level first, without twins; unknown slugs are ignored."""
    raise NotImplementedError
