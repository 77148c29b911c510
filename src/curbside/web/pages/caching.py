"""How long a public page may be kept, and when "not modified" is answer enough."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

P = ParamSpec("P")
# Short, because a page that is withdrawn must be gone from every cache soon.
PAGE_AGE_S = 60


def public_page(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A page that is the same for every reader: GET only, no cookie, ETag of its content, a minute's life."""

    @require_safe
    @wraps(view)
    def cached(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
        patch_cache_control(response, public=True, max_age=PAGE_AGE_S, must_revalidate=True)
        changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        conditional = get_conditional_response(request, response.headers["ETag"], changed, response)
        return conditional or response

    return cached


def changed_at(response: HttpResponse, moment: datetime) -> HttpResponse:
    """Say when the page last changed."""
    response.headers["Last-Modified"] = http_date(moment.timestamp())
    return response
