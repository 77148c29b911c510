from django.apps import AppConfig


class RotaConfig(AppConfig):
    name = "curbside.web.rota"
    default_auto_field = "django.db.models.BigAutoField"
