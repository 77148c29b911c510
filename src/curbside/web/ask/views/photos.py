"""Pictures beside a question that is not sent yet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from curbside.errors import BadInput
from curbside.web.ask.draft import draft_token, load_draft
from curbside.web.ask.steps import place_of
from curbside.web.intake.queries import draft_photo_of, draft_photos
from curbside.web.lifecycle import photos as deeds
from curbside.web.limits import limited
from curbside.web.questions.photos import MAX_BYTES, MOST_PHOTOS

STEP = "photos"


def sent_files(request: HttpRequest) -> list[bytes]:
    """At most what may be kept, each cut just above the size that is refused."""
    return [file.read(MAX_BYTES + 1) for file in request.FILES.getlist("photos")[: MOST_PHOTOS + 1]]


def jpeg(content: bytes) -> HttpResponse:
    """Shown, and kept by no cache between here and the browser."""
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@limited("photos")
def photos(request: HttpRequest) -> HttpResponse:
    """A step of asking. Whatever button was pressed, a picture that was chosen is kept."""
    draft, token = load_draft(request), draft_token(request)
    if draft is None or token is None:
        return render(request, "ask/expired.html")
    if request.method != "POST":
        return _page(request, token)
    now, act = timezone.now(), request.POST.get("act", "")
    try:
        deeds.keep_draft_photos(token, sent_files(request), now=now)
    except BadInput as error:
        return _page(request, token, error=str(error), status=422)
    if act.startswith("drop-"):
        deeds.drop_draft_photo(token, act.removeprefix("drop-"))
    if act:
        return redirect("ask-photos")
    after = place_of(STEP, draft).after
    to_check = request.GET.get("then") == "check" or after is None
    return redirect("ask-check") if to_check else redirect("ask-step", slug=after)


def _page(request: HttpRequest, token: str, *, error: str = "", status: int = 200) -> HttpResponse:
    kept = draft_photos(token, now=timezone.now())
    context = {
        "place": place_of(STEP, load_draft(request) or {}),
        "photos": kept,
        "room": len(kept) < MOST_PHOTOS,
        "most": MOST_PHOTOS,
        "error": error,
    }
    return render(request, "ask/photos.html", context, status=status)


@require_GET
def draft_photo(request: HttpRequest, ref: str) -> HttpResponse:
    """A picture of this browser's own draft."""
    token = draft_token(request)
    found = draft_photo_of(token, ref, now=timezone.now()) if token else None
    if found is None:
        raise Http404
    return jpeg(bytes(found.content))
