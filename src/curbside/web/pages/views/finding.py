"""Search over published answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from curbside.web.pages.search_page import search_page


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Not cached: what a person searched for is nobody else's, and new answers show at once."""
    response = render(request, "pages/search.html", {"page": search_page(request.GET.dict())})
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
