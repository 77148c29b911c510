"""What programs read: feeds, sitemap, robots.txt, OpenSearch, llms.txt."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from curbside.web.departments.queries import department_of
from curbside.web.pages.addresses import absolute, department_path, topic_path
from curbside.web.pages.caching import public_page
from curbside.web.pages.feeds import ENTRIES, RETRACTIONS_FOR, atom
from curbside.web.pages.llms import llms_page
from curbside.web.pages.sitemap import answer_entries, site_entries, sitemap_files
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import cards, lately_retracted, pages_of_department, pages_of_topic
from curbside.web.topics.queries import topic_page

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    retracted = _retracted()[:ENTRIES]
    return atom(request, cards()[:ENTRIES], title=_("Newest answers"), path="/", retracted=retracted)


def _retracted() -> QuerySet[Publication]:
    return lately_retracted(timezone.now() - RETRACTIONS_FOR)


@public_page
def department_feed(request: HttpRequest, slug: str) -> HttpResponse:
    department = department_of(slug)
    if department is None:
        raise Http404("There is no such department.")
    pages = pages_of_department(slug)[:ENTRIES]
    retracted = _retracted().filter(department_id=slug)[:ENTRIES]
    return atom(request, pages, title=department.label, path=department_path(slug), retracted=retracted)


@public_page
def topic_feed(request: HttpRequest, slug: str) -> HttpResponse:
    topic = topic_page(slug)
    if topic is None:
        raise Http404("There is no such topic.")
    pages = pages_of_topic(slug)[:ENTRIES]
    retracted = _retracted().filter(topic_links__topic_id=slug)[:ENTRIES]
    return atom(request, pages, title=topic.title, path=topic_path(slug), retracted=retracted)


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/sitemap_index.xml", {"files": sitemap_files(request)}, content_type=XML)


@public_page
def sitemap_site(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/sitemap.xml", {"entries": site_entries(request)}, content_type=XML)


@public_page
def sitemap_answers(request: HttpRequest, file: int) -> HttpResponse:
    entries = answer_entries(request, file)
    if not entries and file > 1:
        raise Http404("There is no such sitemap.")
    return render(request, "pages/sitemap.xml", {"entries": entries}, content_type=XML)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": absolute(request, "/sitemap.xml")}
    return render(request, "pages/robots.txt", context, content_type=TEXT)


@public_page
def opensearch(request: HttpRequest) -> HttpResponse:
    context = {"home": absolute(request, "/").rstrip("/")}
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "pages/opensearch.xml", context, content_type=content_type)


@public_page
def llms(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/llms.txt", {"page": llms_page(request)}, content_type=TEXT)
