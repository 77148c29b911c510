"""The page of one published question, its plain-text twin, and what readers may send about it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import refuse_foreign
from curbside.web.limits import limited
from curbside.web.pages.addresses import question_path
from curbside.web.pages.caching import changed_at, public_page
from curbside.web.pages.forms import ReportForm
from curbside.web.pages.llms import text_twin
from curbside.web.pages.question_page import QuestionPage, question_page
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import cards_in_order, is_held, page_of, withdrawal_of

HELD_RETRY_S = 24 * 3600


@public_page
def question(request: HttpRequest, address: str) -> HttpResponse:
    """A wrong or missing slug is redirected for good; a page that was taken down says so with 410."""
    ref, _, slug = address.partition("-")
    page = page_of(ref)
    if page is None:
        return _gone(request, ref)
    if slug != page.slug:
        return redirect(question_path(page.ref, page.slug), permanent=True)
    shown = _shown(request, page)
    context = {"page": shown, "thanks": "thanks" in request.GET}
    return changed_at(render(request, "pages/question.html", context), page.updated_at)


@public_page
def question_text(request: HttpRequest, address: str) -> HttpResponse:
    """The same page as markdown, for readers that are programs."""
    ref, _, slug = address.partition("-")
    page = page_of(ref)
    if page is None:
        return _gone(request, ref)
    if slug != page.slug:
        return redirect(text_twin(question_path(page.ref, page.slug)), permanent=True)
    shown = _shown(request, page)
    context = {"page": shown, "reply_text": page.answer_text}
    response = render(request, "pages/question.md", context, content_type="text/markdown; charset=utf-8")
    response.headers["Link"] = f'<{shown.url}>; rel="canonical"'
    return changed_at(response, page.updated_at)


@csrf_exempt
@require_POST
@refuse_foreign
@limited("vote")
def useful(request: HttpRequest, address: str) -> HttpResponse:
    """Count a yes or a no; nothing about the reader is kept."""
    page = _live_or_404(address)
    answer = request.POST.get("useful")
    if answer not in ("yes", "no"):
        raise BadInput("Choose yes or no.")
    lifecycle.count_usefulness(page.ref, useful=answer == "yes")
    return redirect(f"{question_path(page.ref, page.slug)}?thanks#useful")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@refuse_foreign
@limited("report")
def report(request: HttpRequest, address: str) -> HttpResponseBase:
    """A reader says that something on the page is wrong, private or dangerous."""
    page = _live_or_404(address)
    form = ReportForm(request.POST or None)
    path = question_path(page.ref, page.slug)
    if request.method == "POST" and form.is_valid():
        lifecycle.report_error(page, kind=form.cleaned_data["kind"], text=form.cleaned_data["text"], now=timezone.now())
        return redirect(f"{path}report/?sent")
    context = {"form": form, "headline": page.headline, "path": path, "sent": "sent" in request.GET}
    return render(request, "pages/report.html", context, status=400 if form.errors else 200)


def _shown(request: HttpRequest, page: Publication) -> QuestionPage:
    return question_page(request, page, cards_in_order(page.similar, limit=lifecycle.SIMILAR_SHOWN))


def _gone(request: HttpRequest, ref: str) -> HttpResponse:
    if is_held(ref):
        # for a while, not for good: a search engine comes back and forgets nothing
        response = render(request, "held.html", status=503)
        response.headers["Retry-After"] = str(HELD_RETRY_S)
        return response
    withdrawal = withdrawal_of(ref)
    if withdrawal is None:
        raise Http404("There is no such answer.")
    return render(request, "410.html", {"withdrawn_at": withdrawal.at}, status=410)


def _live_or_404(address: str) -> Publication:
    page = page_of(address.partition("-")[0])
    if page is None:
        raise Http404("There is no such answer.")
    return page
