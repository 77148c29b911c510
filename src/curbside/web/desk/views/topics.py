"""Topics at the desk: what waits, one topic with its versions, editing, the difference, publishing, reviewing."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import staff_view, viewer_of
from curbside.web.desk.topic_difference import differences
from curbside.web.desk.topic_form import NewTopicForm, ReviewForm, TopicForm, initial_of
from curbside.web.topics.models import Origin, Topic, TopicVersion, VersionState
from curbside.web.topics.queries import (
    all_topics,
    live_table,
    open_proposal,
    proposals,
    seen_mark,
    to_review,
    topic_at_desk,
    version_of,
    versions_of,
)

READERS = ("reviewer", "moderator", "administrator")
REVIEW_PERIOD = timedelta(days=365)
VERSIONS_SHOWN = 50


@staff_view(*READERS)
@require_GET
def topic_list(request: HttpRequest) -> HttpResponse:
    context = {
        "proposals": proposals()[:200],
        "to_review": to_review(timezone.now().date()),
        "topics": all_topics(),
        "may_edit": viewer_of(request).has_role(*lifecycle.TOPIC_EDITORS),
    }
    return render(request, "desk/topics/list.html", context)


@staff_view(*READERS)
@require_GET
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return _topic_page(request, _topic_or_404(slug))


@staff_view("reviewer", "moderator")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A topic of this service's own: address and department first, then the text as for any other."""
    form = NewTopicForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            lifecycle.start_topic(
                given["slug"],
                viewer_of(request),
                title=given["title"],
                department_id=given["owner"].pk,
                now=timezone.now(),
            )
            return redirect("desk-topic-edit", slug=given["slug"])
        except BadInput as error:
            context["error"] = str(error)
    return render(request, "desk/topics/new.html", context, status=422 if request.method == "POST" else 200)


def _topic_or_404(slug: str) -> Topic:
    found = topic_at_desk(slug)
    if found is None:
        raise Http404("There is no such topic.")
    return found


def _topic_page(request: HttpRequest, topic: Topic, *, status: int = 200, **extra: Any) -> HttpResponse:
    now = timezone.now()
    due = (now + REVIEW_PERIOD).date()
    context = {
        "topic": topic,
        "versions": versions_of(topic)[:VERSIONS_SHOWN],
        "problems": lifecycle.look_over_topic(topic.slug, live_table(topic), now=now),
        "may_edit": viewer_of(request).has_role(*lifecycle.TOPIC_EDITORS),
        "review_form": ReviewForm(initial={"version": topic.version, "due": due})
        if viewer_of(request).has_role("reviewer") and topic.version
        else None,
        **extra,
    }
    return render(request, "desk/topics/topic.html", context, status=status)


@staff_view("reviewer", "moderator")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, starting from the open proposal or from the live text; Check shows what the linter says."""
    topic = _topic_or_404(slug)
    proposal = open_proposal(topic, Origin.DESK)
    start = proposal.content if proposal and proposal.base == topic.version else live_table(topic)
    form = TopicForm(request.POST if request.method == "POST" else None, topic=topic, initial=initial_of(start))
    context: dict[str, Any] = {"topic": topic, "form": form, "proposal": proposal}
    if request.method != "POST" or not form.is_valid():
        return render(request, "desk/topics/edit.html", context, status=422 if form.errors else 200)
    table, now = form.table(), timezone.now()
    if request.POST.get("act") == "propose":
        try:
            version = lifecycle.propose_topic_version(
                topic, viewer_of(request), table, note=form.cleaned_data["note"], now=now
            )
            return redirect("desk-topic-version", slug=slug, pk=version.pk)
        except BadInput as error:
            context["error"] = str(error)
    context |= {"checked": True, "problems": lifecycle.look_over_topic(slug, table, now=now)}
    return render(request, "desk/topics/edit.html", context, status=422 if "error" in context else 200)


def _version_or_404(slug: str, pk: int) -> TopicVersion:
    found = version_of(slug, pk)
    if found is None:
        raise Http404("There is no such version.")
    return found


@staff_view(*READERS)
@require_GET
def version(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _version_page(request, _version_or_404(slug, pk))


def _version_page(request: HttpRequest, version: TopicVersion, *, status: int = 200, error: str = "") -> HttpResponse:
    """A proposal beside the live text; a published version beside the one before it."""
    topic, viewer = _topic_or_404(version.topic_id), viewer_of(request)
    is_open = version.state == VersionState.PROPOSED
    before = None if is_open else topic.versions.filter(number=version.base).first()
    old = live_table(topic) if is_open else before.content if before else None
    context = {
        "topic": topic,
        "version": version,
        "is_open": is_open,
        "differences": differences(old, version.content) if old else None,
        "problems": lifecycle.look_over_topic(topic.slug, version.content, now=timezone.now()) if is_open else (),
        "seen": seen_mark(version),
        "may_edit": viewer.has_role(*lifecycle.TOPIC_EDITORS),
        "is_own": version.written_by_id is not None and version.written_by_id == viewer.user_id,
        "error": error,
    }
    return render(request, "desk/topics/version.html", context, status=status)


@staff_view("reviewer", "moderator")
@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    return _decided(request, slug, pk, partial(lifecycle.publish_topic_version, seen=seen))


@staff_view("reviewer", "moderator")
@require_POST
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _decided(request, slug, pk, partial(lifecycle.drop_topic_version, reason=reason))


def _decided(request: HttpRequest, slug: str, pk: int, deed: Callable[..., object]) -> HttpResponse:
    """Does the deed to the version: back to the topic, or the version again with what stands in the way."""
    try:
        deed(_version_or_404(slug, pk), viewer_of(request), now=timezone.now())
    except BadInput as error:
        return _version_page(request, _version_or_404(slug, pk), status=409, error=str(error))
    return redirect("desk-topic", slug=slug)


@staff_view("reviewer")
@require_POST
def review(request: HttpRequest, slug: str) -> HttpResponse:
    topic, form = _topic_or_404(slug), ReviewForm(request.POST)
    if not form.is_valid():
        return _topic_page(request, topic, status=422, review_form=form)
    given = form.cleaned_data
    try:
        lifecycle.review_topic(
            topic, viewer_of(request), version=given["version"], due=given["due"], now=timezone.now()
        )
    except BadInput as error:
        return _topic_page(request, topic, status=409, review_form=form, error=str(error))
    return redirect("desk-topic", slug=slug)
