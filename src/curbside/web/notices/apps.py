from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "curbside.web.notices"
    default_auto_field = "django.db.models.BigAutoField"
