"""Departments that take questions."""

from django.db.models import QuerySet

from curbside.web.departments.models import Department


def department_of(id: str) -> Department | None:
    """The department, open or closed: its answers stay readable."""
    return Department.objects.filter(id=id).first()


def open_departments() -> QuerySet[Department]:
    return Department.objects.filter(is_open=True)
