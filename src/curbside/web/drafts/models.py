"""What software prepared for a question: the reading, the proposals, and the explanation of the reply."""

from django.db import models

from curbside.drafting.reply_draft import draft_text


class Preparation(models.Model):
    """What the engine read in the de-identified question, for the doctor."""

    question = models.OneToOneField("questions.Question", on_delete=models.CASCADE, related_name="preparation")
    made_at = models.DateTimeField()
    engine_version = models.CharField(max_length=20)
    reading = models.JSONField(default=dict)  # findings, concerns, follow_up, subject, age_years, sex
    routing = models.JSONField(default=list)  # [{"department","score","reason"}]
    similar = models.JSONField(default=list)  # [{"id","score","why","apart"}]
    topics = models.JSONField(default=list)  # slugs
    headline = models.CharField(max_length=120, blank=True)
    complete = models.BooleanField(default=True)  # False: some reader failed, the question came through all the same


class ExplanationState(models.TextChoices):
    DRAFT = "draft"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"  # made anew for a published answer; its doctor has not said yes yet


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
    # The answer, a cited topic or a block in it has changed: to be composed anew.
    rebuild_due = models.BooleanField(default=False, db_index=True)


class ProposedReplyState(models.TextChoices):
    OPEN = "open"
    TAKEN = "taken"
    REFUSED = "refused"


class RefusedBecause(models.TextChoices):
    """Why a doctor does not want a draft: a closed list, so that it can be counted."""

    UNTRUE = "untrue", "It is not true of this person"
    THIN = "thin", "It says too little"
    OWN_WORDS = "own-words", "I write it myself"


class ProposedReply(models.Model):
    """A start for a reply, put together by software out of near answers and text blocks; or why there is none."""

    question = models.OneToOneField("questions.Question", on_delete=models.CASCADE, related_name="proposed_reply")
    state = models.CharField(max_length=10, choices=ProposedReplyState.choices, default=ProposedReplyState.OPEN)
    # [{"text","part","paragraph","facts":[[start,end]],"source": a passage as in Explanation.sentences, or null}]
    sentences = models.JSONField(default=list)
    left_out = models.JSONField(default=list)  # [{"text","why","ref"}]
    why = models.CharField(max_length=200, blank=True)  # why there is none
    leans_on = models.JSONField(default=dict)  # {"kind:ref": mark of what it said then}: another mark, a new draft
    refused_because = models.CharField(max_length=10, choices=RefusedBecause.choices, blank=True)
    made_at = models.DateTimeField(db_index=True)
    engine_version = models.CharField(max_length=20)

    @property
    def text(self) -> str:
        """As it goes into the editor."""
        return draft_text((sentence["paragraph"], sentence["text"]) for sentence in self.sentences)


class ModelAnswer(models.Model):
    """What a language model answered to one prompt, or that it failed: the same prompt is not sent again.

    `key` is a sha256 over endpoint, model and prompt. Goes with its question. The day's budget is counted here.
    """

    key = models.CharField(max_length=64, unique=True)
    question = models.ForeignKey("questions.Question", on_delete=models.CASCADE, related_name="model_answers")
    answer = models.TextField(blank=True)
    failed = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_index=True)
