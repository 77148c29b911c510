"""The lists a doctor works from, and what can be done to several questions at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import staff_view, viewer_of
from curbside.web.answers.queues import QUEUES, Around, Narrowing, around, queue, queue_counts, queue_page, snoozed
from curbside.web.desk.clock_words import clock_words
from curbside.web.desk.forms import BulkForm, FilterForm
from curbside.web.desk.labels import BAND_LABELS, urgency_reason
from curbside.web.lifecycle.passing_on import BulkResult
from curbside.web.lifecycle.timing import clock_left
from curbside.web.questions.models import Question
from curbside.web.questions.queries import visible_questions
from curbside.web.rota.clock import Hours, is_warning
from curbside.web.rota.queries import departments_with_hours

PAGE_SIZE = 25
LAST_BULK = "desk_bulk"


@dataclass(frozen=True, slots=True)
class RowContext:
    ref: str
    headline: str
    department: str
    asker: str
    left: str
    clock: str  # overdue, warning, paused or empty
    due_at: datetime
    urgency: str
    reasons: str
    is_follow_up: bool
    similar: int
    mine: bool
    held_by: str
    promised_to: str
    readers: str


def _row(question: Question, doctor_id: int | None, hours: Hours | None, seen: Around, now: datetime) -> RowContext:
    claim = question.claim
    held = claim.expires_at is not None and claim.expires_at > now
    preparation = getattr(question, "preparation", None)
    parts = [question.sex, BAND_LABELS.get(question.age_band, "")]
    left = clock_left(question, hours, now=now)
    promised = question.preferred_doctor
    return RowContext(
        ref=question.ref,
        headline=question.headline or question.title or question.ref,
        department=question.department.label if question.department else "",
        asker=" ".join(part for part in parts if part),
        left=clock_words(left),
        clock=_clock_state(question, left),
        due_at=question.due_at,
        urgency=question.urgency,
        reasons=urgency_reason(question),
        is_follow_up=question.root_id is not None,
        similar=len(preparation.similar) if preparation else 0,
        mine=held and claim.doctor_id == doctor_id,
        held_by=claim.doctor.name if held and claim.doctor and claim.doctor_id != doctor_id else "",
        promised_to="" if promised is None else "you" if promised.pk == doctor_id else promised.name,
        readers=", ".join(seen.readers.get(question.pk, [])[:3]),
    )


def _clock_state(question: Question, left: timedelta) -> str:
    if question.paused_at:
        return "paused"
    if left <= timedelta():
        return "overdue"
    whole = timedelta(hours=settings.DUE_HOURS[question.urgency])
    return "warning" if is_warning(left, whole) else ""


@staff_view("doctor")
@require_GET
def queue_list(request: HttpRequest, name: str = "department") -> HttpResponse:
    """One queue; the list alone when htmx asks for it, from the same template."""
    if name not in QUEUES:
        raise Http404
    context = _list_context(request, name, timezone.now())
    fragment = request.headers.get("HX-Request")
    return render(request, "desk/_queue.html" if fragment else "desk/queue.html", context)


def _list_context(request: HttpRequest, name: str, now: datetime) -> dict[str, Any]:
    viewer = viewer_of(request)
    departments = departments_with_hours()
    filters = FilterForm(request.GET, departments=[(each.pk, each.label) for each, _ in departments])
    narrowing = Narrowing(**filters.chosen())
    asleep = snoozed(viewer, now=now)
    counts = queue_counts(viewer, now=now, asleep=asleep, narrowing=narrowing)
    page = Paginator(range(counts[name]), PAGE_SIZE).get_page(request.GET.get("page"))
    calendars = {each.pk: hours for each, hours in departments if hours}
    found = queue(viewer, name, now=now, asleep=asleep, narrowing=narrowing)
    first = (page.number - 1) * PAGE_SIZE
    rows = queue_page(found, calendars, total=counts[name], first=first, size=PAGE_SIZE, now=now)
    seen = around([row.pk for row in rows], viewer, now=now)
    return {
        "name": name,
        "queues": list(counts.items()),
        "page": page,
        "query": _without_page(request.GET),
        "rows": [_row(row, viewer.doctor_id, calendars.get(row.department_id or ""), seen, now) for row in rows],
        "notices": seen.notices,
        "may_be_seen": any(kind != "asked" for _ref, kind, _who in seen.notices),
        "filters": filters,
        "bulk_form": BulkForm(departments=[(each.pk, each.label) for each, _ in departments]),
        "bulk_result": request.session.pop(LAST_BULK, None) if LAST_BULK in request.session else None,
        "keys_off": not seen.keys_on,
    }


def _without_page(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("page", None)
    return kept.urlencode()


@staff_view("doctor")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Assign to me, hand over, or put off, all that were ticked."""
    viewer, now = viewer_of(request), timezone.now()
    departments = [(each.pk, each.label) for each, _ in departments_with_hours()]
    form = BulkForm(request.POST, departments=departments)
    back = redirect(request.POST.get("back", "") if request.POST.get("back", "").startswith("/desk/") else "desk")
    refs = request.POST.getlist("refs")[:100]
    if not form.is_valid() or not refs:
        request.session[LAST_BULK] = {"done": 0, "refused": ["Tick one or more questions, and choose what to do."]}
        return back
    chosen = visible_questions(viewer).filter(ref__in=refs).select_related("department")
    deed = _bulk_deed(form.cleaned_data, request, now)
    try:
        result = lifecycle.do_to_all(chosen, deed)
    except BadInput as error:
        result = BulkResult(0, (str(error),))
    request.session[LAST_BULK] = {"done": result.done, "refused": list(result.refused)}
    return back


def _bulk_deed(chosen: dict[str, Any], request: HttpRequest, now: datetime) -> Callable[[Question], None]:
    viewer = viewer_of(request)
    if chosen["act"] == "hand-over":
        give = partial(lifecycle.hand_over, department_id=chosen["department"], reason=chosen["reason"], now=now)
        return lambda question: give(question, viewer)
    if chosen["act"] == "snooze":
        until = now + timedelta(hours=chosen["hours"])
        return lambda question: lifecycle.snooze_question(question, viewer, until=until, now=now)
    return lambda question: lifecycle.assign_to_me(question, viewer, now=now)


@staff_view("doctor")
@require_POST
def notices_seen(request: HttpRequest) -> HttpResponse:
    lifecycle.see_notices(viewer_of(request), now=timezone.now())
    return redirect("desk")
