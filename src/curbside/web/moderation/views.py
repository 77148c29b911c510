"""What moderators decide: which anonymized pages go public, what comes down, and what readers report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.moderation.review_page import (
    ApprovalForm,
    approval_of,
    choices_of,
    proposal,
    review_context,
    standing_context,
    take_down_context,
)
from curbside.web.notices.queries import unsure_messages
from curbside.web.publishing.models import TakeDown
from curbside.web.publishing.queries import cards, open_reports, open_take_downs, take_down_of
from curbside.web.questions.models import Question, Stage
from curbside.web.questions.queries import waiting_for_approval

MODERATORS = ("moderator", "administrator")
PUBLISHED_SHOWN = 20


@staff_view(*MODERATORS)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    context = {
        "waiting": waiting_for_approval(viewer_of(request))[:100],
        "reports": open_reports()[:100],
        "take_downs": open_take_downs()[:100],
        "published_lately": cards()[:PUBLISHED_SHOWN],
        "undecided_messages": unsure_messages().count(),
    }
    return render(request, "moderation/overview.html", context)


@staff_view(*MODERATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """While it waits for approval: original and published text side by side. Afterwards: where the page stands."""
    question = question_or_404(viewer_of(request), ref)
    form = ApprovalForm(request.POST or None, initial=proposal(question))
    if request.method != "POST" or not form.is_valid() or "preview" in request.POST:
        return _review_page(request, question, form, status=422 if form.errors else 200)
    chosen = choices_of(question, request.POST)
    if chosen.missing:
        words = "”, “".join(chosen.missing)
        return _review_page(request, question, form, error=f"“{words}” stands nowhere in this page.", status=422)
    try:
        approval = approval_of(chosen, form, question)
        page = lifecycle.approve_publication(question, viewer_of(request), approval, now=timezone.now())
        return render(request, "moderation/published.html", {"page": page})
    except BadInput as error:
        question = question_or_404(viewer_of(request), ref)
        return _review_page(request, question, form, error=str(error), status=409)


def _review_page(
    request: HttpRequest, question: Question, form: ApprovalForm, *, error: str = "", status: int = 200
) -> HttpResponse:
    viewer = viewer_of(request)
    if question.stage != Stage.SIGNED:
        standing = standing_context(question, viewer)
        return render(request, "moderation/standing.html", {"page": standing, "error": error}, status=status)
    page = review_context(question, viewer, form, now=timezone.now())
    return render(request, "moderation/review.html", {"page": page, "form": form, "error": error}, status=status)


@staff_view(*MODERATORS)
@require_POST
def keep_private(request: HttpRequest, ref: str) -> HttpResponse:
    question = question_or_404(viewer_of(request), ref)
    try:
        lifecycle.keep_private(question, viewer_of(request), reason=request.POST.get("reason", ""), now=timezone.now())
    except BadInput as error:
        question = question_or_404(viewer_of(request), ref)
        return _review_page(request, question, ApprovalForm(initial=proposal(question)), error=str(error), status=422)
    return redirect("moderation")


@staff_view(*MODERATORS)
@require_POST
def take_more_info_off(request: HttpRequest, ref: str) -> HttpResponse:
    """Take what software wrote off one page; the answer stays."""
    question, reason = question_or_404(viewer_of(request), ref), request.POST.get("reason", "")
    try:
        lifecycle.take_more_info_off(question, viewer_of(request), reason=reason, now=timezone.now())
    except BadInput as error:
        question = question_or_404(viewer_of(request), ref)
        return _review_page(request, question, ApprovalForm(initial=proposal(question)), error=str(error), status=422)
    return redirect("moderation-review", ref=ref)


@staff_view(*MODERATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Propose to take a page down or to erase the question, with a reason; a second person decides."""
    question = question_or_404(viewer_of(request), ref)
    error = ""
    if request.method == "POST":
        reason, erase = request.POST.get("reason", ""), request.POST.get("deed") == TakeDown.Deed.ERASE
        try:
            lifecycle.propose_take_down(question, viewer_of(request), erase=erase, reason=reason, now=timezone.now())
            return redirect("moderation")
        except BadInput as refused:
            error = str(refused)
    context = {
        "question": question,
        "error": error,
        "is_published": question.stage == Stage.PUBLISHED,
        "proposal": take_down_of(question),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "moderation/withdraw.html", context, status=422 if error else 200)


@staff_view(*MODERATORS, "reviewer")
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """What one person proposed, for a second one to decide; reviewers decide about retractions alone."""
    moderates = viewer_of(request).has_role(*MODERATORS)
    proposals = open_take_downs() if moderates else open_take_downs().filter(deed=TakeDown.Deed.RETRACT)
    proposed = get_object_or_404(proposals, pk=proposal_id)
    error = ""
    if request.method == "POST":
        agree = request.POST.get("decision") == "agree"
        try:
            lifecycle.decide_take_down(proposed, viewer_of(request), agree=agree, now=timezone.now())
            return redirect("moderation") if moderates else redirect("desk-case", ref=proposed.question.ref)
        except BadInput as refused:
            error = str(refused)
    context = {"page": take_down_context(proposed, viewer_of(request)), "error": error}
    return render(request, "moderation/take_down.html", context, status=409 if error else 200)


@staff_view(*MODERATORS)
@require_POST
def close_report(request: HttpRequest, report_id: int) -> HttpResponse:
    report = get_object_or_404(open_reports(), pk=report_id)
    lifecycle.close_report(report, viewer_of(request), outcome=request.POST.get("outcome", ""), now=timezone.now())
    return redirect("moderation-reports")


@staff_view(*MODERATORS)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/reports.html", {"reports": open_reports()[:200], "now": timezone.now()})
