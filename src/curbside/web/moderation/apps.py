from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "curbside.web.moderation"
    default_auto_field = "django.db.models.BigAutoField"
