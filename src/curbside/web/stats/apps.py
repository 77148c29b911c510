from django.apps import AppConfig


class StatsConfig(AppConfig):
    name = "curbside.web.stats"
    default_auto_field = "django.db.models.BigAutoField"
