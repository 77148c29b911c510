"""The public log: what was corrected or retracted, and what was taken down."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from curbside.web.pages.addresses import absolute, question_path
from curbside.web.publishing.models import Correction
from curbside.web.publishing.queries import is_live, public_corrections, withdrawals

PER_PAGE = 50
WITHDRAWALS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Corrected:
    """A note. `headline` and `url` are empty once its page was taken down."""

    headline: str
    url: str
    department: str
    note: str
    at: datetime
    retraction: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A page taken down: when and of which department, never what it said nor why it went."""

    department: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    url: str
    items: tuple[Corrected, ...]
    page: Page[Correction]
    withdrawn: tuple[Withdrawn, ...]


def corrections_page(request: HttpRequest) -> CorrectionsPage:
    """Three queries: count, notes, withdrawals."""
    page = Paginator(public_corrections(), PER_PAGE).get_page(request.GET.get("page"))
    return CorrectionsPage(
        url=absolute(request, request.path),
        items=tuple(_corrected(row) for row in page.object_list),
        page=page,
        withdrawn=tuple(Withdrawn(row.department.label, row.withdrawn_at) for row in withdrawals()[:WITHDRAWALS_SHOWN]),
    )


def _corrected(row: Correction) -> Corrected:
    page = row.publication
    headline, url = (page.headline, question_path(page.ref, page.slug)) if is_live(page) else ("", "")
    return Corrected(headline, url, page.department.label, row.note, row.at, row.kind == Correction.Kind.RETRACTION)
