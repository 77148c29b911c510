"""Departments as the operator runs them: ids stay, labels may change."""

from django.db import models


class Department(models.Model):
    id = models.SlugField(primary_key=True, max_length=40)
    label = models.CharField(max_length=80)
    description = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label
