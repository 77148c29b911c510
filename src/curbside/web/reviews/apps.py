from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "curbside.web.reviews"
    default_auto_field = "django.db.models.BigAutoField"
