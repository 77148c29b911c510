"""Questions: what was asked (de-identified), the original kept apart, and what the asker consented to."""

from django.db import models


class Stage(models.TextChoices):
    """Where a question stands. The stage is the queue: whatever stands here without its result is taken up again."""

    RECEIVED = "received"  # stored, not yet prepared
    WAITING = "waiting"  # prepared, waits for a doctor
    SIGNED = "signed"  # answered, waits for a moderator
    PUBLISHED = "published"
    ANSWERED = "answered"  # answered privately; not published
    DECLINED = "declined"  # not for this service; the asker was told why
    WITHDRAWN = "withdrawn"  # was published, is no longer
    ERASED = "erased"  # the asker had everything erased


class Question(models.Model):
    """One question, de-identified. `ref` is random (50 bits) and is the public id once published."""

    ref = models.CharField(max_length=16, unique=True)
    submission_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.RECEIVED)
    root = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="thread")
    preferred_doctor = models.ForeignKey("accounts.Doctor", null=True, blank=True, on_delete=models.SET_NULL)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    details = models.JSONField(default=list)  # [{"about", "ask", "answer"}], de-identified
    headline = models.CharField(max_length=120, blank=True)
    alias = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=10, default="self")
    sex = models.CharField(max_length=10, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    pregnant = models.BooleanField(null=True, blank=True)
    language = models.CharField(max_length=12, default="en")
    department = models.ForeignKey("departments.Department", null=True, blank=True, on_delete=models.PROTECT)
    urgency = models.CharField(max_length=10, default="routine")
    urgency_rank = models.PositiveSmallIntegerField(default=2)  # 0 emergency, 1 urgent, 2 routine: for sorting
    urgency_reasons = models.JSONField(default=list)  # [{"rule", "title", "level"}]: no words of the asker
    crisis = models.CharField(max_length=10, blank=True)
    acknowledged_emergency = models.BooleanField(default=False)
    publication_barred = models.BooleanField(default=False)  # crisis, abuse, under 16 asking alone
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)  # the clock stands while the asker is asked back
    prepared_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["stage", "urgency_rank", "due_at"]),
            models.Index(fields=["stage", "department", "due_at"]),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def thread_id(self) -> int:
        """The id of the first question of this thread."""
        return self.root_id or self.pk


class OriginalText(models.Model):
    """What the asker really wrote. Opened only with a reason, erased when its time is over."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="original")
    title = models.CharField(max_length=400, blank=True)
    body = models.TextField()
    details = models.JSONField(default=list)
    spans = models.JSONField(default=list)  # of the body: [{"start","end","type","text","replacement","must"}]
    warnings = models.JSONField(default=list)
    erase_after = models.DateField()


class ConsentKind(models.TextChoices):
    ANSWER = "answer"
    PUBLISH = "publish"
    RESEARCH = "research"


class Consent(models.Model):
    """One statement of the asker; the latest of its kind counts."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=10, choices=ConsentKind.choices)
    given = models.BooleanField()
    at = models.DateTimeField()
    wording = models.CharField(max_length=20)  # version of the sentence that was ticked

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["question", "kind"])]


class AskBack(models.Model):
    """The doctor asks the person back. Open until they reply, the doctor takes it back, or it is closed kindly."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="ask_backs")
    doctor = models.ForeignKey("accounts.Doctor", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # without a reply in time, or taken back
    replied_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)  # de-identified
    original = models.TextField(blank=True)  # as written; erased with the original text

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(closed_at=None, replied_at=None),
                name="one_open_ask_back",
            )
        ]


class Photo(models.Model):
    """A picture the asker sent: pixels painted anew, nothing else. Never on a public page; erased with the question.

    Kept in the database and in no folder: what erases and restores the rows erases and restores the pictures.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="photos")
    ref = models.CharField(max_length=16, unique=True)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
