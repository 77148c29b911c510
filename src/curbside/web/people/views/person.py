"""One person who works here: roles, sessions, posts, and the end."""

from datetime import date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from curbside.errors import BadInput
from curbside.web.access import staff_view, viewer_of
from curbside.web.accounts.actions import Post
from curbside.web.accounts.models import Affiliation, Role, User
from curbside.web.accounts.queries import Viewer, person_record
from curbside.web.departments.queries import department_choices
from curbside.web.lifecycle import people
from curbside.web.people.forms import ROLE_WORDS, NewPostForm, ReasonForm, RoleForm


@staff_view("administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Every button is one deed; what is refused is said on the page."""
    user = get_object_or_404(person_record(), pk=pk)
    act = request.POST.get("act", "")
    own_forms = _forms(act, request.POST)
    error = ""
    if request.method == "POST":
        try:
            if _do(act, user, viewer_of(request), request.POST, own_forms, now=timezone.now()):
                return redirect("people-person", pk=pk)
        except BadInput as refused:
            error = str(refused)
    doctor = getattr(user, "doctor", None)
    context = {
        "person": user,
        "roles": [(Role(grant.role), ROLE_WORDS[Role(grant.role)], grant) for grant in user.role_grants.all()],
        "doctor": doctor,
        "posts": list(doctor.affiliations.all()) if doctor else [],
        "is_me": user.pk == viewer_of(request).user_id,
        "error": error,
        **own_forms,
    }
    return render(request, "people/person.html", context, status=_status(request, error))


def _status(request: HttpRequest, error: str) -> int:
    return 200 if request.method != "POST" else 409 if error else 422


def _forms(act: str, data: QueryDict) -> dict[str, forms.Form]:
    return {
        "give_form": RoleForm(data if act == "give" else None),
        "take_form": ReasonForm(data if act.startswith("take-") else None, auto_id="take_%s"),
        "close_form": ReasonForm(data if act == "close" else None, auto_id="close_%s"),
        "post_form": NewPostForm(data if act == "post" else None, departments=department_choices()),
    }


def _do(
    act: str, user: User, viewer: Viewer, data: QueryDict, own_forms: dict[str, forms.Form], *, now: datetime
) -> bool:
    """One deed; False when its form must be shown again."""
    if act == "sign-out":
        people.sign_out_everywhere(user, viewer, now=now)
        return True
    if act.startswith("end-post-"):
        post = get_object_or_404(Affiliation, pk=act.removeprefix("end-post-"), doctor__user=user, until=None)
        people.end_post(post, viewer, on=_day(data.get("on", "")), now=now)
        return True
    name = {"give": "give_form", "close": "close_form", "post": "post_form"}.get(act, "take_form")
    form = own_forms[name]
    if not form.is_bound or not form.is_valid():
        return False
    found = form.cleaned_data
    if act == "give":
        people.grant_role(user, Role(found["role"]), viewer, reason=found["reason"], now=now)
    elif act == "close":
        people.close_account(user, viewer, reason=found["reason"], now=now)
    elif act == "post":
        post_there = Post(found["department"], found["institution"], found["institution_department"], found["since"])
        people.add_post(user.doctor, post_there, viewer, now=now)
    else:
        people.take_role(user, _role(act.removeprefix("take-")), viewer, reason=found["reason"], now=now)
    return True


def _role(name: str) -> Role:
    if name not in Role.values:
        raise BadInput("Choose which role to take away.")
    return Role(name)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("Give the day on which the post ended.") from error
