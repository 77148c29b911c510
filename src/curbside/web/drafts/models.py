"""What software prepared for a question: the reading, the proposals, and the explanation of the reply."""

from django.db import models


class Preparation(models.Model):
    """What the engine read in the de-identified question, for the doctor."""

    question = models.OneToOneField("questions.Question", on_delete=models.CASCADE, related_name="preparation")
    made_at = models.DateTimeField()
    engine_version = models.CharField(max_length=20)
    reading = models.JSONField(default=dict)  # findings, concerns, follow_up, subject, age_years, sex
    routing = models.JSONField(default=list)  # [{"department","score","reason"}]
    similar = models.JSONField(default=list)  # [{"id","score","why"}]
    topics = models.JSONField(default=list)  # slugs
    headline = models.CharField(max_length=120, blank=True)
    complete = models.BooleanField(default=True)  # False: some reader failed, the question came through all the same


class ExplanationState(models.TextChoices):
    DRAFT = "draft"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Explanation(models.Model):
    """ "More info" for one reply. `reply_hash` ties it to the words it explains: another reply, no explanation."""

    question = models.OneToOneField("questions.Question", on_delete=models.CASCADE, related_name="explanation")
    state = models.CharField(max_length=10, choices=ExplanationState.choices, default=ExplanationState.DRAFT)
    reply_hash = models.CharField(max_length=64)
    # [{"text","part","sources":[{"kind","ref","quote","title","url","date","publisher"}]}]
    sentences = models.JSONField(default=list)
    withheld = models.JSONField(default=list)
    conflicts = models.JSONField(default=list)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    engine_version = models.CharField(max_length=20)


class ModelAnswer(models.Model):
    """What a language model answered to one prompt, or that it failed: the same prompt is not sent again.

    `key` is a sha256 over endpoint, model and prompt. Goes with its question. The day's budget is counted here.
    """

    key = models.CharField(max_length=64, unique=True)
    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="model_answers")
    answer = models.TextField(blank=True)
    failed = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_index=True)
