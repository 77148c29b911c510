"""The first page: the problem in their own words, the emergency screen, and answers that exist already."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbside.clinical.urgency import Urgency, screen
from curbside.web import lifecycle
from curbside.web.access import refuse_foreign
from curbside.web.ask.draft import HELPED, forget_draft, load_draft, new_draft, note_facts, store_draft
from curbside.web.ask.emergency import emergency_page
from curbside.web.ask.forms import ProblemForm
from curbside.web.ask.steps import FIRST
from curbside.web.ask.text_fields import clean_words
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import page_of

# Below this many characters nothing sensible can be looked up yet.
MIN_LOOKUP_CHARS = 25
# More than a form takes, so that nothing which can be sent goes unread, and little enough to read at once.
MAX_SCREENED_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class MatchContext:
    ref: str
    url: str
    headline: str
    question_excerpt: str
    reply_excerpt: str
    doctor: str
    department: str
    date: Any


def match_context(page: Publication) -> MatchContext:
    return MatchContext(
        ref=page.ref,
        url=f"/q/{page.ref}-{page.slug}/",
        headline=page.headline,
        question_excerpt=page.question_excerpt,
        reply_excerpt=page.answer_excerpt,
        doctor=page.doctor_name,
        department=page.department.label,
        date=page.answered_at,
    )


# No token: the home page that posts here is one for everybody, without a cookie. The origin is checked instead.
@csrf_exempt
@refuse_foreign
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Take the text. An emergency stops here, before anything is stored and without touching the database."""
    if request.method != "POST":
        return render(request, "ask/start.html", {"form": ProblemForm(initial=_typed_so_far(request))})
    form = ProblemForm(request.POST)
    typed = clean_words(request.POST.get("body", ""))
    if "edit" in request.POST:
        return render(request, "ask/start.html", {"form": ProblemForm(initial={"body": typed})})
    # Before anything is found wrong with the form: a text that is too long may tell of an emergency all the same.
    screening = screen(typed[:MAX_SCREENED_CHARS])
    go_on = request.POST.get("go_on") == "1"
    stops = screening.urgency is Urgency.EMERGENCY or screening.crisis is not None
    if stops and not go_on:
        lifecycle.count_event("emergency-shown", now=timezone.now())
        return emergency_page(request, screening, carried={"body": typed}, go_on_url="/ask/")
    if not form.is_valid():
        return render(request, "ask/start.html", {"form": form}, status=422)
    body = form.cleaned_data["body"]
    try:
        _keep(request, body, acknowledged_emergency=go_on)
    except DatabaseError:
        return render(request, "ask/start.html", {"form": form, "unavailable": True}, status=503)
    return redirect("ask-matches")


def _typed_so_far(request: HttpRequest) -> dict[str, str]:
    try:
        draft = load_draft(request)
    except DatabaseError:
        draft = None
    return {"body": draft["body"]} if draft else {}


def _keep(request: HttpRequest, body: str, *, acknowledged_emergency: bool) -> None:
    draft = load_draft(request)
    if draft is None:
        draft = new_draft(body, acknowledged_emergency=acknowledged_emergency)
    draft |= {"body": body, "acknowledged_emergency": acknowledged_emergency or draft["acknowledged_emergency"]}
    note_facts(draft)
    if acknowledged_emergency:
        lifecycle.count_event("emergency-went-on", now=timezone.now())
    store_draft(request, draft)


@csrf_exempt
@refuse_foreign
@require_POST
def instant_matches(request: HttpRequest) -> HttpResponse:
    """The list of answers that exist already, while typing. Nothing is stored and nothing is logged."""
    text = clean_words(request.POST.get("body", ""))[:4000]
    found = lifecycle.find_answered(text) if len(text) >= MIN_LOOKUP_CHARS else []
    return render(request, "ask/_matches.html", {"matches": [match_context(page) for page in found]})


@require_GET
def matches(request: HttpRequest) -> HttpResponse:
    """The same list as a page of its own, after Continue."""
    draft = load_draft(request)
    if draft is None:
        return redirect("ask-start")
    found = lifecycle.find_answered(draft["body"])
    if not found:
        return redirect("ask-step", slug=FIRST)
    context = {"matches": [match_context(page) for page in found], "next": FIRST}
    return render(request, "ask/matches.html", context)


@require_POST
def helped(request: HttpRequest) -> HttpResponse:
    """ "This helped": the draft goes, and the person leaves with the answer.

    Should they ask after all in this visit, that is counted too, so that it is no question spared.
    """
    page = page_of(clean_words(request.POST.get("ref", "")))
    forget_draft(request)
    lifecycle.count_event("helped-by-existing", now=timezone.now())
    request.session[HELPED] = True
    return redirect(f"/q/{page.ref}-{page.slug}/" if page else "/")
