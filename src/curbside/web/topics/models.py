"""Topics as pages: the packaged text with its sources, one row a topic."""

from django.db import models


class Topic(models.Model):
    slug = models.SlugField(primary_key=True, max_length=80)
    title = models.CharField(max_length=120)
    department = models.ForeignKey("departments.Department", on_delete=models.PROTECT, related_name="owned_topics")
    departments = models.ManyToManyField("departments.Department", related_name="topics")
    synonyms = models.JSONField(default=list)
    codes = models.JSONField(default=dict)
    alarming = models.BooleanField(default=False)
    sections = models.JSONField(default=dict)  # {section id: [{"text", "sources": [key]}]}
    sources = models.JSONField(default=list)  # [{"key", "title", "publisher", "url", "date", "opened"}]
    written_on = models.DateField()
    reviewed_by = models.CharField(max_length=120, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_due = models.DateField()
    content_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
