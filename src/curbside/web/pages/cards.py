"""What a list shows of a published answer, a topic and a department."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from curbside.web.pages.addresses import question_path, topic_path
from curbside.web.publishing.models import Publication
from curbside.web.topics.models import Topic


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """`excerpt` is what a plain list shows; the two others are for Similar Q&A."""

    url: str
    headline: str
    question_excerpt: str
    reply_excerpt: str
    excerpt: str
    doctor: str
    department: str
    date: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A title and where it leads; `department` is a label, empty where it does not matter."""

    title: str
    url: str
    department: str = ""


def answer_card(page: Publication) -> AnswerCard:
    return AnswerCard(
        url=question_path(page.ref, page.slug),
        headline=page.headline,
        question_excerpt=page.question_excerpt,
        reply_excerpt=page.answer_excerpt,
        excerpt=page.question_excerpt,
        doctor=page.doctor_name,
        department=page.department.label,
        date=page.answered_at,
    )


def answer_cards(pages: Iterable[Publication]) -> tuple[AnswerCard, ...]:
    return tuple(answer_card(page) for page in pages)


def topic_link(topic: Topic) -> Link:
    return Link(topic.title, topic_path(topic.slug), topic.department.label)
