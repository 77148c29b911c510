"""Published pages: a snapshot of what was approved, corrections to it, and reports about it."""

from django.db import models
from django.db.models.functions import Lower


class Publication(models.Model):
    """One public page. Everything a reader sees stands here, so a page needs few queries and no engine.

    Live while `withdrawn_at` and `held_at` are null and the question's stage is published; its answer stands while
    `retracted_at` is null too.
    """

    question = models.OneToOneField("questions.Question", on_delete=models.PROTECT, related_name="publication")
    ref = models.CharField(max_length=16, unique=True)
    slug = models.SlugField(max_length=90)
    headline = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    body = models.TextField()
    alias = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=10)
    sex = models.CharField(max_length=10, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=12, default="en")
    department = models.ForeignKey("departments.Department", on_delete=models.PROTECT, related_name="publications")
    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.PROTECT, related_name="publications")
    doctor_name = models.CharField(max_length=120)
    institution = models.CharField(max_length=200)
    institution_department = models.CharField(max_length=200)
    answer_department_label = models.CharField(max_length=80)
    answer_html = models.TextField()
    answer_text = models.TextField()  # plain words, for search, feeds and excerpts
    question_excerpt = models.CharField(max_length=320)
    answer_excerpt = models.CharField(max_length=320)
    more_info = models.JSONField(default=list)  # as drafts.Explanation.sentences; empty: no More info
    more_info_version = models.CharField(max_length=30, blank=True)
    more_info_on = models.DateField(null=True, blank=True)
    care_cards = models.JSONField(default=list)  # [{"level","lines","topics"}]
    topics = models.JSONField(default=list)  # [{"slug","title","department","department_label"}], best first
    correction_notes = models.JSONField(default=list)  # [{"kind","note","at"}], newest first
    similar = models.JSONField(default=list)  # refs, best first; live rows decide
    similar_checked_at = models.DateTimeField(null=True, blank=True, db_index=True)
    reading_minutes = models.PositiveSmallIntegerField(default=1)
    useful_yes = models.PositiveIntegerField(default=0)
    useful_no = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    # Somebody has read the whole answer again since it was signed; None: nobody. Staff who sign nothing are not named.
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    review_due = models.DateField()
    approved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    taken_out = models.JSONField(default=list)  # [{"words","put_in"}] of question and reply, for later corrections too
    waived = models.JSONField(default=list)  # words that look identifying and were left, with a reason in the audit log
    held_at = models.DateTimeField(null=True, blank=True)  # not shown until a second person has decided
    retracted_at = models.DateTimeField(null=True, blank=True)  # the page stays and says that its answer was wrong
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("headline"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="a_live_headline_is_unique",
            )
        ]
        indexes = [
            models.Index(fields=["withdrawn_at", "-published_at"]),
            models.Index(fields=["department", "-published_at"]),
            models.Index(fields=["doctor", "-published_at"]),
        ]


class TakeDown(models.Model):
    """One person wants a page taken down, its answer retracted, or everything about a question erased; a second one
    says yes or no."""

    class Deed(models.TextChoices):
        UNPUBLISH = "unpublish"
        RETRACT = "retract"
        ERASE = "erase"

    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="take_downs")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    reason = models.CharField(max_length=300)
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(decided_at__isnull=True), name="one_open_take_down"
            ),
            models.CheckConstraint(
                condition=models.Q(agreed__isnull=True)
                | models.Q(agreed=False)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="two_people_take_down",
            ),
        ]


class Generation(models.Model):
    """One row, counting up with every change to what the public reads: cached pages of an older count are dead."""

    number = models.PositiveBigIntegerField(default=0)


class PublicationTopic(models.Model):
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey("topics.Topic", on_delete=models.CASCADE, related_name="publication_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["publication", "topic"], name="one_link_a_topic")]


class Correction(models.Model):
    """A visible note: what was changed on a page, when and why. Never silent."""

    class Kind(models.TextChoices):
        CORRECTION = "correction"
        RETRACTION = "retraction"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CORRECTION)
    note = models.CharField(max_length=500)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]


class ErrorReport(models.Model):
    """A reader says that something on a page is wrong, private or dangerous."""

    class Kind(models.TextChoices):
        MEDICAL = "medical"
        PRIVACY = "privacy"
        OTHER = "other"

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="error_reports")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    at = models.DateTimeField()
    owner = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)  # around the clock: danger keeps no working hours
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
