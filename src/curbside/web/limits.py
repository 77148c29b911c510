"""How often one sender may do a thing: enough for any person, too little for a machine that fills the queue."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

P = ParamSpec("P")
HOUR_S = 3600


def sender_of(request: HttpRequest) -> str:
    """A hash of the sender's network: an address is personal, and IPv6 hosts own whole /64 networks.

    X-Forwarded-For is believed only as far as our own proxies wrote it (CURBSIDE_TRUSTED_PROXIES), from the right:
    whatever stands further left was written by the sender.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            address = hops[-settings.TRUSTED_PROXIES]
    network = ":".join(address.split(":")[:4]) if ":" in address else address
    return hashlib.sha256(f"{settings.SECRET_KEY}{network}".encode()).hexdigest()[:24]


def is_over_limit(request: HttpRequest, act: str) -> bool:
    """Count one more `act` of this sender; True when the hour's allowance (settings.HOURLY_LIMITS) is used up.

    Counted in each process: with n processes a sender gets up to n times as much.
    """
    key = f"limit:{act}:{sender_of(request)}"
    cache.add(key, 0, HOUR_S)
    try:
        return cache.incr(key) > settings.HOURLY_LIMITS[act]
    except ValueError:  # it ran out between the two calls
        return False


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def limited(act: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Refuse POSTs over the hour's allowance with 429 and a page that says what to do."""

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "POST" and is_over_limit(request, act):
                response = render(request, "429.html", status=429)
                response.headers["Retry-After"] = str(HOUR_S)
                return response
            return view(request, *args, **kwargs)

        return guarded

    return decorate
