"""The draft by software: put in as a start, or refused."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.desk.case_page import case_page


@staff_view("doctor")
@require_POST
def take_draft(request: HttpRequest, ref: str) -> HttpResponse:
    """The draft by software goes below what is written; what it was made from is recorded with the reply."""
    question = question_or_404(viewer_of(request), ref)
    try:
        lifecycle.take_draft(question, viewer_of(request), now=timezone.now())
    except BadInput as error:
        return case_page(request, question, status=409, error=str(error))
    return redirect(reverse("desk-case", args=[ref]) + "#id_text")


@staff_view("doctor")
@require_POST
def refuse_draft(request: HttpRequest, ref: str) -> HttpResponse:
    question = question_or_404(viewer_of(request), ref)
    try:
        because = request.POST.get("because", "")
        lifecycle.refuse_draft(question, viewer_of(request), because=because, now=timezone.now())
    except BadInput as error:
        return case_page(request, question, status=409, error=str(error))
    return redirect("desk-case", ref=ref)
