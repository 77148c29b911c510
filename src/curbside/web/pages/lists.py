"""A page of published answers: which ones, and which page of how many."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from curbside.web.pages.cards import AnswerCard, answer_cards
from curbside.web.publishing.models import Publication

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class AnswerList:
    """`page` is Django's, for the pagination component; `items` are ready to show."""

    items: tuple[AnswerCard, ...]
    page: Page[Publication]
    total: int


def answer_list(pages: QuerySet[Publication], number: str | None) -> AnswerList:
    """The page asked for, or the nearest there is: two queries."""
    paginator = Paginator(pages, PER_PAGE)
    page = paginator.get_page(number)
    return AnswerList(answer_cards(page.object_list), page, paginator.count)
