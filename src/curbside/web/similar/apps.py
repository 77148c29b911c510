from django.apps import AppConfig

from curbside.clinical.urgency.reader import start_reader_layer


class SimilarConfig(AppConfig):
    name = "curbside.web.similar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the screen ask its learned layer too; where its files are missing the rules go on alone."""
        start_reader_layer()
