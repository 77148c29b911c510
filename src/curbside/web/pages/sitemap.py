"""Every public address for search engines, in files of at most 50,000 (sitemaps.org protocol)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from django.http import HttpRequest
from django.urls import reverse

from curbside.web.accounts.queries import verified_slugs
from curbside.web.departments.queries import open_departments
from curbside.web.pages.addresses import absolute, department_path, doctor_path, question_path, topic_path
from curbside.web.publishing.queries import addresses, standing_publications
from curbside.web.topics.queries import all_topics

PER_FILE = 50_000
FIXED = ("home", "topics", "departments", "corrections", "verify", "privacy", "accessibility")


@dataclass(frozen=True, slots=True)
class Entry:
    """`changed` is an ISO date, empty when not known."""

    url: str
    changed: str = ""


def sitemap_files(request: HttpRequest) -> tuple[str, ...]:
    """Addresses of the files: one of everything but answers, then as many as the answers need. One query."""
    files = max(1, ceil(standing_publications().count() / PER_FILE))
    paths = [reverse("pages:sitemap_site")] + [reverse("pages:sitemap_answers", args=[n + 1]) for n in range(files)]
    return tuple(absolute(request, path) for path in paths)


def site_entries(request: HttpRequest) -> Iterable[Entry]:
    """Fixed pages, departments, topics and doctors: three queries."""
    paths = [reverse(f"pages:{name}") for name in FIXED]
    paths += [department_path(department.id) for department in open_departments()]
    paths += [topic_path(topic.slug) for topic in all_topics()]
    paths += [doctor_path(slug) for slug in verified_slugs()]
    return tuple(Entry(absolute(request, path)) for path in paths)


def answer_entries(request: HttpRequest, file: int) -> tuple[Entry, ...]:
    """The answers of file number `file`, from 1; none beyond the last. One query."""
    rows = addresses((file - 1) * PER_FILE, file * PER_FILE)
    return tuple(
        Entry(absolute(request, question_path(ref, slug)), updated.date().isoformat()) for ref, slug, updated in rows
    )
