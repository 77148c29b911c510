"""The desk's forms."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from curbside.web.departments.models import Department


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

    def acknowledged(self) -> tuple[str, ...]:
        """Types of problems ticked as seen."""
        return tuple(self.data.getlist("acknowledged"))  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    department = forms.ModelChoiceField(Department.objects.filter(is_open=True), label=_("To which department?"))
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[
            ("wrong-department", _("It belongs there")),
            ("needs-specialist", _("It needs a specialist there")),
            ("conflict", _("I know the person")),
            ("other", _("Another reason")),
        ],
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
