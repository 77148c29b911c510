"""All topics from A to Z."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from curbside.web.pages.cards import Link, topic_link
from curbside.web.topics.models import Topic


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    topics: tuple[Link, ...]


def letters(topics: Iterable[Topic]) -> tuple[Letter, ...]:
    """Topics by the first letter of their title, in order."""
    links = sorted((topic_link(topic) for topic in topics), key=lambda link: link.title.casefold())
    grouped = groupby(links, key=lambda link: link.title[:1].upper())
    return tuple(Letter(letter, tuple(group)) for letter, group in grouped)
