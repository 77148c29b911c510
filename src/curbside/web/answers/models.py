"""Who has a question, what they are writing, and the signed answer."""

from django.db import models


class Claim(models.Model):
    """One row a question, made with it. Held while `expires_at` lies ahead; expiry is computed, never repaired."""

    question = models.OneToOneField("questions.Question", on_delete=models.CASCADE, related_name="claim")
    doctor = models.ForeignKey("accounts.Doctor", null=True, blank=True, on_delete=models.SET_NULL)
    taken_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)


class ReplyDraft(models.Model):
    """What a doctor has typed, saved as it goes; `version` finds a second tab."""

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="reply_drafts")
    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.CASCADE)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    # What was put in so far: {"blocks": [version ids], "reused": [refs], "drafted": {"text", "sources"}}
    origin = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "doctor"], name="one_draft_a_doctor")]


class Answer(models.Model):
    """The signed reply with the doctor's record as of that day."""

    question = models.OneToOneField("questions.Question", on_delete=models.PROTECT, related_name="answer")
    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.PROTECT, related_name="answers")
    doctor_name = models.CharField(max_length=120)
    department = models.ForeignKey("departments.Department", on_delete=models.PROTECT, related_name="+")
    department_label = models.CharField(max_length=80)
    institution = models.CharField(max_length=200)
    institution_department = models.CharField(max_length=200)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    reused = models.JSONField(default=list)  # refs of published answers this one was started from
    # The draft by software this one was started from: {"text", "sources": [{"kind","ref","title",…}], "kept": 0 to 1}
    drafted = models.JSONField(default=dict)
    quotes = models.JSONField(default=list)  # [{"start", "end"}] of the published question, characters
    acknowledged = models.JSONField(default=list)  # types of problems the doctor saw and signed all the same
    signed_at = models.DateTimeField()
    revised_at = models.DateTimeField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retraction = models.CharField(max_length=300, blank=True)  # why, as the asker and every reader see it


class ReplyVersion(models.Model):
    """What a draft said before it was saved again, so that nothing typed is lost to a crash or a second window."""

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="reply_versions")
    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.CASCADE)
    text = models.TextField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class Reading(models.Model):
    """Who has the case open, as of `seen_at`."""

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="readings")
    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.CASCADE)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "doctor"], name="one_reading_a_doctor")]


class Snooze(models.Model):
    """One doctor does not want to see a question before `until`; its clock runs on, and others see it."""

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="snoozes")
    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.CASCADE)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "doctor"], name="one_snooze_a_doctor")]


class HandOverReason(models.TextChoices):
    """Why a question goes to somebody else: a closed list, so that routing can learn from it."""

    WRONG_DEPARTMENT = "wrong-department", "It belongs there"
    NEEDS_SPECIALIST = "needs-specialist", "It needs a specialist there"
    NO_TIME = "no-time", "I cannot answer in time"
    LANGUAGE = "language", "Somebody there speaks the language"
    KNOWS_PERSON = "conflict", "I know the person"
    OTHER = "other", "Another reason"


class HandOver(models.Model):
    """One question handed from a department to a department or a person, with a reason. Feeds the routing report."""

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="hand_overs")
    from_department = models.ForeignKey("departments.Department", null=True, on_delete=models.PROTECT, related_name="+")
    to_department = models.ForeignKey("departments.Department", null=True, on_delete=models.PROTECT, related_name="+")
    to_doctor = models.ForeignKey("accounts.Doctor", null=True, on_delete=models.SET_NULL, related_name="+")
    by_doctor = models.ForeignKey("accounts.Doctor", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=20, choices=HandOverReason.choices)
    at = models.DateTimeField(db_index=True)


class DeskNotice(models.Model):
    """Tells a doctor what became of a question they held or were given, and of an opinion they asked for."""

    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.CASCADE, related_name="desk_notices")
    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(
        max_length=12,
        choices=[
            ("taken", "taken over"),
            ("handed", "handed to you"),
            ("opinion", "your colleague has given their opinion"),
            ("no-opinion", "nobody is there to give the opinion"),
        ],
    )
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class SecondOpinion(models.Model):
    """A doctor asks a colleague, or whoever is on duty in a department, before signing. Question and clock stay with
    the doctor who asks. Open while it has neither a reply nor an end and the question still waits."""

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="second_opinions")
    asked_by = models.ForeignKey("accounts.Doctor", on_delete=models.CASCADE, related_name="+")
    to_doctor = models.ForeignKey("accounts.Doctor", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    to_department = models.ForeignKey(
        "departments.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ask = models.TextField()
    asked_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        "accounts.Doctor", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # handed over, taken back, or nobody left to give it

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(replied_at__isnull=True, closed_at__isnull=True),
                name="one_open_second_opinion",
            ),
            models.CheckConstraint(
                condition=models.Q(to_doctor__isnull=True) ^ models.Q(to_department__isnull=True),
                name="a_second_opinion_has_one_addressee",
            ),
        ]

    @property
    def addressee(self) -> str:
        """Whom it was asked of; load to_doctor and to_department with it."""
        if self.to_doctor is not None:
            return self.to_doctor.name
        return self.to_department.label if self.to_department is not None else ""


class InternalNote(models.Model):
    """A word among colleagues. Never sent, never published; erased with the question."""

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="internal_notes")
    author = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
