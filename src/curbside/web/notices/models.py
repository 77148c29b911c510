"""E-mail that leaves: the outbox, what became of each address, and what staff want to be told."""

from django.db import models


class MessageState(models.TextChoices):
    """What is known about one message. Only a message that surely has not left is sent again by itself."""

    PENDING = "pending"
    CLAIMED = "claimed"  # a worker has it and nothing has left: taken back when its lease is over
    SENDING = "sending"  # words may be on their way
    SENT = "sent"
    FAILED = "failed"  # given up after MAX_ATTEMPTS
    UNSURE = "unsure"  # its sender died while sending: a person decides
    STOPPED = "stopped"  # the address bounced, or its owner wants no more


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
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)


class MailAddress(models.Model):
    """What became of an address, kept as keyed hashes: the row alone names nobody."""

    address_hash = models.CharField(max_length=64, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)  # of the secret in "no more e-mail" links
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    hard_bounced_at = models.DateTimeField(null=True, blank=True)
    soft_bounces = models.PositiveSmallIntegerField(default=0)
    last_code = models.CharField(max_length=20, blank=True)  # "5.1.1" (RFC 3463)


class NoticePreference(models.Model):
    """What one member of staff wants by e-mail; without a row: everything."""

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="notice_preference")
    daily_digest = models.BooleanField(default=True)
    urgent_at_once = models.BooleanField(default=True)


class DoneDay(models.Model):
    """What was done for a day, so that a sweep need not look again; set when all of it is queued."""

    name = models.CharField(max_length=30)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="one_done_day")]
