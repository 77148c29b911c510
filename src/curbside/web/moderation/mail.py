"""Messages of which nobody knows whether they arrived: a person decides; and mail that came back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from curbside.errors import BadInput
from curbside.web.access import staff_view, viewer_of
from curbside.web.lifecycle import notices
from curbside.web.notices.queries import unsure_messages

MODERATORS = ("moderator", "administrator")
SHOWN = 200


class BounceForm(forms.Form):
    notification = forms.CharField(
        label=_("A notification of mail that came back"),
        help_text=_("Paste the whole message with its headers. It is read and not kept."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=500_000,
    )


@staff_view(*MODERATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    form = BounceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            number = notices.record_bounces(form.cleaned_data["notification"], viewer_of(request), now=timezone.now())
        except BadInput as error:
            form.add_error("notification", str(error))
        else:
            said = ngettext(
                "Noted. %d address gets nothing any more.", "Noted. %d addresses get nothing any more.", number
            )
            return _page(request, BounceForm(), noted=said % number)
    return _page(request, form, status=422 if form.errors else 200)


def _page(request: HttpRequest, form: BounceForm, *, noted: str = "", status: int = 200) -> HttpResponse:
    context = {"messages_undecided": unsure_messages()[:SHOWN], "form": form, "noted": noted}
    return render(request, "moderation/mail.html", context, status=status)


@staff_view(*MODERATORS)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it again, or count it as sent. The same 404 for a message that somebody decided about already."""
    message = get_object_or_404(unsure_messages(), pk=pk)
    viewer, now = viewer_of(request), timezone.now()
    if request.POST.get("act") == "again":
        notices.send_again(message, viewer, now=now)
    elif request.POST.get("act") == "sent":
        notices.count_as_sent(message, viewer, now=now)
    else:
        raise BadInput("Choose whether it is sent again or counts as sent.")
    return redirect("moderation-mail")
