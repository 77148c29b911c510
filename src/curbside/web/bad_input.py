"""A request the site cannot take gets the page that says why, never a 500."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.log import log_response

from curbside.errors import BadInput


class BadInputMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A NUL never reaches a database: PostgreSQL refuses it, SQLite keeps it.
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
            return render(request, "400.html", {"too_big": True}, status=413)
        if isinstance(exception, BadInput):
            return render(request, "400.html", {"message": str(exception)}, status=400)
        if isinstance(exception, DatabaseError):
            response = render(request, "503.html", status=503)
            log_response("database unavailable: %s", type(exception).__name__, response=response, request=request)
            return response
        return None
