"""Check your answers, send, and the receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from curbside.clinical.urgency import Reason, Urgency
from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import open_thread, viewer_of
from curbside.web.answers.queries import expected_hours
from curbside.web.ask.draft import HELPED, draft_token, forget_draft, load_draft, submission_of
from curbside.web.ask.emergency import emergency_page
from curbside.web.ask.forms import AGE_CHOICES, SEX_CHOICES, SUBJECT_CHOICES
from curbside.web.ask.steps import is_never_published, may_be_pregnant
from curbside.web.diff import Segment, segments
from curbside.web.intake.queries import draft_photos
from curbside.web.lifecycle.photos import move_draft_photos
from curbside.web.limits import limited
from curbside.web.questions.queries import get_question_for

RECEIPT = "ask_receipt"


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    value: str
    change_url: str


@dataclass(frozen=True, slots=True)
class CheckContext:
    rows: list[Row]
    consents: list[Row]
    title_pieces: list[Segment]
    body_pieces: list[Segment]
    warnings: tuple[str, ...]
    taken_out: int
    publishes: bool
    barred: bool
    urgent: tuple[Reason, ...]


def _change(slug: str) -> str:
    return f"{reverse('ask-step', args=[slug])}?then=check"


def _rows(draft: dict[str, object]) -> list[Row]:
    def label(choices: Iterable[tuple[str, Any]], value: object) -> str:
        return str(dict(choices).get(str(value), "")) if value else ""

    rows = [
        Row(
            _("Who it is about"),
            label(SUBJECT_CHOICES, draft.get("subject")),
            _change("about"),
        ),
        Row(_("Age group"), label(AGE_CHOICES, draft.get("age")), _change("age")),
        Row(_("Sex"), label(SEX_CHOICES, draft.get("sex")), _change("sex")),
    ]
    if may_be_pregnant(draft):
        pregnant = {"yes": _("Yes"), "no": _("No")}.get(str(draft.get("pregnant")), "")
        rows.append(Row(_("Pregnant, or gave birth in the last 6 weeks"), pregnant, _change("pregnancy")))
    rows += [
        Row(_("How long"), str(draft.get("how_long", "")), _change("how-long")),
        Row(_("Medicines"), str(draft.get("medicines", "")), _change("medicines")),
        Row(_("Known illnesses"), str(draft.get("conditions", "")), _change("conditions")),
    ]
    more: list[dict[str, str]] = draft.get("more", [])  # type: ignore[assignment]
    rows += [Row(item["ask"], item["answer"], _change(f"more-{n}")) for n, item in enumerate(more, start=1)]
    return [
        *rows,
        Row(_("Summed up"), str(draft.get("title", "")), _change("title")),
        Row(_("Name on the page"), str(draft.get("alias") or _("One we make up")), _change("alias")),
        Row(_("E-mail"), str(draft.get("email", "")), _change("email")),
    ]


def _pictures(request: HttpRequest) -> str:
    number = len(draft_photos(draft_token(request) or "", now=timezone.now()))
    return str(number) if number else ""


def _consent_rows(draft: dict[str, object], *, never_published: bool) -> list[Row]:
    given: dict[str, bool] = draft.get("consents", {})  # type: ignore[assignment]
    words = {"answer": _("A doctor may answer"), "publish": _("Publish without my identity"), "research": _("Research")}
    kinds = [kind for kind in words if not (never_published and kind == "publish")]
    return [Row(words[kind], _("Yes") if given.get(kind) else _("No"), _change("consent")) for kind in kinds]


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Everything that will be sent, and the text beside the text that would be published."""
    draft = load_draft(request)
    if draft is None:
        return render(request, "ask/expired.html")
    return _check_page(request, draft)


def _check_page(request: HttpRequest, draft: dict[str, object], *, error: str = "", status: int = 200) -> HttpResponse:
    read = lifecycle.read_submission(submission_of(draft, language=get_language() or "en"))
    given: dict[str, bool] = draft.get("consents", {})  # type: ignore[assignment]
    unoffered = is_never_published(draft)
    context = CheckContext(
        rows=[*_rows(draft), Row(_("Pictures"), _pictures(request), _change("photos"))],
        consents=_consent_rows(draft, never_published=unoffered),
        title_pieces=segments(read.submission.title, read.title.spans),
        body_pieces=segments(read.submission.body, read.body.spans),
        warnings=read.body.warnings,
        taken_out=len(read.body.spans) + len(read.title.spans),
        publishes=bool(given.get("publish")) and not read.publication_barred,
        barred=read.publication_barred,
        urgent=read.screening.reasons if read.screening.urgency is Urgency.URGENT else (),
    )
    return render(request, "ask/check.html", {"page": context, "error": error}, status=status)


@require_POST
@limited("ask")
def send(request: HttpRequest) -> HttpResponse:
    """Send once, however often the button is pressed."""
    draft = load_draft(request)
    if draft is None:
        return redirect("ask-receipt") if RECEIPT in request.session else render(request, "ask/expired.html")
    submission = submission_of(draft | _acknowledged(request), language=get_language() or "en")
    try:
        receipt = lifecycle.receive_question(submission, now=timezone.now())
    except lifecycle.EmergencyStop as stop:
        lifecycle.count_event("emergency-shown", now=timezone.now())
        return emergency_page(request, stop.screening, carried={}, go_on_url=reverse("ask-send"))
    except BadInput as error:
        return _check_page(request, draft, error=str(error), status=422)
    move_draft_photos(draft_token(request) or "", receipt.question, now=timezone.now())
    _hand_over_receipt(request, receipt)
    forget_draft(request)
    if request.session.pop(HELPED, False):
        lifecycle.count_event("asked-after-helped", now=timezone.now())
    return redirect("ask-receipt")


def _acknowledged(request: HttpRequest) -> dict[str, bool]:
    return {"acknowledged_emergency": True} if request.POST.get("go_on") == "1" else {}


def _hand_over_receipt(request: HttpRequest, receipt: lifecycle.Receipt) -> None:
    """The secret stays in the server-side session until this browser leaves, so the receipt can be opened again."""
    open_thread(request, receipt.question.thread_id)
    if receipt.secret:
        request.session[RECEIPT] = {"ref": receipt.question.ref, "secret": receipt.secret}


@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """What happens next, and the private link as text and as a QR code."""
    kept = request.session.get(RECEIPT)
    question = get_question_for(viewer_of(request), kept["ref"]) if kept else None
    if kept is None or question is None:
        return render(request, "ask/no_receipt.html", status=200)
    base = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    link = base + reverse("track-key", args=[kept["secret"]])
    due = settings.DUE_HOURS[question.urgency]
    context = {
        "link": link,
        "qr": segno.make(link, error="m").svg_inline(scale=4, border=2, svgclass="qr", lineclass=None, omitsize=True),
        "question": question,
        "expected_hours": min(expected_hours(question.department_id, otherwise=due), due),
    }
    return render(request, "ask/receipt.html", context)
