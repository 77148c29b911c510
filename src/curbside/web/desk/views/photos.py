"""A picture of a case, through an address that soon ends."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from curbside.web.access import staff_view, viewer_of
from curbside.web.lifecycle.photos import open_photo


@staff_view("doctor", "moderator", "administrator")
@require_GET
def photo(request: HttpRequest, key: str) -> HttpResponse:
    """For staff with the case; the same 404 for a wrong, an old and a foreign address. The look is on record."""
    found = open_photo(viewer_of(request), key, now=timezone.now())
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
