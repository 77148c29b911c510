from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "curbside.web.answers"
    default_auto_field = "django.db.models.BigAutoField"
