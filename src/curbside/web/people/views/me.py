"""My own account: what I am told by e-mail, my sessions, and the proof of my licence."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from curbside.errors import BadInput
from curbside.web.access import has_second_factor, viewer_of
from curbside.web.accounts.models import Doctor, User
from curbside.web.accounts.queries import lapsed_doctor, open_renewal
from curbside.web.departments.queries import department_choices
from curbside.web.lifecycle import people
from curbside.web.lifecycle.notices import choose_notices
from curbside.web.notices.queries import preference_of, why_stopped
from curbside.web.people.forms import LicenceForm, NoticeForm


def _account_view(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Anybody who works here, and a doctor whose verification ended: they renew it here."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not viewer_of(request).roles and lapsed_doctor(request.user, today=timezone.now().date()) is None:
            raise PermissionDenied("Your account does not have the role this page needs.")
        if settings.SECOND_FACTOR and not has_second_factor(request):
            return redirect("mfa_activate_totp")
        return view(request)

    return guarded


@_account_view
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    user = User.objects.get(pk=viewer_of(request).user_id or 0)
    doctor = Doctor.objects.filter(user=user).first()
    act = request.POST.get("act", "")
    notice = NoticeForm(request.POST if act == "notices" else None, initial=_chosen(user))
    renew = _renew_form(request, act, doctor)
    error = ""
    if request.method == "POST":
        try:
            if _do(request, act, user, doctor, notice, renew):
                return redirect("people-me")
        except BadInput as refused:
            error = str(refused)
    context = {
        "person": user,
        "doctor": doctor,
        "lapsed": lapsed_doctor(user, today=timezone.now().date()) is not None,
        "renewal": open_renewal(doctor) if doctor else None,
        "mail": why_stopped(user.email),
        "notice_form": notice,
        "renew_form": renew,
        "error": error,
    }
    return render(request, "people/me.html", context, status=422 if request.method == "POST" else 200)


def _chosen(user: User) -> dict[str, bool]:
    found = preference_of(user)
    return {"daily_digest": found.daily_digest, "urgent_at_once": found.urgent_at_once}


def _renew_form(request: HttpRequest, act: str, doctor: Doctor | None) -> LicenceForm:
    posted = act == "renew"
    post = doctor.affiliations.filter(until=None).first() if doctor else None
    initial = {
        "licence": doctor.licence if doctor else "",
        "licence_authority": doctor.licence_authority if doctor else "",
        "licence_country": doctor.licence_country if doctor else "",
        "languages": ", ".join(doctor.languages) if doctor else "",
        "bio": doctor.bio if doctor else "",
        "department": post.department_id if post else "",
        "institution": post.institution if post else "",
        "institution_department": post.institution_department if post else "",
    }
    return LicenceForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial=initial,
        departments=department_choices(),
    )


def _do(
    request: HttpRequest, act: str, user: User, doctor: Doctor | None, notice: NoticeForm, renew: LicenceForm
) -> bool:
    """One deed; False when its form must be shown again."""
    viewer, now = viewer_of(request), timezone.now()
    if act == "sign-out":
        people.sign_out_everywhere(user, viewer, now=now)
        return True
    if act == "notices" and notice.is_valid():
        choose_notices(viewer, **notice.cleaned_data)
        return True
    if act == "renew" and doctor and renew.is_valid():
        claim = renew.claim(name=doctor.name, email=user.email)
        people.renew_verification(viewer, claim, renew.cleaned_data["proof"].read(), now=now)
        return True
    return False
