"""The Django app that owns base templates, components, styles and scripts; it has no models."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "curbside.web.ui"
    label = "ui"
