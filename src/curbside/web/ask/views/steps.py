"""The pages between the text and the check, one question each, every one of them skippable."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from curbside.clinical.urgency import Urgency
from curbside.knowledge.numbers import help_numbers
from curbside.web import lifecycle
from curbside.web.ask.draft import add_follow_up_questions, load_draft, note_facts, store_draft, submission_of
from curbside.web.ask.emergency import emergency_page
from curbside.web.ask.forms import ConsentForm, MoreForm
from curbside.web.ask.steps import BY_SLUG, Step, is_never_published, place_of

Draft = dict[str, Any]

# Pages with an answer in words, or with a fact (age, pregnancy) that can turn what was written into an emergency.
TOLD_IN_WORDS = frozenset(
    {"age", "pregnancy", "how-long", "medicines", "conditions", "more-1", "more-2", "more-3", "title"}
)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Show or take one page. Without a draft (expired, another browser) it begins again, saying so."""
    if slug not in BY_SLUG:
        raise Http404
    draft = load_draft(request)
    if draft is None:
        return render(request, "ask/expired.html", status=200)
    current = BY_SLUG[slug]
    if request.method != "POST":
        return _show(request, current, draft, _form(current, draft, None))
    form = _form(current, draft, request.POST)
    if form is not None and not form.is_valid():
        return _show(request, current, draft, form, status=422)
    if form is not None:
        _take(slug, form.cleaned_data, draft)
    if stopped := _emergency(request, slug, draft):
        return stopped
    note_facts(draft)
    store_draft(request, draft)
    to_check = request.GET.get("then") == "check"
    after = place_of(slug, draft).after
    return redirect("ask-check") if to_check or after is None else redirect("ask-step", slug=after)


def _emergency(request: HttpRequest, slug: str, draft: Draft) -> HttpResponse | None:
    """An emergency told only now stops here, before this answer is kept; going on is remembered in the draft."""
    if request.POST.get("go_on") == "1":
        draft["acknowledged_emergency"] = True
        lifecycle.count_event("emergency-went-on", now=timezone.now())
    if slug not in TOLD_IN_WORDS or draft["acknowledged_emergency"]:
        return None
    screening = lifecycle.screen_submission(submission_of(draft, language=get_language() or "en"))
    if screening.urgency is not Urgency.EMERGENCY:
        return None
    lifecycle.count_event("emergency-shown", now=timezone.now())
    carried = {name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    return emergency_page(request, screening, carried=carried, go_on_url=request.get_full_path())


def _form(current: Step, draft: Draft, data: Mapping[str, Any] | None) -> forms.Form | None:
    if current.form is None:
        return None
    extra: dict[str, Any] = {}
    if current.form is ConsentForm:
        extra["may_publish"] = not is_never_published(draft)
    if current.form is MoreForm:
        item = _more_item(current.slug, draft)
        return MoreForm(data, initial={"answer": item["answer"]}, ask=item["ask"])
    return current.form(data, initial=draft.get("consents", {}) if current.form is ConsentForm else draft, **extra)


def _more_item(slug: str, draft: Draft) -> dict[str, Any]:
    number = int(slug.rsplit("-", 1)[1]) - 1
    if number >= len(draft.get("more", [])):
        raise Http404
    item: dict[str, Any] = draft["more"][number]
    return item


def _take(slug: str, values: Mapping[str, Any], draft: Draft) -> None:
    special: dict[str, Callable[[], None]] = {
        "consent": lambda: draft.update(consents={kind: bool(values.get(kind)) for kind in ConsentForm.order}),
        "more-1": lambda: _more_item(slug, draft).update(answer=values["answer"]),
        "more-2": lambda: _more_item(slug, draft).update(answer=values["answer"]),
        "more-3": lambda: _more_item(slug, draft).update(answer=values["answer"]),
    }
    special.get(slug, lambda: draft.update(values))()
    if slug == "conditions":
        add_follow_up_questions(draft)


def _show(
    request: HttpRequest, current: Step, draft: Draft, form: forms.Form | None, *, status: int = 200
) -> HttpResponse:
    place = place_of(current.slug, draft)
    context: dict[str, Any] = {"form": form, "place": place, "step": current.slug}
    if current.slug == "young":
        context["numbers"] = help_numbers(settings.CURBSIDE_COUNTRY)
    own = {"consent": "ask/consent.html", "young": "ask/young.html"}
    return render(request, own.get(current.slug, "ask/step.html"), context, status=status)
