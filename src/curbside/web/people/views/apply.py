"""A doctor applies, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from curbside.errors import BadInput
from curbside.web.accounts.actions import NameTaken
from curbside.web.departments.queries import department_choices
from curbside.web.lifecycle import people
from curbside.web.limits import limited
from curbside.web.people.forms import ApplicationForm


@require_http_methods(["GET", "HEAD", "POST"])
@limited("apply")
def apply(request: HttpRequest) -> HttpResponse:
    """Nobody is told whether an address is known here."""
    departments = department_choices()
    if request.method != "POST":
        return render(request, "people/apply.html", {"form": ApplicationForm(departments=departments)})
    form = ApplicationForm(request.POST, request.FILES, departments=departments)
    if form.is_valid() and _applied(form):
        return redirect("apply-sent")
    return render(request, "people/apply.html", {"form": form}, status=422)


def _applied(form: ApplicationForm) -> bool:
    claim = form.claim(name=form.cleaned_data["name"], email=form.cleaned_data["email"])
    try:
        people.apply_as_doctor(claim, form.cleaned_data["proof"].read(), now=timezone.now())
    except NameTaken as error:
        form.add_error("name", str(error))
    except BadInput as error:
        form.add_error(None, str(error))
    return not form.errors


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "people/applied.html")
