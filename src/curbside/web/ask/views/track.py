"""The asker's own pages: where the question stands, the answer, follow-up, consent, download, erase."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import close_threads, open_thread, viewer_of
from curbside.web.answers.queries import expected_hours
from curbside.web.ask.emergency import emergency_page
from curbside.web.ask.forms import ProblemForm
from curbside.web.ask.own_question import own_question
from curbside.web.ask.text_fields import clean_words
from curbside.web.intake.queries import thread_of_secret
from curbside.web.lifecycle.asking_back import can_reply
from curbside.web.lifecycle.likening import LikeCase, cases_started_from
from curbside.web.lifecycle.notices import mail_trouble
from curbside.web.lifecycle.photos import photo_key
from curbside.web.limits import is_over_limit, limited
from curbside.web.publishing.markup import render_markdown
from curbside.web.questions.models import AskBack, ConsentKind, Question, Stage
from curbside.web.questions.photos import MOST_PHOTOS
from curbside.web.questions.queries import (
    ask_backs_of,
    consent_dates,
    latest_ask_back,
    live_consents,
    photos_of,
    threads_of_asker,
)

PENDING = "pending_thread"


@dataclass(frozen=True, slots=True)
class CorrectionContext:
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PhotoContext:
    """`key` is the signed end of an address that soon ends; `ref` takes the picture back."""

    ref: str
    key: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class EntryContext:
    """One question of a thread as its asker sees it."""

    ref: str
    title: str
    body: str
    stage: str
    asked_at: datetime
    answer_html: SafeString | None
    doctor: str
    department: str
    affiliation: str
    signed_at: datetime | None
    retraction: str
    retracted_at: datetime | None
    public_url: str
    closed_reason: str
    corrections: list[CorrectionContext]
    asked: list[AskBack]
    may_reply: bool
    photos: list[PhotoContext]
    may_add_photos: bool
    started_from: list[LikeCase]


def _entry(question: Question) -> EntryContext:
    answer = getattr(question, "answer", None)
    page = getattr(question, "publication", None) if question.stage == Stage.PUBLISHED else None
    notes = page.correction_notes if page else []
    asked = ask_backs_of(question)
    photos = photos_of(question)
    return EntryContext(
        ref=question.ref,
        title=question.title or question.headline,
        body=question.body,
        stage=question.stage,
        asked_at=question.asked_at,
        # render_markdown sanitises: the only HTML that reaches a page unescaped
        answer_html=mark_safe(render_markdown(answer.text)) if answer else None,  # noqa: S308
        doctor=answer.doctor_name if answer else "",
        department=answer.department_label if answer else "",
        affiliation=f"{answer.institution_department}, {answer.institution}" if answer else "",
        signed_at=answer.signed_at if answer else None,
        retraction=answer.retraction if answer else "",
        retracted_at=answer.retracted_at if answer else None,
        public_url=f"/q/{page.ref}-{page.slug}/" if page else "",
        closed_reason=question.closed_reason,
        corrections=[
            CorrectionContext(n["note"], datetime.fromisoformat(n["at"])) for n in notes if n["kind"] == "correction"
        ],
        asked=asked,
        may_reply=bool(asked) and can_reply(asked[-1]),
        photos=[PhotoContext(photo.ref, photo_key(photo), photo.width, photo.height) for photo in photos],
        started_from=cases_started_from(question, answer.reused) if answer else [],
        may_add_photos=question.stage in (Stage.RECEIVED, Stage.WAITING) and len(photos) < MOST_PHOTOS,
    )


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The questions this browser has opened, or how to open one."""
    threads = list(threads_of_asker(viewer_of(request)))
    if len(threads) == 1:
        return redirect("track-question", ref=threads[0].ref)
    return render(request, "ask/track_overview.html", {"threads": threads})


