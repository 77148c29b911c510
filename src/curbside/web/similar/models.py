"""What the search index is known to hold, so that a sweep can mend it."""

from django.db import models


class IndexedQuestion(models.Model):
    """One question the index holds, with the hash of the text it was indexed with."""

    ref = models.CharField(max_length=16, primary_key=True)
    content_hash = models.CharField(max_length=64)
    indexed_at = models.DateTimeField()


class RebuildRequest(models.Model):
    """Something was erased: its words and vector leave the index files for certain only when these are made anew."""

    requested_at = models.DateTimeField(db_index=True)
