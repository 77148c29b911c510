from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "curbside.web.pages"
    default_auto_field = "django.db.models.BigAutoField"
