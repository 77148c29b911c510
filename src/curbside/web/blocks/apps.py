from django.apps import AppConfig


class BlocksConfig(AppConfig):
    name = "curbside.web.blocks"
    default_auto_field = "django.db.models.BigAutoField"
