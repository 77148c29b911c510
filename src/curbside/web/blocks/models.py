"""Reusable text blocks: versions with sources, who looked them over, where they went, what a mistake calls back."""

from django.db import models


class TextBlock(models.Model):
    """One paragraph that doctors of a department put into replies. What it says stands in its versions."""

    shortcut = models.SlugField(max_length=60, unique=True)  # what is typed after "/"
    department = models.ForeignKey("departments.Department", on_delete=models.PROTECT, related_name="text_blocks")
    owner = models.ForeignKey("accounts.Doctor", on_delete=models.PROTECT, related_name="text_blocks")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["shortcut"]


class BlockVersion(models.Model):
    """What a block said from `written_at` on; the highest number counts. `corrects`: the one before was wrong."""

    block = models.ForeignKey(TextBlock, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()  # markdown with {alias}, {doctor}, {department}
    sources = models.JSONField(default=list)  # [{"title", "url"}]
    note = models.CharField(max_length=300, blank=True)  # what changed
    corrects = models.BooleanField(default=False)
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    review_due = models.DateField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["block", "number"], name="one_version_a_number")]


class BlockReview(models.Model):
    """Somebody other than its writer looked a version over."""

    version = models.ForeignKey(BlockVersion, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["version", "reviewer"], name="one_review_a_person")]


class BlockUse(models.Model):
    """A signed answer was made with this version."""

    version = models.ForeignKey(BlockVersion, on_delete=models.PROTECT, related_name="uses")
    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="block_uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "question"], name="one_use_an_answer")]


class Recall(models.Model):
    """A block was wrong: each published answer made with it is looked at again by the doctor who signed it."""

    class Outcome(models.TextChoices):
        CORRECTED = "corrected"
        RETRACTED = "retracted"
        STANDS = "stands"

    version = models.ForeignKey(BlockVersion, on_delete=models.CASCADE, related_name="recalls")  # the one that corrects
    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="recalls")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "question"], name="one_recall_an_answer")]
