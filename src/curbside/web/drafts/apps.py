from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "curbside.web.drafts"
    default_auto_field = "django.db.models.BigAutoField"
