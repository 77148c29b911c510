"""Addresses at which a doctor applies."""

from django.urls import path

from curbside.web.people.views import apply

urlpatterns = [
    path("", apply.apply, name="apply"),
    path("sent/", apply.sent, name="apply-sent"),
]
