"""A request the site cannot take gets the page that says why, never a 500."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.log import log_response

from curbside.errors import BadInput

# The askers' forms clean what was typed instead of refusing it: nobody in danger is held up by a stray character.
CLEANING_PREFIXES = ("/ask/", "/track/")
# The API reads its body itself.
API_PREFIX = "/api/"


class BadInputMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A NUL never reaches a database: PostgreSQL refuses it, SQLite keeps it.
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            response: HttpResponse = render(request, "400.html", status=400)
        else:
            response = self.get_response(request)
        return _as_problem(response) if request.path.startswith(API_PREFIX) else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Reads a form before the check of its token does: what is too big there would be a bare 400."""
        if request.method != "POST" or request.path.startswith(API_PREFIX):
            return None
        try:
            values = [value for _, values in request.POST.lists() for value in values]
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return _too_big(request)
        except UnreadablePostError:  # the browser has gone; the check of the token says the rest
            return None
        if any("\x00" in value for value in values) and not request.path.startswith(CLEANING_PREFIXES):
            return render(request, "400.html", status=400)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
            return _too_big(request)
        if isinstance(exception, BadInput):
            return render(request, "400.html", {"message": str(exception)}, status=400)
        if isinstance(exception, DatabaseError):
            response = render(request, "503.html", status=503)
            log_response("database unavailable: %s", type(exception).__name__, response=response, request=request)
            return response
        return None


def _as_problem(response: HttpResponse) -> HttpResponse:
    """A program gets RFC 9457 problem details wherever a person would get a page that says what went wrong."""
    if response.status_code < 400 or "json" in response.headers.get("Content-Type", ""):
        return response
    said = {"type": "about:blank", "title": response.reason_phrase, "status": response.status_code, "detail": ""}
    problem = JsonResponse(said, status=response.status_code, content_type="application/problem+json")
    if "Allow" in response.headers:
        problem.headers["Allow"] = response.headers["Allow"]
    return problem


def _too_big(request: HttpRequest) -> HttpResponse:
    return render(request, "400.html", {"too_big": True}, status=413)
