"""What moderators decide: which anonymised pages go public, what comes down, and what readers report."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbside.clinical.privacy import PrivacySpan, redact
from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.audit.queries import latest_entries
from curbside.web.diff import Segment, segments, span_from_json
from curbside.web.intake.queries import unsure_messages
from curbside.web.publishing.markup import plain_text, render_markdown
from curbside.web.publishing.queries import open_reports
from curbside.web.questions.models import OriginalText, Question, Stage
from curbside.web.questions.queries import waiting_for_approval

MODERATORS = ("moderator", "administrator")
AUDIT_SHOWN = 200


class ApprovalForm(forms.Form):
    headline = forms.CharField(label=_("Headline"), max_length=90)
    title = forms.CharField(label=_("The asker's title"), max_length=200, required=False)
    body = forms.CharField(
        label=_("The question as published"),
        help_text=_("Take out whatever still identifies somebody. Change nothing else."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )


@dataclass(frozen=True, slots=True)
class ReviewContext:
    question: Question
    original: OriginalText | None
    pieces: list[Segment]
    left_over: tuple[PrivacySpan, ...]
    answer_html: SafeString | None
    answer_left_over: tuple[PrivacySpan, ...]
    explanation: list[dict[str, Any]]


@staff_view(*MODERATORS)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    context = {
        "waiting": waiting_for_approval(viewer_of(request))[:100],
        "reports": open_reports()[:100],
        "unsure_messages": unsure_messages()[:100],
    }
    return render(request, "moderation/overview.html", context)


@staff_view(*MODERATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Original and published text side by side; the look at the original is in the audit log."""
    question = question_or_404(viewer_of(request), ref)
    form = ApprovalForm(request.POST or None, initial=_proposal(question))
    if request.method == "POST" and form.is_valid():
        try:
            page = lifecycle.approve_publication(
                question, viewer_of(request), lifecycle.Approval(**form.cleaned_data), now=timezone.now()
            )
            return render(request, "moderation/published.html", {"page": page})
        except BadInput as error:
            question = question_or_404(viewer_of(request), ref)
            return _review_page(request, question, form, error=str(error), status=409)
    return _review_page(request, question, form, status=422 if form.errors else 200)


def _proposal(question: Question) -> dict[str, str]:
    return {"headline": question.headline[:90], "title": question.title, "body": question.body}


def _review_page(
    request: HttpRequest, question: Question, form: ApprovalForm, *, error: str = "", status: int = 200
) -> HttpResponse:
    original = lifecycle.open_original(question, viewer_of(request), reason="publication approval", now=timezone.now())
    answer = lifecycle.answer_of(question)
    page = ReviewContext(
        question=question,
        original=original,
        pieces=segments(original.body, map(span_from_json, original.spans)) if original else [],
        left_over=redact(question.body).spans,
        # render_markdown sanitises
        answer_html=mark_safe(render_markdown(answer.text)) if answer else None,  # noqa: S308
        answer_left_over=_third_parties(answer.text, answer.doctor_name) if answer else (),
        explanation=lifecycle.explanation_of(question),
    )
    return render(request, "moderation/review.html", {"page": page, "form": form, "error": error}, status=status)


def _third_parties(text: str, doctor: str) -> tuple[PrivacySpan, ...]:
    """What may identify somebody in a reply, the signing doctor's own name aside."""
    return tuple(span for span in redact(plain_text(text)).spans if span.must and span.text not in doctor)


@staff_view(*MODERATORS)
@require_POST
def keep_private(request: HttpRequest, ref: str) -> HttpResponse:
    question = question_or_404(viewer_of(request), ref)
    try:
        lifecycle.keep_private(question, viewer_of(request), reason=request.POST.get("reason", ""), now=timezone.now())
    except BadInput as error:
        form = ApprovalForm(initial=_proposal(question))
        return _review_page(request, question, form, error=str(error), status=422)
    return redirect("moderation")


@staff_view(*MODERATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a published page down, with a reason."""
    question = question_or_404(viewer_of(request), ref)
    error = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            lifecycle.withdraw_publication(question, viewer_of(request), reason=reason, now=timezone.now())
            return redirect("moderation")
        except BadInput as refused:
            error = str(refused)
    context = {"question": question, "error": error, "is_published": question.stage == Stage.PUBLISHED}
    return render(request, "moderation/withdraw.html", context, status=422 if error else 200)


@staff_view(*MODERATORS)
@require_POST
def close_report(request: HttpRequest, report_id: int) -> HttpResponse:
    report = get_object_or_404(open_reports(), pk=report_id)
    lifecycle.close_report(report, viewer_of(request), outcome=request.POST.get("outcome", ""), now=timezone.now())
    return redirect("moderation-reports")


@staff_view(*MODERATORS)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/reports.html", {"reports": open_reports()[:200]})


@staff_view("auditor", "administrator")
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/audit.html", {"entries": latest_entries(AUDIT_SHOWN)})
