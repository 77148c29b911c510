"""What a reader may send about a page."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_REPORT_CHARS = 2000


class ReportForm(forms.Form):
    """`kind` decides who looks first."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        choices=[
            ("medical", _("Something medical is wrong or dangerous")),
            ("privacy", _("It shows who somebody is")),
            ("other", _("Something else")),
        ],
        error_messages={"required": _("Choose what is wrong"), "invalid_choice": _("Choose what is wrong")},
    )
    text = forms.CharField(
        label=_("What should be looked at?"),
        help_text=_("Quote the words you mean. Do not write about your own health here."),
        max_length=MAX_REPORT_CHARS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Say in a sentence or two what is wrong"),
            "max_length": _("Shorten it to %(limit_value)d characters"),
        },
    )
