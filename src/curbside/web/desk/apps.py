from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "curbside.web.desk"
    default_auto_field = "django.db.models.BigAutoField"
