from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "curbside.web.publishing"
    default_auto_field = "django.db.models.BigAutoField"
