"""First page, topics, departments, doctors and the log of corrections."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from curbside.web.accounts.queries import doctor_record
from curbside.web.departments.queries import department_of
from curbside.web.pages.addresses import absolute
from curbside.web.pages.caching import public_page
from curbside.web.pages.corrections import corrections_page
from curbside.web.pages.home import department_tiles, home_page
from curbside.web.pages.people import department_page, doctor_page
from curbside.web.pages.topic_index import letters
from curbside.web.pages.topic_page import TopicPage, topic_page
from curbside.web.topics import queries as topics


@public_page
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html", {"page": home_page(absolute(request, "/"))})


@public_page
def topic_list(request: HttpRequest) -> HttpResponse:
    context = {"letters": letters(topics.all_topics()), "canonical": absolute(request, request.path)}
    return render(request, "pages/topics.html", context)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "pages/topic.html", {"page": _topic_or_404(request, slug)})


@public_page
def topic_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The same page as markdown, for readers that are programs."""
    page = _topic_or_404(request, slug)
    response = render(request, "pages/topic.md", {"page": page}, content_type="text/markdown; charset=utf-8")
    response.headers["Link"] = f'<{page.url}>; rel="canonical"'
    return response


def _topic_or_404(request: HttpRequest, slug: str) -> TopicPage:
    row = topics.topic_page(slug)
    if row is None:
        raise Http404("There is no such topic.")
    return topic_page(request, row)


@public_page
def department_list(request: HttpRequest) -> HttpResponse:
    context = {"departments": department_tiles(), "canonical": absolute(request, request.path)}
    return render(request, "pages/departments.html", context)


@public_page
def department(request: HttpRequest, slug: str) -> HttpResponse:
    row = department_of(slug)
    if row is None:
        raise Http404("There is no such department.")
    today = timezone.now().date()
    return render(request, "pages/department.html", {"page": department_page(request, row, today=today)})


@public_page
def doctor(request: HttpRequest, slug: str) -> HttpResponse:
    row = doctor_record(slug)
    if row is None:
        raise Http404("There is no such doctor.")
    today = timezone.now().date()
    return render(request, "pages/doctor.html", {"page": doctor_page(request, row, today=today)})


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/corrections.html", {"page": corrections_page(request)})
