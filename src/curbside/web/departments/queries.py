"""Departments that take questions."""

from django.db.models import QuerySet

from curbside.web.departments.models import Department


def open_departments() -> QuerySet[Department]:
    return Department.objects.filter(is_open=True)
