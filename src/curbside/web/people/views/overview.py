"""Who applies, who works here, and which roles two administrators have to agree on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from curbside.errors import BadInput
from curbside.web.access import staff_view, viewer_of
from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import open_applications, open_proposals, staff_people
from curbside.web.lifecycle import people
from curbside.web.people.forms import AddForm


@staff_view("reviewer", "administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """A reviewer sees the applications; an administrator everything, and adds people here."""
    form = AddForm(request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            user = people.add_staff(viewer_of(request), now=timezone.now(), **form.cleaned_data)
            return redirect("people-person", pk=user.pk)
        except BadInput as refused:
            error = str(refused)
    return _page(request, form, error=error, status=422 if request.method == "POST" else 200)


def _page(request: HttpRequest, form: AddForm, *, error: str = "", status: int = 200) -> HttpResponse:
    administrator = viewer_of(request).has_role(Role.ADMINISTRATOR)
    context = {
        "applications": open_applications(),
        "administrator": administrator,
        "people": staff_people() if administrator else [],
        "proposals": open_proposals() if administrator else [],
        "form": form,
        "error": error,
    }
    return render(request, "people/overview.html", context, status=status)


@staff_view("administrator")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second administrator says yes or no; the first may take the proposal back."""
    proposal = get_object_or_404(open_proposals(), pk=pk)
    try:
        granted = request.POST.get("act") == "grant"
        people.decide_proposal(proposal, viewer_of(request), granted=granted, now=timezone.now())
    except BadInput as error:
        return _page(request, AddForm(), error=str(error), status=409)
    return redirect("people")
