"""A topic's text as a form: one box a section, one line a claim with the keys of its sources."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from curbside.errors import KnowledgeError
from curbside.knowledge.topic_table import (
    claim_lines,
    code_lines,
    read_claim_lines,
    read_code_lines,
    read_source_lines,
    source_lines,
)
from curbside.knowledge.topics import SECTIONS
from curbside.web.departments.models import Department
from curbside.web.topics.models import Topic

_NOTES = {
    "now": _("Each line goes on after “Call the emergency number if”."),
    "today": _("Each line goes on after “Get medical help today if”."),
    "soon": _("Each line goes on after “See a doctor soon if”."),
}


def _lines(label: Any, *, rows: int = 4, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=20_000, strip=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class TopicForm(forms.Form):
    """After is_valid(), `table()` is the text as knowledge.topic_table keeps it."""

    title = forms.CharField(label=_("Title"), max_length=120)
    owner = forms.ModelChoiceField(Department.objects.order_by("label"), label=_("Department that looks after it"))
    departments = forms.ModelMultipleChoiceField(
        Department.objects.order_by("label"),
        label=_("Departments that answer it too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    synonyms = _lines(_("Other names people use, one a line"))
    codes = _lines(
        _("Codes, one system a line"), rows=3, help_text=_("hpo: HP:0002380, or icd10: R25.3, or mesh: D005207")
    )
    kind = forms.ChoiceField(
        label=_("What it is about"),
        choices=[("complaint", _("A complaint or illness")), ("procedure", _("A test or treatment"))],
    )
    alarming = forms.BooleanField(label=_("A feared disease: show it sparingly beside questions"), required=False)

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._topic = topic
        for heading, section in SECTIONS.items():
            self.fields[section] = _lines(heading, rows=6, help_text=_NOTES.get(section, ""))
        self.fields["sources"] = _lines(
            _("Sources, one a line"),
            rows=8,
            required=True,
            help_text=_("key | title | publisher | address | date, and | read at the end once you have read the page"),
        )
        self.fields["note"] = forms.CharField(
            label=_("What did you change, and why?"), max_length=300, required=False,
            help_text=_("Whoever publishes it reads this, and it stays in the list of versions."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._read("codes", read_code_lines)
        sources = self._read("sources", lambda text: read_source_lines(text))
        keys = frozenset(source["key"] for source in sources or ())
        for section in SECTIONS.values():
            if sources is not None:
                self._read(section, lambda text, s=section: read_claim_lines(s, text, keys))
        return cleaned

    def _read(self, name: str, read: Any) -> Any:
        """Replaces a box's text by what was read in it, or marks the box with what is wrong; None then."""
        try:
            self.cleaned_data[name] = read(self.cleaned_data.get(name, ""))
        except KnowledgeError as error:
            self.add_error(name, ValidationError(str(error)))
            return None
        return self.cleaned_data[name]

    def table(self) -> dict[str, Any]:
        given, topic = self.cleaned_data, self._topic
        owner = given["owner"].pk
        return {
            "title": given["title"],
            "departments": [owner, *(each.pk for each in given["departments"] if each.pk != owner)],
            "synonyms": list(dict.fromkeys(line.strip() for line in given["synonyms"].splitlines() if line.strip())),
            "codes": given["codes"],
            "alarming": given["alarming"],
            "kind": given["kind"],
            "sections": {section: given[section] for section in SECTIONS.values() if given[section]},
            "sources": given["sources"],
            "written_on": topic.written_on.isoformat(),
            "reviewed_by": "",
            "reviewed_on": "",
            "review_due": topic.review_due.isoformat(),
        }


def initial_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """What the form's boxes say for a table."""
    return {
        "title": table["title"],
        "owner": table["departments"][0],
        "departments": table["departments"][1:],
        "synonyms": "\n".join(table["synonyms"]),
        "codes": code_lines(table["codes"]),
        "kind": table["kind"],
        "alarming": table["alarming"],
        "sources": source_lines(table["sources"]),
        **{section: claim_lines(table["sections"].get(section, ())) for section in SECTIONS.values()},
    }


class NewTopicForm(forms.Form):
    """What a topic needs before its text is written. `slug` is part of its address for good."""

    title = forms.CharField(label=_("Title"), max_length=120)
    slug = forms.RegexField(
        r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        label=_("Address"),
        max_length=80,
        help_text=_("Small letters and hyphens, like tick-bite. It stays when the title changes."),
        error_messages={"invalid": _("Use small letters, figures and single hyphens.")},
    )
    owner = forms.ModelChoiceField(Department.objects.order_by("label"), label=_("Department that looks after it"))


class ReviewForm(forms.Form):
    """A clinician's name under the live text. `version` is the one they read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    due = forms.DateField(label=_("Next review due"), widget=forms.DateInput(attrs={"type": "date"}))
    read_all = forms.BooleanField(label=_("I opened every source and compared each claim with it"))
