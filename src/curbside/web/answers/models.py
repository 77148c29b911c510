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
    acknowledged = models.JSONField(default=list)  # types of problems the doctor saw and signed all the same
    signed_at = models.DateTimeField()
    revised_at = models.DateTimeField(null=True, blank=True)
