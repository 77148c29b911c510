"""Who is behind a request, and what they may enter."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from curbside.web.accounts.queries import Viewer, viewer_for
from curbside.web.questions.models import Question
from curbside.web.questions.queries import get_question_for

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# Session key: ids of threads whose private link this browser has opened and confirmed.
OPENED_THREADS = "opened_threads"


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of this request; worked out once. Costs no query and sets no cookie for a reader."""
    cached: Viewer | None = getattr(request, "_viewer", None)
    if cached is None:
        opened = request.session.get(OPENED_THREADS, []) if settings.SESSION_COOKIE_NAME in request.COOKIES else []
        cached = viewer_for(request.user, today=timezone.now().date(), asker_of=frozenset(opened))
        request._viewer = cached  # type: ignore[attr-defined]
    return cached


def open_thread(request: HttpRequest, thread_id: int) -> None:
    """Remember in the server-side session that this browser holds the thread's private link."""
    opened = [kept for kept in request.session.get(OPENED_THREADS, []) if kept != thread_id]
    request.session[OPENED_THREADS] = [*opened, thread_id][-20:]
    request.__dict__.pop("_viewer", None)


def close_threads(request: HttpRequest) -> None:
    request.session.pop(OPENED_THREADS, None)
    request.__dict__.pop("_viewer", None)


def question_or_404(viewer: Viewer, ref: str) -> Question:
    """The question, or the same 404 for one that is hidden and one that is not there."""
    question = get_question_for(viewer, ref)
    if question is None:
        raise Http404("There is no such question.")
    return question


def staff_view(*roles: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Signed in, holding one of `roles`, with a second factor (the demo alone does without)."""

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not viewer_of(request).has_role(*roles):
                raise PermissionDenied("Your account does not have the role this page needs.")
            if settings.SECOND_FACTOR and not has_second_factor(request):
                return redirect("mfa_activate_totp")
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def has_second_factor(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def same_origin(request: HttpRequest) -> bool:
    """A form of this site was posted, for the few posts that carry no token because the page has no cookie.

    Browsers send Sec-Fetch-Site or Origin with every POST; a request with neither comes from no browser form.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return origin.startswith(f"{request.scheme}://{request.get_host()}")


def refuse_foreign(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Guard a csrf_exempt view by origin."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not same_origin(request):
            raise PermissionDenied("This form was sent from another site.")
        return view(request, *args, **kwargs)

    return guarded
