"""Reading published answers again: what is due, what a second reader found, and the second reader's own page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.desk.forms import PeerReviewForm
from curbside.web.publishing.models import TakeDown
from curbside.web.publishing.queries import open_take_downs, standing_publications
from curbside.web.reviews.queries import (
    corrections_asked,
    left_to_stand,
    may_review_page,
    open_peer_reviews,
    pages_due,
)

DISAGREED_FOR = timedelta(days=90)
READERS = ("doctor", "reviewer", "moderator", "administrator")
SHOWN = 100


@staff_view(*READERS)
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """For a doctor what they are asked for and what is due; for reviewers and moderators what waits for them."""
    viewer, now = viewer_of(request), timezone.now()
    judges = viewer.has_role("reviewer", "moderator", "administrator")
    is_doctor = viewer.doctor_id is not None
    retractions = open_take_downs().filter(deed=TakeDown.Deed.RETRACT)
    context = {
        "asked": corrections_asked(viewer.doctor_id)[:SHOWN] if is_doctor else [],
        "due": pages_due(viewer, today=now.date())[:SHOWN] if is_doctor else [],
        "waiting": open_peer_reviews(viewer)[:SHOWN] if judges else [],
        "retractions": retractions[:SHOWN] if judges else [],
        "disagreed": left_to_stand(now - DISAGREED_FOR)[:SHOWN] if judges else [],
        "may_review": viewer.has_role("reviewer"),
        "is_doctor": is_doctor,
        "judges": judges,
        "today": now.date(),
    }
    return render(request, "desk/reviews/list.html", context)


@staff_view("reviewer")
@require_http_methods(["GET", "HEAD", "POST"])
def peer_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer as readers see it, and what the second reader found."""
    viewer = viewer_of(request)
    review = get_object_or_404(open_peer_reviews(viewer), pk=pk)
    form = PeerReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lifecycle.decide_peer_review(review, viewer, now=timezone.now(), **form.cleaned_data)
            return redirect("desk-reviews")
        except BadInput as refused:
            form.add_error("note", str(refused))
    page = review.question.publication
    html = mark_safe(page.answer_html)  # noqa: S308 - sanitised when published
    context = {"review": review, "page": page, "form": form, "answer_html": html}
    return render(request, "desk/reviews/peer.html", context, status=422 if form.errors else 200)


@staff_view("doctor")
@require_http_methods(["GET", "HEAD", "POST"])
def review_answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Read a published answer again: still right, or corrected, or retracted; or say why it stands as it is."""
    viewer, now = viewer_of(request), timezone.now()
    question = question_or_404(viewer, ref)
    page = standing_publications().select_related("department").filter(question=question).first()
    asked = corrections_asked(viewer.doctor_id).filter(question=question).first()
    error, note = "", request.POST.get("note", "")
    if request.method == "POST":
        try:
            if asked:
                lifecycle.let_reviewed_answer_stand(question, viewer, note=note, now=now)
            else:
                lifecycle.confirm_answer(question, viewer, now=now)
            return redirect("desk-reviews")
        except BadInput as refused:
            error = str(refused)
    context = {
        "question": question,
        "page": page,
        "answer_html": mark_safe(page.answer_html) if page else "",  # noqa: S308 - sanitised when published
        "asked": asked,
        "may_review": page is not None and may_review_page(page, viewer, today=now.date()),
        "is_signer": page is not None and page.doctor_id == viewer.doctor_id,
        "note": note,
        "error": error,
    }
    return render(request, "desk/reviews/answer.html", context, status=422 if error else 200)
