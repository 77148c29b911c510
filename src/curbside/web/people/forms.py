"""The forms of those who work here."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from curbside.web.accounts.applying import LicenceClaim
from curbside.web.accounts.models import Role

# BCP 47, as far as languages of doctors need it: "en", "zh-Hant".
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
GIVEN_BY_HAND = (Role.REVIEWER, Role.MODERATOR, Role.AUDITOR, Role.ADMINISTRATOR)
ROLE_WORDS = {
    Role.DOCTOR: _("Doctor"),
    Role.REVIEWER: _("Reviewer: checks licences, reviews answers"),
    Role.MODERATOR: _("Moderator: approves pages, closes reports"),
    Role.ADMINISTRATOR: _("Administrator: all of it, and who may do what"),
    Role.AUDITOR: _("Auditor: reads the audit log"),
}


class PostForm(forms.Form):
    """Where a doctor works."""

    department = forms.ChoiceField(label=_("Department you answer for"))
    institution = forms.CharField(label=_("Hospital or practice"), max_length=200)
    institution_department = forms.CharField(label=_("Department there"), max_length=200)

    def __init__(self, *args: Any, departments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = departments  # type: ignore[attr-defined]


class LicenceForm(PostForm):
    """What a doctor says about their licence, with its proof."""

    licence = forms.CharField(label=_("Licence number"), max_length=60)
    licence_authority = forms.CharField(
        label=_("Issued by"), help_text=_("The register we can look in."), max_length=120
    )
    licence_country = forms.CharField(
        label=_("Country of the licence"),
        help_text=_("Two letters, such as GB."),
        max_length=2,
        validators=[RegexValidator(r"^[A-Za-z]{2}$", _("Give the two letters of the country, such as GB."))],
    )
    languages = forms.CharField(
        label=_("Languages you can answer in"), help_text=_("Such as en, de."), max_length=80, initial="en"
    )
    bio = forms.CharField(
        label=_("About you, for your page"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000, required=False
    )
    proof = forms.FileField(
        label=_("Proof of the licence"),
        help_text=_("PDF or picture, up to 5 MB. Two people look at it; it is erased 90 days after the decision."),
    )

    def clean_languages(self) -> tuple[str, ...]:
        tags = tuple(tag.strip() for tag in self.cleaned_data["languages"].split(",") if tag.strip())
        if not tags or not all(LANGUAGE_TAG.fullmatch(tag) for tag in tags):
            raise forms.ValidationError(_("Write language codes with commas between them, such as en, de."))
        return tags

    def claim(self, *, name: str, email: str) -> LicenceClaim:
        found = self.cleaned_data
        return LicenceClaim(
            name=name,
            email=email,
            licence=found["licence"],
            licence_authority=found["licence_authority"],
            licence_country=found["licence_country"].upper(),
            department_id=found["department"],
            institution=found["institution"],
            institution_department=found["institution_department"],
            languages=found["languages"],
            bio=found["bio"],
        )


class ApplicationForm(LicenceForm):
    """A doctor who is not here yet."""

    name = forms.CharField(
        label=_("Your name, as readers shall see it"), help_text=_("With your title."), max_length=120
    )
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("You sign in with it. It is not published."))
    field_order = ("name", "email")


class CheckForm(forms.Form):
    note = forms.CharField(
        label=_("What did you compare, and with which register?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"), help_text=_("It stands in the audit log."), max_length=300, widget=forms.TextInput
    )


class RoleForm(ReasonForm):
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, ROLE_WORDS[role]) for role in GIVEN_BY_HAND])
    field_order = ("role", "reason")


class AddForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))


class NewPostForm(PostForm):
    since = forms.DateField(label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}))


class NoticeForm(forms.Form):
    daily_digest = forms.BooleanField(label=_("Once a day: what waits for me, in numbers"), required=False)
    urgent_at_once = forms.BooleanField(label=_("At once: something urgent waits for my department"), required=False)


class HoursForm(forms.Form):
    """When a department's clock runs."""

    department = forms.ChoiceField(label=_("Department"))
    timezone = forms.CharField(
        label=_("Time zone"), help_text=_("Such as Europe/Vienna."), max_length=40, initial="UTC"
    )
    days = forms.MultipleChoiceField(
        label=_("Working days"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("1", _("Monday")),
            ("2", _("Tuesday")),
            ("3", _("Wednesday")),
            ("4", _("Thursday")),
            ("5", _("Friday")),
            ("6", _("Saturday")),
            ("7", _("Sunday")),
        ],
        initial=["1", "2", "3", "4", "5"],
    )
    opens = forms.TimeField(label=_("Opens"), widget=forms.TimeInput(attrs={"type": "time"}), initial="09:00")
    closes = forms.TimeField(label=_("Closes"), widget=forms.TimeInput(attrs={"type": "time"}), initial="17:00")

    def __init__(self, *args: Any, departments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = departments  # type: ignore[attr-defined]


class HolidayForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("Name of the day"), max_length=80)
    department = forms.ChoiceField(label=_("For"), required=False)

    def __init__(self, *args: Any, departments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = [("", _("All departments that have hours"))]
        self.fields["department"].choices = [*everybody, *departments]  # type: ignore[attr-defined]
