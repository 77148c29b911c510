"""Where published things live: paths that survive a changed headline, and the same with the site's host."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def question_path(ref: str, slug: str) -> str:
    """`/q/<ref>-<slug>/`; only `ref` decides, a wrong or missing slug is redirected."""
    return reverse("pages:question", args=[f"{ref}-{slug}"])


def permanent_path(ref: str) -> str:
    """The address without the headline, as an identifier that never changes."""
    return reverse("pages:question", args=[ref])


def topic_path(slug: str) -> str:
    return reverse("pages:topic", args=[slug])


def department_path(department_id: str) -> str:
    return reverse("pages:department", args=[department_id])


def doctor_path(slug: str) -> str:
    return reverse("pages:doctor", args=[slug])


def absolute(request: HttpRequest, path: str) -> str:
    """With the configured host, so that canonical links do not follow whatever host a request names."""
    return f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)
