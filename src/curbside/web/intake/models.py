"""Contact with askers: drafts, private links, addresses, and the outbox."""

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


class MessageState(models.TextChoices):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class OutboxMessage(models.Model):
    """One message to one address. `dedupe_key` makes a second one for the same deed impossible."""

    dedupe_key = models.CharField(max_length=120, unique=True)
    question = models.ForeignKey("questions.Question", null=True, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=30)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.PENDING, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)


class CountedEvent(models.Model):
    """A daily counter: emergency screens shown, "this helped", asked anyway. No words, no person."""

    day = models.DateField()
    name = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "name"], name="one_counter_a_day")]
