"""What a doctor fills in to write a text block or to change one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curbside.web.blocks.actions import BlockText
from curbside.web.blocks.models import BlockVersion

REVIEW_PERIOD = timedelta(days=365)


class SourcesField(forms.CharField):
    """One source a line: its title, a bar, its address."""

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]
        pairs = [tuple(part.strip() for part in line.rsplit("|", 1)) for line in lines]
        if any(len(pair) != 2 or not all(pair) for pair in pairs):
            raise forms.ValidationError(_("Write each source as: its title | its address"))
        return pairs


class BlockForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("{alias}, {doctor} and {department} are filled in for each case."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    sources = SourcesField(
        label=_("Sources"),
        help_text=_("One a line: title | https://address"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_due = forms.DateField(
        label=_("Look over again by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def said(self) -> BlockText:
        given = self.cleaned_data
        return BlockText(
            title=given["title"],
            text=given["text"],
            sources=given["sources"],
            review_due=given["review_due"],
            note=given.get("note", ""),
            corrects=given.get("corrects", False),
        )


class NewBlockForm(BlockForm):
    field_order = ("shortcut", "department")
    shortcut = forms.SlugField(label=_("Shortcut"), help_text=_("What is typed after / in a reply."), max_length=60)
    department = forms.ChoiceField(label=_("Department"))

    def __init__(self, *args: Any, departments: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].choices = departments  # type: ignore[attr-defined]


class ChangeBlockForm(BlockForm):
    note = forms.CharField(label=_("What has changed?"), max_length=300)
    corrects = forms.BooleanField(
        label=_("What it said before was wrong: call back every published answer made with it"), required=False
    )


def initial_of(version: BlockVersion | None, today: date) -> dict[str, Any]:
    due = today + REVIEW_PERIOD
    if version is None:
        return {"review_due": due}
    sources = "\n".join(f"{source['title']} | {source['url']}" for source in version.sources)
    return {"title": version.title, "text": version.text, "sources": sources, "review_due": due}
