from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "curbside.web.intake"
    default_auto_field = "django.db.models.BigAutoField"
