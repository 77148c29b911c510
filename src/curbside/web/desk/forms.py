"""The desk's forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from curbside.clinical.demographics import AGE_BANDS
from curbside.web.answers.models import HandOverReason
from curbside.web.reviews.models import PeerReview


class ReplyForm(forms.Form):
    """What a doctor signs. `version` is the saved draft the text started from, `looked_at` the hash of the text whose
    checks and More info were shown."""

    text = forms.CharField(
        label=_("Your reply"),
        help_text=_("Published with your name and department. Plain words, reading age 11 to 14."),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=settings.MAX_TEXT_CHARS,
        required=False,
        strip=False,
        error_messages={"max_length": _("This reply is too long. Shorten it to %(limit_value)d characters.")},
    )
    headline = forms.CharField(
        label=_("Headline of the page"),
        help_text=_("Specific, true to the question, no name. A moderator can still change it."),
        max_length=90,
        required=False,
    )
    with_more_info = forms.BooleanField(label=_("Publish More info below my reply"), required=False)
    looked_at = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    more_info_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def more_info(self) -> tuple[str, ...] | None:
        """The sentences of More info as they were left, in order; None when none were shown."""
        texts: list[str] = []
        while (name := f"more-info-{len(texts)}") in self.data:
            texts.append(str(self.data[name]))
        return tuple(texts) or None

    def acknowledged(self) -> tuple[str, ...]:
        """Types of problems ticked as seen."""
        return tuple(self.data.getlist("acknowledged"))  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """What the list is narrowed to; anything unknown is anything."""

    department = forms.ChoiceField(label=_("Department"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        choices=[("", _("Any")), ("emergency", _("Emergency")), ("urgent", _("Urgent")), ("routine", _("Routine"))],
        required=False,
    )
    age_band = forms.ChoiceField(
        label=_("Age"), choices=[("", _("Any")), *((band.id, band.label) for band in AGE_BANDS)], required=False
    )
    language = forms.CharField(label=_("Language"), max_length=12, required=False)
    waiting_for = forms.ChoiceField(
        label=_("Waiting for"),
        choices=[("doctor", _("A doctor")), ("patient", _("The patient")), ("anybody", _("Anybody"))],
        required=False,
    )

    def __init__(self, data: Any = None, *, departments: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["department"].choices = [("", _("Any")), *departments]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        found = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return found | {"waiting_for": found["waiting_for"] or "doctor"}


class BulkForm(forms.Form):
    """What is done to the ticked questions."""

    act = forms.ChoiceField(choices=[("assign", ""), ("hand-over", ""), ("snooze", "")])
    department = forms.ChoiceField(label=_("To department"), required=False)
    reason = forms.ChoiceField(label=_("Why?"), choices=HandOverReason.choices, required=False)
    hours = forms.IntegerField(label=_("For how many hours?"), min_value=1, max_value=336, initial=4, required=False)

    def __init__(self, data: Any = None, *, departments: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="bulk_%s")
        self.fields["department"].choices = departments  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        needed = {"hand-over": ("department", "reason"), "snooze": ("hours",)}.get(found.get("act", ""), ())
        if any(not found.get(name) for name in needed):
            raise forms.ValidationError(_("Say where to and why, or for how long."))
        return found


class HandOverForm(forms.Form):
    """To a department, or to one colleague of this one who is on duty."""

    to = forms.ChoiceField(label=_("To whom?"))
    reason = forms.ChoiceField(label=_("Why?"), choices=HandOverReason.choices)

    def __init__(self, *args: Any, to: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = to  # type: ignore[attr-defined]


class AskBackForm(forms.Form):
    ask = forms.CharField(
        label=_("What do you need to know?"),
        help_text=_("The person reads this with their private link. The clock stands until they reply."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class OpinionForm(forms.Form):
    """Of whoever is on duty in a department, or of one colleague."""

    to = forms.ChoiceField(label=_("Whom do you ask?"))
    ask = forms.CharField(
        label=_("What would you like to know?"),
        help_text=_("Your colleague sees the case. The question stays yours and its clock runs on."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, data: Any = None, *, to: Sequence[Any]) -> None:
        super().__init__(data, auto_id="opinion_%s")
        self.fields["to"].choices = to  # type: ignore[attr-defined]


class PeerReviewForm(forms.Form):
    """What a second reader found."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"), choices=PeerReview.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What is wrong, and what should it say?"),
        help_text=_("For the doctor who signed. If it should be retracted, readers see this note: 300 characters."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )


class SnoozeForm(forms.Form):
    """A choice, or a time of one's own."""

    hours = forms.ChoiceField(
        label=_("Until when?"),
        choices=[("1", _("1 hour")), ("4", _("4 hours")), ("24", _("1 day")), ("72", _("3 days")), ("", _("Own time"))],
        required=False,
    )
    until = forms.DateTimeField(
        label=_("Own time (UTC)"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class ReasonForm(forms.Form):
    """One reason in words."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("The corrected reply"), widget=forms.Textarea(attrs={"rows": 16}), max_length=settings.MAX_TEXT_CHARS
    )
    note = forms.CharField(
        label=_("What was wrong, in one or two sentences"),
        help_text=_("Every reader sees this note with today's date, and the asker is told."),
        max_length=500,
    )
