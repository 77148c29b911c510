"""The "no more e-mail" link: a page with a button, and the one-click post of mail programs (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from curbside.web import lifecycle
from curbside.web.limits import is_over_limit
from curbside.web.notices.queries import is_stop_token


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Only a post stops anything: scanners that follow links change nothing. The token alone is the permission, since
    a mail program posts without a cookie from another site."""
    if not is_stop_token(token):
        too_often = is_over_limit(request, "wrong-link")
        return render(request, "429.html" if too_often else "ask/wrong_link.html", status=429 if too_often else 404)
    if request.method == "POST":
        lifecycle.stop_mail(token, now=timezone.now())
    return render(request, "ask/mail_stop.html", {"stopped": request.method == "POST"})
