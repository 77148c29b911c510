"""How doctors are verified, what is kept about whom and how long, and how accessible the site is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curbside.web.pages.addresses import absolute
from curbside.web.pages.caching import public_page


@public_page
def verify(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about_verify.html", {"canonical": absolute(request, request.path)})


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "canonical": absolute(request, request.path),
        "original_days": settings.ORIGINAL_TEXT_PERIOD.days,
        "draft_hours": int(settings.DRAFT_PERIOD.total_seconds() // 3600),
        "access_days": settings.ACCESS_KEY_PERIOD.days,
    }
    return render(request, "pages/about_privacy.html", context)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about_accessibility.html", {"canonical": absolute(request, request.path)})
