"""Departments that take questions."""

from collections.abc import Iterable
from typing import Literal

from django.db.models import QuerySet

from curbside.web.departments.models import Department


def department_of(id: str) -> Department | None:
    """The department, open or closed: its answers stay readable."""
    return Department.objects.filter(id=id).first()


def open_departments() -> QuerySet[Department]:
    return Department.objects.filter(is_open=True)


def department_choices() -> list[tuple[str, str]]:
    """Open departments as (id, label), for a form."""
    return list(open_departments().values_list("pk", "label"))


def first_open(wanted: Iterable[str]) -> str | None:
    """The first of `wanted` that this service runs; None when it runs none of them."""
    ids = list(wanted)
    running = set(open_departments().filter(pk__in=ids).values_list("pk", flat=True))
    return next((id for id in ids if id in running), None)


def is_switched_off(id: str | None, switch: Literal["more_info_on", "drafts_on"]) -> bool:
    """Has an administrator switched this help of software off for the department?"""
    return id is not None and Department.objects.filter(id=id, **{switch: False}).exists()


def every_department() -> QuerySet[Department]:
    """In the operator's order, closed ones included."""
    return Department.objects.all()
