"""Topics as pages, one row a topic with the text that is live, and every version of it."""

from django.db import models


class Topic(models.Model):
    slug = models.SlugField(primary_key=True, max_length=80)
    title = models.CharField(max_length=120)
    department = models.ForeignKey("departments.Department", on_delete=models.PROTECT, related_name="owned_topics")
    departments = models.ManyToManyField("departments.Department", related_name="topics")
    synonyms = models.JSONField(default=list)
    codes = models.JSONField(default=dict)
    alarming = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, default="complaint")  # knowledge.topics.KINDS
    sections = models.JSONField(default=dict)  # {section id: [{"text", "sources": [key]}]}
    sources = models.JSONField(default=list)  # [{"key", "title", "publisher", "url", "date", "opened"}]
    written_on = models.DateField()
    reviewed_by = models.CharField(max_length=120, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_due = models.DateField()
    content_hash = models.CharField(max_length=64)
    # Of the shipped text last taken over or offered. While it is the live text's own, nobody has edited the topic.
    shipped_hash = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)  # 0: begun at the desk, nothing is live yet

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class VersionState(models.TextChoices):
    PROPOSED = "proposed"
    PUBLISHED = "published"
    DROPPED = "dropped"


class Origin(models.TextChoices):
    SHIPPED = "shipped"
    DESK = "desk"


class TopicVersion(models.Model):
    """One text of a topic: proposed, then published under a number by somebody else, or dropped. Rows stay."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=VersionState.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    content = models.JSONField()  # knowledge.topic_table.table_of
    note = models.CharField(max_length=300, blank=True)
    base = models.PositiveIntegerField(default=0)  # the live version this text started from
    written_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="one_topic_version_a_number"),
            models.UniqueConstraint(
                fields=["topic", "origin"],
                condition=models.Q(state="proposed"),
                name="one_open_proposal_a_topic",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published", origin="desk")
                | (models.Q(decided_by__isnull=False) & ~models.Q(written_by=models.F("decided_by"))),
                name="two_people_publish_a_topic",
            ),
        ]
