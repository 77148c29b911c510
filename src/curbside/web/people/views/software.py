"""Where an administrator switches software's help on and off, department by department."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from curbside.web import lifecycle
from curbside.web.access import staff_view, viewer_of
from curbside.web.departments.queries import every_department


@staff_view("administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def software(request: HttpRequest) -> HttpResponse:
    """One row a department with two boxes; what the settings switch off is said and stays off."""
    departments = list(every_department())
    if request.method == "POST":
        for each in departments:
            lifecycle.switch_department(
                each.pk,
                viewer_of(request),
                more_info_on=f"more-info:{each.pk}" in request.POST,
                drafts_on=f"drafts:{each.pk}" in request.POST,
                now=timezone.now(),
            )
        return redirect("people-software")
    context = {
        "departments": [(each, settings.MORE_INFO and each.pk not in settings.MORE_INFO_OFF) for each in departments],
        "drafts_possible": settings.REPLY_DRAFTS,
    }
    return render(request, "people/software.html", context)
