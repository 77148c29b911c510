"""More info that was made anew for a published answer: read, changed, approved or refused by the doctor who signed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.desk.forms import ReplyForm
from curbside.web.desk.rebuilt import rebuilt_for


@staff_view("doctor")
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/more_info/list.html", {"rows": rebuilt_for(viewer_of(request))})


@staff_view("doctor")
@require_http_methods(["GET", "HEAD", "POST"])
def rebuilt(request: HttpRequest, ref: str) -> HttpResponse:
    """The sentences as boxes; emptied ones are left out, changed ones must say what their sources say."""
    viewer = viewer_of(request)
    question = question_or_404(viewer, ref)
    error = ""
    if request.method == "POST":
        form, now = ReplyForm(request.POST), timezone.now()
        version = int(form.data["version"]) if str(form.data.get("version", "")).isdigit() else 0
        try:
            if request.POST.get("act") == "refuse":
                lifecycle.refuse_more_info(question, viewer, now=now)
            else:
                lifecycle.approve_more_info(question, viewer, version=version, texts=form.more_info(), now=now)
            return redirect("desk-more-info")
        except lifecycle.NotAllowed:
            raise Http404("Nothing waits here for you.") from None
        except BadInput as refused:
            error = str(refused)
    try:
        row = lifecycle.rebuilt_of(question, viewer)
    except BadInput as gone:
        if error:
            return render(
                request, "desk/more_info/list.html", {"rows": rebuilt_for(viewer), "error": error}, status=409
            )
        raise Http404("Nothing waits here for you.") from gone
    context = {"row": row, "page": question.publication, "error": error}
    return render(request, "desk/more_info/rebuilt.html", context, status=409 if error else 200)
