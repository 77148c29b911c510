"""Texts of others that an operator brought in, each with its licence and address."""

from django.db import models


class LibraryText(models.Model):
    source = models.CharField(max_length=20)  # medquad | medlineplus
    external_id = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=200)
    publisher = models.CharField(max_length=80)
    date = models.CharField(max_length=10, blank=True)  # ISO, as the source says
    content_hash = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="one_library_text_an_id")]


class LibraryName(models.Model):
    """A name of what a text is about, as drafting.library.name_key writes it."""

    text = models.ForeignKey(LibraryText, on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "key"], name="one_library_name_a_text")]
