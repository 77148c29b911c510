"""Everything a topic's page shows: sourced text in sections, care cards, answers and neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _lazy

from curbside.web.pages.addresses import absolute, department_path, topic_path
from curbside.web.pages.cards import AnswerCard, Link, answer_cards
from curbside.web.pages.lists import AnswerList, answer_list
from curbside.web.pages.question_page import LEVELS, Care
from curbside.web.pages.structured_data import topic_data
from curbside.web.publishing.queries import most_useful, pages_of_topic
from curbside.web.topics.models import Topic

USEFUL_SHOWN = 3
# Headings of the sections that are read as text, in order; the three levels are care cards.
HEADINGS: Mapping[str, Any] = {
    "causes": _lazy("Common causes"),
    "raises_concern": _lazy("What raises concern"),
    "lowers_concern": _lazy("What lowers concern"),
    "checks": _lazy("What doctors may check"),
    "self_care": _lazy("What you can do"),
    "reassurance": _lazy("What not to worry about"),
}


@dataclass(frozen=True, slots=True)
class ShownClaim:
    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True)
class TopicSource:
    title: str
    url: str
    publisher: str
    date: str
    opened: bool


@dataclass(frozen=True, slots=True)
class TopicPage:
    slug: str
    title: str
    url: str
    synonyms: tuple[str, ...]
    department: Link
    departments: tuple[Link, ...]
    summary: tuple[ShownClaim, ...]
    care: tuple[Care, ...]
    sections: tuple[Section, ...]
    sources: tuple[TopicSource, ...]
    useful: tuple[AnswerCard, ...]
    answers: AnswerList
    written_on: date
    reviewed_by: str
    reviewed_on: date | None
    review_due: date
    breadcrumbs: tuple[Link, ...]
    structured: dict[str, object]


def topic_page(request: HttpRequest, topic: Topic) -> TopicPage:
    """`topic` as topics.queries.topic_page gives it. Three more queries: useful answers, count, newest."""
    url = absolute(request, topic_path(topic.slug))
    numbers = {source["key"]: n for n, source in enumerate(topic.sources, 1)}
    pages = pages_of_topic(topic.slug)
    return TopicPage(
        slug=topic.slug,
        title=topic.title,
        url=url,
        synonyms=tuple(topic.synonyms),
        department=Link(topic.department.label, department_path(topic.department_id)),
        departments=tuple(Link(d.label, department_path(d.id)) for d in topic.departments.all()),
        summary=_claims(topic.sections.get("summary", ()), numbers),
        care=_care(topic),
        sections=tuple(
            Section(id, str(title), _claims(topic.sections[id], numbers))
            for id, title in HEADINGS.items()
            if topic.sections.get(id)
        ),
        sources=tuple(_source(source) for source in topic.sources),
        useful=answer_cards(most_useful(pages)[:USEFUL_SHOWN]),
        answers=answer_list(pages, request.GET.get("page")),
        written_on=topic.written_on,
        reviewed_by=topic.reviewed_by,
        reviewed_on=topic.reviewed_on,
        review_due=topic.review_due,
        breadcrumbs=(Link(str(_lazy("Home")), "/"), Link(str(_lazy("Topics")), "/topics/")),
        structured=topic_data(
            topic.title,
            url=url,
            reviewed_on=topic.reviewed_on.isoformat() if topic.reviewed_on else "",
            written_on=topic.written_on.isoformat(),
            synonyms=list(topic.synonyms),
        ),
    )


def _claims(claims: Sequence[Mapping[str, Any]], numbers: Mapping[str, int]) -> tuple[ShownClaim, ...]:
    return tuple(
        ShownClaim(claim["text"], tuple(numbers[key] for key in claim["sources"] if key in numbers)) for claim in claims
    )


def _care(topic: Topic) -> tuple[Care, ...]:
    cards = (Care(level, tuple(claim["text"] for claim in topic.sections.get(level, ()))) for level in LEVELS)
    return tuple(card for card in cards if card.lines)


def _source(source: Mapping[str, Any]) -> TopicSource:
    url = str(source["url"])
    return TopicSource(
        source["title"],
        url if url.startswith("https://") else "",
        source["publisher"],
        source["date"],
        bool(source.get("opened")),
    )
