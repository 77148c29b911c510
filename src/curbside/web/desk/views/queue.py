"""The lists a doctor works from."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from curbside.web.access import staff_view, viewer_of
from curbside.web.answers.queries import QUEUES, queue, queue_counts
from curbside.web.desk.case import BAND_LABELS
from curbside.web.questions.models import Question

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class RowContext:
    ref: str
    headline: str
    department: str
    asker: str
    due_at: datetime
    overdue: bool
    urgency: str
    reasons: str
    is_follow_up: bool
    similar: int
    mine: bool
    held_by: str


def _row(question: Question, doctor_id: int | None, now: datetime) -> RowContext:
    claim = question.claim
    held = claim.expires_at is not None and claim.expires_at > now
    preparation = getattr(question, "preparation", None)
    parts = [question.sex, BAND_LABELS.get(question.age_band, "")]
    return RowContext(
        ref=question.ref,
        headline=question.headline or question.title or question.ref,
        department=question.department.label if question.department else "",
        asker=" ".join(part for part in parts if part),
        due_at=question.due_at,
        overdue=question.due_at <= now,
        urgency=question.urgency,
        reasons=", ".join(reason["title"] for reason in question.urgency_reasons[:2]),
        is_follow_up=question.root_id is not None,
        similar=len(preparation.similar) if preparation else 0,
        mine=held and claim.doctor_id == doctor_id,
        held_by=claim.doctor.name if held and claim.doctor and claim.doctor_id != doctor_id else "",
    )


@staff_view("doctor")
@require_GET
def queue_list(request: HttpRequest, name: str = "department") -> HttpResponse:
    """One queue; the table alone when htmx asks for it, from the same template."""
    if name not in QUEUES:
        raise Http404
    now, viewer = timezone.now(), viewer_of(request)
    page: Page[Question] = Paginator(queue(viewer, name, now=now), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "name": name,
        "queues": [(each, number) for each, number in queue_counts(viewer, now=now).items()],
        "page": page,
        "rows": [_row(question, viewer.doctor_id, now) for question in page.object_list],
        "now": now,
    }
    template = "desk/_queue_table.html" if request.headers.get("HX-Request") else "desk/queue.html"
    return render(request, template, context)
