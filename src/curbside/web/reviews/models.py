"""Peer review: a second clinician reads a published answer, and what came of it."""

from django.db import models


class PeerReview(models.Model):
    """Open until somebody who did not sign has read the answer; one that asks for a correction goes on until the doctor
    who signed has corrected, retracted, or said why it stands (`settled_at`)."""

    class Why(models.TextChoices):
        RISK = "risk", "High-risk topic or urgent question"
        SAMPLE = "sample", "Drawn at random"

    class Outcome(models.TextChoices):
        FINE = "fine", "Fine as it is"
        CORRECT = "correct", "Needs a correction"
        RETRACT = "retract", "Should be retracted"

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="peer_reviews")
    why = models.CharField(max_length=8, choices=Why.choices)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    reviewer = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    note = models.CharField(max_length=1000, blank=True)  # for the doctor who signed: never public
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.CharField(max_length=1000, blank=True)  # why the answer stands; empty when it was changed

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(decided_at__isnull=True), name="one_open_peer_review"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, outcome="", reviewer__isnull=True)
                | (models.Q(decided_at__isnull=False, reviewer__isnull=False) & ~models.Q(outcome="")),
                name="a_decided_peer_review_has_reviewer_and_outcome",
            ),
        ]
