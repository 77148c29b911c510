"""How often one sender may do a thing: enough for any person, too little for a machine that fills the queue."""

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from curbside.web.intake.actions import count_sender

P = ParamSpec("P")
HOUR_S = 3600
log = logging.getLogger(__name__)


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

    Counted in the database, for all processes together; only acts that are limited pay for it, never a reader's page.
    While the database is away nobody is refused: whoever has an emergency must get the page that says so.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    try:
        return count_sender(f"{act}:{sender_of(request)}", hour) > settings.HOURLY_LIMITS[act]
    except DatabaseError as error:
        log.warning("limit.not_counted act=%s error=%s", act, type(error).__name__)
        return False


def seconds_to_next_hour() -> int:
    now = timezone.now()
    return HOUR_S - (now.minute * 60 + now.second)


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def limited(act: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Refuse POSTs over the hour's allowance with 429 and a page that says what to do."""

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "POST" and is_over_limit(request, act):
                response = render(request, "429.html", status=429)
                response.headers["Retry-After"] = str(seconds_to_next_hour())
                return response
            return view(request, *args, **kwargs)

        return guarded

    return decorate