@require_GET
def exchange_key(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address at once. A preview bot that follows sees a page with a button, no more."""
    thread_id = thread_of_secret(secret, now=timezone.now())
    if thread_id is None:
        too_often = is_over_limit(request, "wrong-link")
        return render(request, "429.html" if too_often else "ask/wrong_link.html", status=429 if too_often else 404)
    request.session[PENDING] = thread_id
    response = redirect("track-open")
    response.status_code = 303
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Only a pressed button opens the thread."""
    thread_id = request.session.get(PENDING)
    if thread_id is None:
        return redirect("track")
    if request.method != "POST":
        return render(request, "ask/track_open.html")
    del request.session[PENDING]
    request.session.cycle_key()
    open_thread(request, thread_id)
    return redirect("track")


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    close_threads(request)
    return redirect("/")


@require_GET
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    question = own_question(request, ref)
    return detail_page(request, question)


def _consent_rows(question: Question) -> list[tuple[str, str, bool, datetime | None]]:
    """What can be changed now: to answer while nobody has, to publish unless never published, research always."""
    given, dated = live_consents(question), consent_dates(question)
    shown = {
        ConsentKind.ANSWER: question.stage in (Stage.RECEIVED, Stage.WAITING),
        ConsentKind.PUBLISH: not question.publication_barred,
        ConsentKind.RESEARCH: True,
    }
    kinds = [kind for kind in ConsentKind if shown[kind]]
    return [(kind.value, str(kind.label), given[kind.value], dated.get(kind.value)) for kind in kinds]


def detail_page(request: HttpRequest, question: Question, *, error: str = "", status: int = 200) -> HttpResponse:
    """The asker's page of one thread, with what went wrong."""
    thread = list(lifecycle.thread_with_answers(question))
    due = settings.DUE_HOURS[question.urgency]
    context: dict[str, Any] = {
        "question": question,
        "entries": [_entry(each) for each in thread],
        "consents": _consent_rows(question),
        "department": question.department.label if question.department else "",
        "may_follow_up": thread[-1].stage in (Stage.PUBLISHED, Stage.ANSWERED, Stage.SIGNED, Stage.WITHDRAWN),
        "waiting": question.stage in (Stage.RECEIVED, Stage.WAITING),
        "expected_hours": expected_hours(question.department_id, otherwise=due),
        "mail_trouble": mail_trouble(question),
        "error": error,
        "most_photos": MOST_PHOTOS,
        "reply": request.POST.get("reply", ""),
    }
    return render(request, "ask/track_question.html", context, status=status)


@require_POST
def consent(request: HttpRequest, ref: str) -> HttpResponse:
    question = own_question(request, ref)
    kind = request.POST.get("kind", "")
    if kind not in ConsentKind.values:
        raise BadInput("Choose which consent to change.")
    try:
        given = request.POST.get("given") == "yes"
        lifecycle.change_consent(question, ConsentKind(kind), given=given, now=timezone.now())
    except BadInput as error:
        return detail_page(request, question, error=str(error), status=422)
    return redirect("track-question", ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("ask")
def follow_up(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask the same doctor on. Screened like any question."""
    question = own_question(request, ref)
    form = ProblemForm(request.POST if request.method == "POST" else None)
    key = clean_words(request.POST.get("key", ""))[:40]
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "question": question, "key": key or secrets.token_urlsafe(16)}
        return render(request, "ask/follow_up.html", context, status=status)
    body = form.cleaned_data["body"]
    now = timezone.now()
    try:
        receipt = lifecycle.ask_follow_up(
            question, body, acknowledged_emergency=request.POST.get("go_on") == "1", submission_key=key or None, now=now
        )
    except lifecycle.EmergencyStop as stop:
        lifecycle.count_event("emergency-shown", now=now)
        return emergency_page(request, stop.screening, carried={"body": body, "key": key}, go_on_url=request.path)
    return redirect("track-question", ref=receipt.question.ref)


@require_POST
@limited("ask")
def reply_to_doctor(request: HttpRequest, ref: str) -> HttpResponse:
    """The doctor asked for something; the reply is screened like any question."""
    question = own_question(request, ref)
    asked = latest_ask_back(question)
    text = clean_words(request.POST.get("reply", ""))
    now = timezone.now()
    try:
        if asked is None:
            raise BadInput("Nobody has asked you anything here.")
        lifecycle.reply_to_doctor(asked, text, acknowledged_emergency=request.POST.get("go_on") == "1", now=now)
    except lifecycle.EmergencyStop as stop:
        lifecycle.count_event("emergency-shown", now=now)
        return emergency_page(request, stop.screening, carried={"reply": text}, go_on_url=request.path)
    except BadInput as error:
        return detail_page(request, question, error=str(error), status=422)
    return redirect("track-question", ref=ref)


@require_GET
def download(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything kept about the question, as a file."""
    question = own_question(request, ref)
    response = JsonResponse(
        lifecycle.everything_about(question), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = f'attachment; filename="my-question-{question.ref}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, ref: str) -> HttpResponse:
    """An interruption page first: this cannot be undone."""
    question = own_question(request, ref)
    if request.method != "POST":
        return render(request, "ask/erase.html", {"question": question})
    refs = [each.ref for each in lifecycle.thread_with_answers(question)]
    number = lifecycle.erase_thread(question, now=timezone.now())
    close_threads(request)
    request.session.flush()
    return render(request, "ask/erased.html", {"number": number, "at": timezone.now(), "refs": refs})
