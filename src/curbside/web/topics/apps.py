from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "curbside.web.topics"
    default_auto_field = "django.db.models.BigAutoField"
