"""A second opinion on a case: ask for one, give one, go on without."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.accounts.models import Doctor
from curbside.web.answers.opinions import opinions_for
from curbside.web.desk.case import case_context
from curbside.web.desk.case_page import case_page
from curbside.web.desk.forms import OpinionForm
from curbside.web.desk.views.case import do_to_case


@staff_view("doctor")
@require_POST
def ask_opinion(request: HttpRequest, ref: str) -> HttpResponse:
    viewer, now = viewer_of(request), timezone.now()
    question = question_or_404(viewer, ref)
    form = OpinionForm(request.POST, to=case_context(question, viewer, now=now).hand_to)
    if not form.is_valid():
        return case_page(request, question, status=422, opinion_form=form)
    kind, _, key = form.cleaned_data["to"].partition(":")
    doctor = Doctor.objects.get(pk=key) if kind == "doctor" else None
    department = None if doctor else key
    ask = form.cleaned_data["ask"]
    return do_to_case(
        request,
        ref,
        lambda q: lifecycle.ask_opinion(q, viewer, ask, to_doctor=doctor, department_id=department, now=now),
    )


@staff_view("doctor")
@require_POST
def give_opinion(request: HttpRequest, ref: str) -> HttpResponse:
    viewer = viewer_of(request)
    opinion = opinions_for(viewer).select_related("question").filter(question__ref=ref).first()
    if opinion is None:
        raise Http404("Nobody waits for your opinion on this question.")
    text = request.POST.get("opinion", "")
    return do_to_case(request, ref, lambda _q: lifecycle.give_opinion(opinion, viewer, text, now=timezone.now()))


@staff_view("doctor")
@require_POST
def take_back_opinion(request: HttpRequest, ref: str) -> HttpResponse:
    viewer = viewer_of(request)
    return do_to_case(request, ref, lambda q: lifecycle.take_back_opinion(q, viewer, now=timezone.now()))
