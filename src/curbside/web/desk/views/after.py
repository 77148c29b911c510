"""After publication: taking an answer back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.publishing.queries import take_down_of

JUDGES = ("reviewer", "moderator", "administrator")


@staff_view("doctor", *JUDGES)
@require_http_methods(["GET", "HEAD", "POST"])
def retract(request: HttpRequest, ref: str) -> HttpResponse:
    """The doctor who signed takes the answer back at once; anybody else proposes it, and a second person decides."""
    viewer = viewer_of(request)
    question = question_or_404(viewer, ref)
    answer = lifecycle.answer_of(question)
    is_signer = answer is not None and answer.doctor_id == viewer.doctor_id
    reason, error = request.POST.get("reason", ""), ""
    if request.method == "POST":
        deed = lifecycle.retract_answer if is_signer else lifecycle.propose_retraction
        try:
            deed(question, viewer, reason=reason, now=timezone.now())
            return redirect("desk-case", ref=ref)
        except BadInput as refused:
            error = str(refused)
    context = {
        "question": question,
        "answer": answer,
        "is_signer": is_signer,
        "may_propose": viewer.has_role(*JUDGES),
        "proposal": take_down_of(question),
        "reason": reason,
        "error": error,
    }
    return render(request, "desk/retract.html", context, status=422 if error else 200)
