from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "curbside.web.departments"
    default_auto_field = "django.db.models.BigAutoField"
