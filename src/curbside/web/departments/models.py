"""Departments as the operator runs them: ids stay, labels may change."""

from django.db import models


class Department(models.Model):
    id = models.SlugField(primary_key=True, max_length=40)
    label = models.CharField(max_length=80)
    description = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    # Software's help, switched at the desk of the administrators; the settings switch it for the whole site.
    more_info_on = models.BooleanField(default=True)
    drafts_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label
