from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "curbside.web.questions"
    default_auto_field = "django.db.models.BigAutoField"
