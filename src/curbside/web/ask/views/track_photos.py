"""Pictures beside a question that waits: added, looked at and taken back by its asker."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from curbside.errors import BadInput
from curbside.web.access import viewer_of
from curbside.web.ask.own_question import own_question
from curbside.web.ask.views.photos import jpeg, sent_files
from curbside.web.ask.views.track import detail_page
from curbside.web.lifecycle import photos as deeds
from curbside.web.limits import limited


@require_POST
@limited("photos")
def add_photos(request: HttpRequest, ref: str) -> HttpResponse:
    question = own_question(request, ref)
    try:
        deeds.add_photos(question, sent_files(request), now=timezone.now())
    except BadInput as error:
        return detail_page(request, question, error=str(error), status=422)
    return redirect("track-question", ref=ref)


@require_POST
def take_back(request: HttpRequest, ref: str, photo: str) -> HttpResponse:
    question = own_question(request, ref)
    deeds.remove_photo(question, photo, now=timezone.now())
    return redirect("track-question", ref=ref)


@require_GET
def own_photo(request: HttpRequest, key: str) -> HttpResponse:
    """A picture of a question whose private link this browser holds; a doctor's sign-in does not open this door."""
    viewer = viewer_of(request)
    found = deeds.open_photo(viewer, key, now=timezone.now()) if viewer.asker_of else None
    if found is None or found.question.thread_id not in viewer.asker_of:
        raise Http404
    return jpeg(bytes(found.content))
