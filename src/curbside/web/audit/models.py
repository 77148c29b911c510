"""The audit log: one row a deed, each carrying the hash of the one before."""

from django.db import models


class AuditEntry(models.Model):
    """Who did what to which object, when and why. Holds names and numbers, never what a person wrote."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=80)  # "user:12", "asker:<ref>", "system"
    action = models.CharField(max_length=60, db_index=True)
    object = models.CharField(max_length=80, db_index=True)  # "question:<ref>"
    reason = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
