"""Contact with askers: drafts, private links, addresses, and what is counted about a day or a sender."""

from django.db import models


class AskDraft(models.Model):
    """What an asker has typed so far, kept on the server (never in the browser) until sent or expired."""

    token_hash = models.CharField(max_length=64, unique=True)
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)


class AccessKey(models.Model):
    """A private link's secret, kept only as a hash; opens one thread."""

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="access_keys")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class Contact(models.Model):
    """Where to tell the asker that there is an answer; optional, erased with the question."""

    question = models.OneToOneField("questions.Question", on_delete=models.CASCADE, related_name="contact")
    email = models.EmailField()


class CountedEvent(models.Model):
    """A daily counter: emergency screens shown, "this helped", asked anyway. No words, no person.

    `department` is empty where none is known.
    """

    day = models.DateField()
    name = models.CharField(max_length=60)
    department = models.CharField(max_length=40, blank=True, default="")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "name", "department"], name="one_counter_a_day")]


class SenderCount(models.Model):
    """How often one sender did one thing within one hour, for all processes. `key` is a keyed hash: it names nobody."""

    key = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "hour"], name="one_count_a_sender_and_hour")]


class DraftPhoto(models.Model):
    """A picture that waits with a draft until the question is sent; dropped with the draft."""

    token_hash = models.CharField(max_length=64, db_index=True)
    ref = models.CharField(max_length=16, unique=True)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)
