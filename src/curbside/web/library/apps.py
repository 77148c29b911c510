from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "curbside.web.library"
    default_auto_field = "django.db.models.BigAutoField"
