"""Where published things live: paths that survive a changed headline, and the same with the site's host."""

from django.conf import settings
from django.http import HttpRequest

# Written out, not reversed: these paths are promised to stay put (a test compares), and a page builds two dozen.


def question_path(ref: str, slug: str) -> str:
    """`/q/<ref>-<slug>/`; only `ref` decides, a wrong or missing slug is redirected."""
    return f"/q/{ref}-{slug}/"


def permanent_path(ref: str) -> str:
    """The address without the headline, as an identifier that never changes."""
    return f"/q/{ref}/"


def topic_path(slug: str) -> str:
    return f"/topics/{slug}/"


def department_path(department_id: str) -> str:
    return f"/departments/{department_id}/"


def doctor_path(slug: str) -> str:
    return f"/doctors/{slug}/"


def absolute(request: HttpRequest, path: str) -> str:
    """With the configured host, so that canonical links do not follow whatever host a request names."""
    return f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)
