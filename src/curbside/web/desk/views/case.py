"""One case: claim it, pass it on, ask back, put it off, note, correct."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbside.clinical.reply_checks.problem import Problem
from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.accounts.models import Doctor
from curbside.web.desk.case import case_context
from curbside.web.desk.case_page import case_page
from curbside.web.desk.forms import AskBackForm, CorrectionForm, HandOverForm, ReplyForm, SnoozeForm
from curbside.web.questions.models import Question
from curbside.web.questions.queries import latest_ask_back

# Browsers put the focus on what the end of an address names.
WRITE = "#id_text"


@staff_view("doctor", "moderator", "administrator", "reviewer")
@require_GET
def case(request: HttpRequest, ref: str) -> HttpResponse:
    question = question_or_404(viewer_of(request), ref)
    lifecycle.note_reading(question, viewer_of(request), now=timezone.now())
    return case_page(request, question)


def do_to_case(request: HttpRequest, ref: str, deed: Callable[[Question], object], *, to: str = "") -> HttpResponse:
    """Do one thing to a question and come back to it; an error is shown on the case, nothing typed is lost."""
    question = question_or_404(viewer_of(request), ref)
    try:
        deed(question)
    except BadInput as error:
        question = question_or_404(viewer_of(request), ref)
        extra = {"form": ReplyForm(request.POST)} if "text" in request.POST else {}
        return case_page(request, question, status=409, error=str(error), **extra)
    return redirect(to or reverse("desk-case", args=[ref]))


@staff_view("doctor")
@require_POST
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Lands in the text field: whoever claims, writes."""
    there = reverse("desk-case", args=[ref]) + WRITE
    return do_to_case(
        request, ref, lambda q: lifecycle.claim_question(q, viewer_of(request), now=timezone.now()), to=there
    )


@staff_view("doctor")
@require_POST
def take_over(request: HttpRequest, ref: str) -> HttpResponse:
    there = reverse("desk-case", args=[ref]) + WRITE
    return do_to_case(
        request, ref, lambda q: lifecycle.take_over_question(q, viewer_of(request), now=timezone.now()), to=there
    )


@staff_view("doctor")
@require_POST
def release(request: HttpRequest, ref: str) -> HttpResponse:
    return do_to_case(request, ref, lambda q: lifecycle.release_question(q, viewer_of(request), now=timezone.now()))


@staff_view("doctor")
@require_POST
def reading(request: HttpRequest, ref: str) -> HttpResponse:
    """The page is still open; answers with who else reads."""
    question = question_or_404(viewer_of(request), ref)
    lifecycle.note_reading(question, viewer_of(request), now=timezone.now())
    seen = case_context(question, viewer_of(request), now=timezone.now())
    return render(request, "desk/_presence.html", {"case": seen})


@staff_view("doctor", "moderator", "administrator")
@require_POST
def hand_over(request: HttpRequest, ref: str) -> HttpResponse:
    """To a department, or to one colleague, with a reason of the closed list."""
    viewer, now = viewer_of(request), timezone.now()
    question = question_or_404(viewer, ref)
    form = HandOverForm(request.POST, to=case_context(question, viewer, now=now).hand_to)
    if not form.is_valid():
        return case_page(request, question, status=422, hand_over_form=form)
    kind, _, key = form.cleaned_data["to"].partition(":")
    reason = form.cleaned_data["reason"]
    if kind == "doctor":
        doctor = Doctor.objects.get(pk=key)
        return do_to_case(request, ref, lambda q: lifecycle.hand_to_doctor(q, viewer, doctor, reason=reason, now=now))
    return do_to_case(request, ref, lambda q: lifecycle.hand_over(q, viewer, key, reason=reason, now=now))


@staff_view("doctor", "moderator", "administrator")
@require_POST
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return do_to_case(
        request, ref, lambda q: lifecycle.decline_question(q, viewer_of(request), reason=reason, now=timezone.now())
    )


@staff_view("doctor")
@require_POST
def ask_back(request: HttpRequest, ref: str) -> HttpResponse:
    form = AskBackForm(request.POST)
    if not form.is_valid():
        return case_page(request, question_or_404(viewer_of(request), ref), status=422, ask_back_form=form)
    text = form.cleaned_data["ask"]
    return do_to_case(request, ref, lambda q: lifecycle.ask_back(q, viewer_of(request), text, now=timezone.now()))


@staff_view("doctor")
@require_POST
def take_back_ask(request: HttpRequest, ref: str) -> HttpResponse:
    return do_to_case(request, ref, lambda q: lifecycle.take_back_ask(q, viewer_of(request), now=timezone.now()))


@staff_view("doctor")
@require_POST
def snooze(request: HttpRequest, ref: str) -> HttpResponse:
    """Out of my lists for a while; without a time it comes back at once."""
    viewer, now = viewer_of(request), timezone.now()
    if request.POST.get("wake"):
        return do_to_case(request, ref, lambda q: lifecycle.wake_question(q, viewer, now=now))
    form = SnoozeForm(request.POST)
    until = _snoozed_until(form, now) if form.is_valid() else None
    if until is None:
        return case_page(request, question_or_404(viewer, ref), status=422, error="Choose until when.")
    return do_to_case(request, ref, lambda q: lifecycle.snooze_question(q, viewer, until=until, now=now), to="desk")


def _snoozed_until(form: SnoozeForm, now: datetime) -> datetime | None:
    hours = form.cleaned_data["hours"]
    until: datetime | None = form.cleaned_data["until"]
    if until is not None:
        return until.replace(tzinfo=UTC) if until.tzinfo is None else until
    return now + timedelta(hours=int(hours)) if hours else None


@staff_view("doctor", "moderator", "administrator")
@require_POST
def note(request: HttpRequest, ref: str) -> HttpResponse:
    text = request.POST.get("note", "")
    return do_to_case(request, ref, lambda q: lifecycle.add_note(q, viewer_of(request), text, now=timezone.now()))


@staff_view("doctor", "moderator", "administrator")
@require_POST
def original(request: HttpRequest, ref: str) -> HttpResponse:
    """The original text on a page of its own, after a reason; the look is in the audit log."""
    question = question_or_404(viewer_of(request), ref)
    try:
        text = lifecycle.open_original(
            question, viewer_of(request), reason=request.POST.get("reason", ""), now=timezone.now()
        )
    except BadInput as error:
        return case_page(request, question, status=422, error=str(error))
    context: dict[str, Any] = {"question": question, "original": text, "asked": latest_ask_back(question)}
    return render(request, "desk/original.html", context)


@staff_view("doctor")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """Mend a published answer, with a note that every reader sees."""
    question = question_or_404(viewer_of(request), ref)
    answer = lifecycle.answer_of(question)
    form = CorrectionForm(request.POST or None, initial={"text": answer.text if answer else ""})
    error = ""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            seen = tuple(request.POST.getlist("acknowledged"))
            lifecycle.correct_answer(
                question, viewer_of(request), acknowledged=seen, now=timezone.now(), **form.cleaned_data
            )
            return redirect("desk-case", ref=ref)
        except lifecycle.ReplyBlocked as blocked:
            error, problems = str(blocked), blocked.problems
        except BadInput as refused:
            error = str(refused)
    status = 422 if form.errors or error else 200
    return render(
        request,
        "desk/correct.html",
        {"question": question, "form": form, "error": error, "problems": problems},
        status=status,
    )
