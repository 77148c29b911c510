"""How doctors are verified, what is kept about whom and how long, and how accessible the site is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curbside.web.pages.addresses import absolute
from curbside.web.pages.caching import public_page


@public_page
def verify(request: HttpRequest) -> HttpResponse:
    context = {"canonical": absolute(request, request.path), "second_factor": settings.SECOND_FACTOR}
    return render(request, "pages/about_verify.html", context)


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "canonical": absolute(request, request.path),
        "original_days": settings.ORIGINAL_TEXT_PERIOD.days,
        "draft_hours": int(settings.DRAFT_PERIOD.total_seconds() // 3600),
        "access_days": settings.ACCESS_KEY_PERIOD.days,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "cookie_hours": settings.SESSION_COOKIE_AGE // 3600,
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "form_hours": settings.CSRF_COOKIE_AGE // 3600,
    }
    return render(request, "pages/about_privacy.html", context)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about_accessibility.html", {"canonical": absolute(request, request.path)})
