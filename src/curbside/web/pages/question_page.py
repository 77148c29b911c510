"""Everything the page of one published question shows, in the order it shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from curbside.web.pages.addresses import (
    absolute,
    department_path,
    doctor_path,
    permanent_path,
    question_path,
    topic_path,
)
from curbside.web.pages.cards import AnswerCard, Link, answer_cards
from curbside.web.pages.more_info import MoreInfo, more_info_of
from curbside.web.pages.structured_data import medical_page
from curbside.web.pages.wording import asker_line
from curbside.web.publishing.models import Publication
from curbside.web.ui.templatetags.ui import answered_in

LEVELS = ("now", "today", "soon")
DESCRIPTION_CHARS = 160


@dataclass(frozen=True, slots=True)
class Reply:
    doctor: str
    doctor_url: str
    department: str
    department_url: str
    affiliation: str
    html: SafeString
    at: datetime
    answered_in: str


@dataclass(frozen=True, slots=True)
class Care:
    level: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    note: str
    at: datetime
    retraction: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    address: str
    url: str
    headline: str
    description: str
    department: Link
    breadcrumbs: tuple[Link, ...]
    title: str
    body: str
    asker: str
    asked_at: datetime
    language: str
    reading_minutes: int
    reply: Reply
    more_info: MoreInfo | None
    care: tuple[Care, ...]
    corrections: tuple[CorrectionNote, ...]
    similar: tuple[AnswerCard, ...]
    topics: tuple[Link, ...]
    published_at: datetime
    updated_at: datetime
    reviewed_on: date | None
    reviewed_by: str
    review_due: date
    useful_yes: int
    useful_no: int
    retracted: bool
    structured: dict[str, object]


def question_page(request: HttpRequest, page: Publication, similar: Sequence[Publication]) -> QuestionPage:
    """`page` as publishing.queries.page_of gives it, so that nothing here makes a query."""
    url = absolute(request, question_path(page.ref, page.slug))
    department = Link(page.department.label, department_path(page.department_id))
    breadcrumbs = (Link(_("Home"), "/"), Link(_("Departments"), "/departments/"), department)
    return QuestionPage(
        address=f"{page.ref}-{page.slug}",
        url=url,
        headline=page.headline,
        description=shortened(page.question_excerpt, DESCRIPTION_CHARS),
        department=department,
        breadcrumbs=breadcrumbs,
        title=page.title,
        body=page.body,
        asker=asker_line(page),
        asked_at=page.asked_at,
        language=page.language,
        reading_minutes=page.reading_minutes,
        reply=_reply(page),
        more_info=more_info_of(page),
        care=care_of(page),
        corrections=tuple(_correction(note) for note in page.correction_notes),
        similar=answer_cards(similar),
        topics=tuple(Link(n["title"], topic_path(n["slug"]), n["department_label"]) for n in page.topics),
        published_at=page.published_at,
        updated_at=page.updated_at,
        reviewed_on=page.reviewed_on,
        reviewed_by=page.reviewed_by,
        review_due=page.review_due,
        useful_yes=page.useful_yes,
        useful_no=page.useful_no,
        retracted=page.retracted_at is not None,
        structured=medical_page(page, url=url, links=_absolute_links(request, page, breadcrumbs)),
    )


def _correction(note: Mapping[str, str]) -> CorrectionNote:
    by = f" ({note['by']})" if note.get("by") else ""
    return CorrectionNote(f"{note['note']}{by}", datetime.fromisoformat(note["at"]), note["kind"] == "retraction")


def care_of(page: Publication) -> tuple[Care, ...]:
    """The stored cards, worst level first."""
    cards = [Care(card["level"], tuple(card["lines"])) for card in page.care_cards if card.get("lines")]
    return tuple(sorted((c for c in cards if c.level in LEVELS), key=lambda card: LEVELS.index(card.level)))


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words."""
    if len(text) <= limit:
        return text
    whole, space, _rest = text[:limit].rpartition(" ")
    return (whole.rstrip() if space else text[: limit - 1]) + "…"


def _reply(page: Publication) -> Reply:
    # The department of the day of the reply; linked only while it still has that name.
    same = page.answer_department_label == page.department.label
    return Reply(
        doctor=page.doctor_name,
        doctor_url=doctor_path(page.doctor.slug),
        department=page.answer_department_label,
        department_url=department_path(page.department_id) if same else "",
        affiliation=", ".join(part for part in (page.institution_department, page.institution) if part),
        html=mark_safe(page.answer_html),  # noqa: S308 - sanitised when published, publishing.markup
        at=page.answered_at,
        answered_in=answered_in(page.asked_at, page.answered_at),
    )


def _absolute_links(request: HttpRequest, page: Publication, breadcrumbs: Sequence[Link]) -> dict[str, object]:
    return {
        "doctor": absolute(request, doctor_path(page.doctor.slug)),
        "permanent": absolute(request, permanent_path(page.ref)),
        "home": absolute(request, "/"),
        "breadcrumbs": [(link.title, absolute(request, link.url)) for link in breadcrumbs],
    }
