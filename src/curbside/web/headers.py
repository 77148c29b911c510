"""Headers that every response carries, and the stricter ones of private places."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Paths whose pages belong to one person: never cached, never indexed, never named to another site.
PRIVATE_PREFIXES = (
    "/ask/",
    "/track/",
    "/mail/",
    "/desk/",
    "/moderation/",
    "/people/",
    "/apply/",
    "/stats/staff/",
    "/accounts/",
)

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
)


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Django's own middleware for it sits further in: what is refused on the way in would go without.
        response.headers.setdefault("X-Frame-Options", "DENY")
        if request.path.startswith(PRIVATE_PREFIXES):
            response.headers["Cache-Control"] = "no-store, private"
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            # Not "no-referrer": under it browsers post forms with "Origin: null", and every form would be refused.
            response.headers["Referrer-Policy"] = "same-origin"
        return response
