"""The audit log as auditors search it."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from curbside.web.access import staff_view
from curbside.web.accounts.queries import names_of
from curbside.web.audit.models import AuditEntry
from curbside.web.audit.queries import AuditFilter, entries_for

PAGE_SIZE = 100


class AuditForm(forms.Form):
    """What is looked for; empty fields let everything through."""

    actor = forms.CharField(label=_("Who"), max_length=80, required=False, widget=forms.TextInput(attrs={"size": 12}))
    action = forms.CharField(label=_("What"), max_length=60, required=False, widget=forms.TextInput(attrs={"size": 16}))
    object = forms.CharField(
        label=_("On what"), max_length=80, required=False, widget=forms.TextInput(attrs={"size": 18})
    )
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    openings = forms.BooleanField(label=_("Only openings of what is kept apart"), required=False)

    def wanted(self) -> AuditFilter:
        """The filter; a field that makes no sense is left out, and said beside the field."""
        self.is_valid()
        return AuditFilter(**self.cleaned_data)


@dataclass(frozen=True, slots=True)
class AuditRow:
    entry: AuditEntry
    name: str


@staff_view("auditor", "administrator")
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Newest first; a person who has an account is named beside the number the log keeps."""
    form = AuditForm(request.GET, auto_id="audit_%s")
    page = Paginator(entries_for(form.wanted()), PAGE_SIZE).get_page(request.GET.get("page"))
    names = names_of(entry.actor for entry in page)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "rows": [AuditRow(entry, names.get(entry.actor, "")) for entry in page],
        "page": page,
        "form": form,
        "query": query.urlencode(),
    }
    return render(request, "moderation/audit.html", context)
