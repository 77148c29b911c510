from django.apps import AppConfig


class SimilarConfig(AppConfig):
    name = "curbside.web.similar"
    default_auto_field = "django.db.models.BigAutoField"
