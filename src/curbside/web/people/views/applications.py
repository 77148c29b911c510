"""One application: what the doctor says, the proof, and the two checks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from curbside.errors import BadInput
from curbside.web.access import staff_view, viewer_of
from curbside.web.accounts.models import Application
from curbside.web.accounts.queries import application_of
from curbside.web.lifecycle import people
from curbside.web.people.forms import CheckForm, ReasonForm

SUFFIXES = {"application/pdf": "pdf", "image/png": "png"}


def _found(ref: str) -> Application:
    application = application_of(ref)
    if application is None:
        raise Http404
    return application


@staff_view("reviewer", "administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what was compared, or refuse with a reason."""
    found, act = _found(ref), request.POST.get("act", "")
    check = CheckForm(request.POST if act == "check" else None)
    refuse = ReasonForm(request.POST if act == "refuse" else None)
    if request.method != "POST":
        return _page(request, found, check, refuse)
    viewer, now = viewer_of(request), timezone.now()
    try:
        if act == "check" and check.is_valid():
            people.check_licence(found, viewer, note=check.cleaned_data["note"], now=now)
            return redirect("people-application", ref=ref)
        if act == "refuse" and refuse.is_valid():
            people.refuse_application(found, viewer, reason=refuse.cleaned_data["reason"], now=now)
            return redirect("people")
    except BadInput as error:
        return _page(request, found, check, refuse, error=str(error), status=409)
    return _page(request, found, check, refuse, status=422)


def _page(
    request: HttpRequest,
    found: Application,
    check: CheckForm,
    refuse: ReasonForm,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    checks = list(found.checks.all())
    context = {
        "application": found,
        "checks": checks,
        "checked_by_me": any(each.reviewer_id == viewer_of(request).user_id for each in checks),
        "has_proof": hasattr(found, "document"),
        "check_form": check,
        "refuse_form": refuse,
        "error": error,
    }
    return render(request, "people/application.html", context, status=status)


@staff_view("reviewer", "administrator")
@require_POST
def proof(request: HttpRequest, ref: str) -> HttpResponse:
    """As a download: it is opened outside the site. The opening is in the audit log."""
    found = _found(ref)
    try:
        document = people.open_licence(found, viewer_of(request), now=timezone.now())
    except BadInput as error:
        return _page(request, found, CheckForm(), ReasonForm(), error=str(error), status=409)
    response = HttpResponse(bytes(document.content), content_type=document.kind)
    response["Content-Disposition"] = f'attachment; filename="licence-{found.ref}.{SUFFIXES[document.kind]}"'
    response["Cache-Control"] = "private, no-store"
    return response
