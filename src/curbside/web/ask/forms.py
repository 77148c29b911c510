"""The pages of asking, one question each."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from curbside.clinical.case import Sex, Subject
from curbside.clinical.demographics import AGE_BANDS
from curbside.clinical.privacy.alias import alias_problem
from curbside.web.ask.text_fields import WordsField

NOT_SAID = ("", _("I would rather not say"))

# A group at entry instead of a birthday: what is not asked cannot leak. The years stand for the group when reading;
# the two groups of babies are apart because fever under 3 months is an emergency (NICE NG143, 1.2).
AGE_YEARS: dict[str, float] = {"under-3-months": 0.1, "3-11-months": 0.5} | {
    band.id: float(band.low + ((band.high or band.low + 4) - band.low) // 2) for band in AGE_BANDS if band.low > 0
}
AGE_CHOICES = [
    ("under-3-months", _("Under 3 months")),
    ("3-11-months", _("3 to 11 months")),
    *((band.id, _(band.label)) for band in AGE_BANDS if band.low > 0),
    NOT_SAID,
]


SUBJECT_CHOICES = [
    (Subject.SELF.value, _("Me")),
    (Subject.CHILD.value, _("My child")),
    (Subject.PARENT.value, _("My parent")),
    (Subject.PARTNER.value, _("My partner")),
    (Subject.OTHER.value, _("Someone else")),
]
SEX_CHOICES = [
    (Sex.FEMALE.value, _("Female")),
    (Sex.MALE.value, _("Male")),
    (Sex.OTHER.value, _("Another")),
    NOT_SAID,
]


class ProblemForm(forms.Form):
    body = WordsField(
        rows=9,
        max_length=settings.MAX_TEXT_CHARS,
        label=_("What is the problem?"),
        help_text=_("Use your own words. Do not write names, addresses or phone numbers."),
        error_messages={"required": _("Write what the problem is. A few sentences are enough.")},
    )


class SubjectForm(forms.Form):
    subject = forms.ChoiceField(
        label=_("Who is it about?"),
        required=False,
        widget=forms.RadioSelect,
        choices=SUBJECT_CHOICES,
    )


class AgeForm(forms.Form):
    age = forms.ChoiceField(
        label=_("How old is the person with the problem?"),
        help_text=_("We publish only the age group."),
        required=False,
        widget=forms.RadioSelect,
        choices=AGE_CHOICES,
    )


class SexForm(forms.Form):
    sex = forms.ChoiceField(
        label=_("What is the sex of the person with the problem?"),
        help_text=_("The doctor asks because some causes differ. You do not have to say."),
        required=False,
        widget=forms.RadioSelect,
        choices=SEX_CHOICES,
    )


class PregnancyForm(forms.Form):
    pregnant = forms.ChoiceField(
        label=_("Are they pregnant, or have they given birth in the last 6 weeks?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("I do not know, or would rather not say"))],
    )


class HowLongForm(forms.Form):
    how_long = WordsField(
        label=_("How long has it been going on?"),
        help_text=_("For example: 3 days, or since last month."),
        max_length=120,
        required=False,
    )


class MedicinesForm(forms.Form):
    medicines = WordsField(
        rows=3,
        label=_("Which medicines are taken?"),
        help_text=_("Also those without a prescription. The name is enough."),
        required=False,
    )


class ConditionsForm(forms.Form):
    conditions = WordsField(
        rows=3,
        label=_("Which illnesses or operations are known?"),
        help_text=_("For example: diabetes, asthma, an operation last year."),
        required=False,
    )


class MoreForm(forms.Form):
    """One follow-up question; its words come from what was not said."""

    answer = WordsField(rows=3, required=False)

    def __init__(self, *args: Any, ask: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = ask


class TitleForm(forms.Form):
    title = WordsField(
        label=_("Sum it up in a few words"),
        help_text=_("For example: twitching calf for a week."),
        max_length=120,
        required=False,
    )


class AliasForm(forms.Form):
    alias = WordsField(
        label=_("What may we call you on the page?"),
        help_text=_("A made-up name, never your full name. Leave it empty and we make one up."),
        max_length=30,
        required=False,
    )

    def clean_alias(self) -> str:
        """A name that could tell who somebody is goes back with the reason, not silently into something else."""
        alias = str(self.cleaned_data["alias"])
        if problem := alias_problem(alias):
            raise forms.ValidationError(problem)
        return alias


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("Where may we tell you that there is an answer?"),
        help_text=_("Your e-mail address. The message says nothing about health. It is erased with your question."),
        required=False,
        max_length=254,  # RFC 5321 and what the database takes
        error_messages={
            "invalid": _("Write an e-mail address like name@example.org, or leave it empty."),
            "max_length": _("Write an e-mail address like name@example.org, or leave it empty."),
        },
    )


class ConsentForm(forms.Form):
    """Three separate consents, none ticked beforehand."""

    answer = forms.BooleanField(
        label=_("A doctor of this service may read and answer my question."),
        error_messages={"required": _("Tick that a doctor may read and answer your question, or nobody can.")},
    )
    publish = forms.BooleanField(
        label=_("My question and the answer may be published without my identity, so that others find them."),
        required=False,
    )
    research = forms.BooleanField(
        label=_("My question may be used without my identity to improve care and this service."), required=False
    )
    order: ClassVar = ("answer", "publish", "research")

    def __init__(self, *args: Any, may_publish: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["publish"]
