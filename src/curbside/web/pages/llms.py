"""A short map of the site for language models (llmstxt.org): what it is, and links to plain text."""

from dataclasses import dataclass

from django.http import HttpRequest

from curbside.web.departments.queries import open_departments
from curbside.web.pages.addresses import absolute, department_path, question_path, topic_path
from curbside.web.publishing.queries import cards
from curbside.web.topics.queries import all_topics

ANSWERS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class LlmsPage:
    home: str
    departments: tuple[Entry, ...]
    topics: tuple[Entry, ...]
    answers: tuple[Entry, ...]


def llms_page(request: HttpRequest) -> LlmsPage:
    """Three queries."""
    return LlmsPage(
        home=absolute(request, "/").rstrip("/"),
        departments=tuple(
            Entry(d.label, absolute(request, department_path(d.id)), d.description) for d in open_departments()
        ),
        topics=tuple(
            Entry(topic.title, absolute(request, text_twin(topic_path(topic.slug))), topic.department.label)
            for topic in all_topics()
        ),
        answers=tuple(
            Entry(
                page.headline, absolute(request, text_twin(question_path(page.ref, page.slug))), page.department.label
            )
            for page in cards()[:ANSWERS_SHOWN]
        ),
    )


def text_twin(path: str) -> str:
    """The markdown twin of an answer's or a topic's page."""
    return f"{path.rstrip('/')}.md"
