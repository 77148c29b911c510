"""Errors as RFC 9457 problem details."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from curbside.clinical.urgency import Crisis, Screening
from curbside.errors import BadInput
from curbside.knowledge.numbers import help_numbers
from curbside.web import lifecycle

MEDIA_TYPE = "application/problem+json"


def problem(status: int, title: str, detail: str = "", *, type: str = "about:blank", **more: Any) -> HttpResponse:
    body = {"type": type, "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def reasons_of(screening: Screening) -> list[dict[str, Any]]:
    fields = ("rule", "title", "text", "start", "end", "source")
    return [{name: getattr(reason, name) for name in fields} for reason in screening.reasons]


def numbers_of(screening: Screening) -> list[dict[str, str]]:
    """The country's emergency numbers, then the lines for a crisis."""
    kinds = ["emergency"]
    if screening.crisis:
        kinds.append("abuse" if screening.crisis is Crisis.ABUSE else "crisis")
    numbers = [number for kind in kinds for number in help_numbers(settings.CURBSIDE_COUNTRY, kind)]
    return [{"kind": n.kind, "name": n.name, "number": n.number, "hours": n.hours} for n in numbers]


def install(api: NinjaAPI) -> None:
    """Teach `api` to answer every error raised on purpose."""

    @api.exception_handler(lifecycle.EmergencyStop)
    def emergency(request: HttpRequest, stop: lifecycle.EmergencyStop) -> HttpResponse:
        reasons, numbers = reasons_of(stop.screening), numbers_of(stop.screening)
        title = "This may be an emergency. Nothing has been stored."
        return problem(422, title, str(stop), type="emergency", reasons=reasons, numbers=numbers)

    @api.exception_handler(BadInput)
    def bad_input(request: HttpRequest, error: BadInput) -> HttpResponse:
        return problem(422, "This cannot be used as it is", str(error))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        # Only where and what, never the value: it is what a person wrote.
        errors = [{"where": ".".join(str(part) for part in e["loc"]), "message": e["msg"]} for e in error.errors]
        return problem(422, "Some fields cannot be used", errors[0]["message"] if errors else "", errors=errors)

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))
