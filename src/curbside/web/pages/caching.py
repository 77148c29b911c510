"""How long a public page may be kept, and when "not modified" is answer enough."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from curbside.web.publishing.queries import generation

P = ParamSpec("P")
# Short, because a page that is withdrawn must be gone from caches outside this service soon. Inside it is gone at
# once: every kept page carries the generation it was made in.
PAGE_AGE_S = 60
# What a search asks is nobody's business a second later, and nobody else asks it: not kept.
UNKEPT_PREFIXES = ("/search/",)


def public_page(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A page that is the same for every reader: GET only, no cookie, ETag of its content, a minute's life.

    Kept in the process's memory; a kept page costs one look-up by key instead of the whole view.
    """

    @require_safe
    @wraps(view)
    def cached(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        key = _key(request)
        kept: HttpResponse | None = cache.get(key) if key else None
        response = kept or _finished(view(request, *args, **kwargs))
        if response.status_code != 200:
            return response
        if key and kept is None:
            cache.set(key, response, PAGE_AGE_S)
        changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        conditional = get_conditional_response(request, response.headers["ETag"], changed, response)
        return conditional or response

    return cached


def _key(request: HttpRequest) -> str:
    """Names what the page depends on: address, host, language, and the generation of everything published."""
    if request.path.startswith(UNKEPT_PREFIXES):
        return ""
    parts = (request.scheme or "", request.get_host(), request.get_full_path(), get_language() or "", str(generation()))
    return "page:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _finished(response: HttpResponse) -> HttpResponse:
    if response.status_code == 200:
        response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
        patch_cache_control(response, public=True, max_age=PAGE_AGE_S, must_revalidate=True)
    return response


def changed_at(response: HttpResponse, moment: datetime) -> HttpResponse:
    """Say when the page last changed."""
    response.headers["Last-Modified"] = http_date(moment.timestamp())
    return response
