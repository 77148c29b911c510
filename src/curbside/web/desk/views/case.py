"""One case: claim it, write, look it over, sign, or pass it on."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbside.clinical.reply_checks.hints import reply_hints
from curbside.clinical.reply_checks.problem import Problem
from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.answers.actions import ClaimLost, DraftConflict
from curbside.web.desk.case import CaseContext, case_context
from curbside.web.desk.forms import CorrectionForm, HandOverForm, ReasonForm, ReplyForm
from curbside.web.drafts.reply_hash import reply_hash
from curbside.web.publishing.markup import render_markdown
from curbside.web.questions.models import Question


def _case_page(request: HttpRequest, question: Question, *, status: int = 200, **extra: Any) -> HttpResponse:
    case = case_context(question, viewer_of(request), now=timezone.now())
    extra.setdefault("form", ReplyForm(initial=_initial(case)))
    context = {"case": case, "hand_over_form": HandOverForm(), "reason_form": ReasonForm(), **extra}
    return render(request, "desk/case.html", context, status=status)


def _initial(case: CaseContext) -> dict[str, Any]:
    draft = case.draft
    return {
        "text": draft.text if draft else "",
        "version": draft.version if draft else 0,
        "headline": case.question.headline,
        "with_more_info": True,
    }


@staff_view("doctor", "moderator", "administrator", "reviewer")
@require_GET
def case(request: HttpRequest, ref: str) -> HttpResponse:
    return _case_page(request, question_or_404(viewer_of(request), ref))


def _deed(request: HttpRequest, ref: str, deed: Callable[[Question], object]) -> HttpResponse:
    """Do one thing to a question and come back to it; an error is shown on the case, nothing typed is lost."""
    question = question_or_404(viewer_of(request), ref)
    try:
        deed(question)
    except BadInput as error:
        question = question_or_404(viewer_of(request), ref)
        form = ReplyForm(request.POST) if "text" in request.POST else None
        extra = {"form": form} if form else {}
        return _case_page(request, question, status=409, error=str(error), **extra)
    return redirect("desk-case", ref=ref)


@staff_view("doctor")
@require_POST
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    return _deed(request, ref, lambda q: lifecycle.claim_question(q, viewer_of(request), now=timezone.now()))


@staff_view("doctor")
@require_POST
def release(request: HttpRequest, ref: str) -> HttpResponse:
    return _deed(request, ref, lambda q: lifecycle.release_question(q, viewer_of(request), now=timezone.now()))


@staff_view("doctor", "moderator", "administrator")
@require_POST
def hand_over(request: HttpRequest, ref: str) -> HttpResponse:
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _case_page(request, question_or_404(viewer_of(request), ref), status=422, hand_over_form=form)
    chosen = form.cleaned_data
    return _deed(
        request,
        ref,
        lambda q: lifecycle.hand_over(
            q, viewer_of(request), chosen["department"].pk, reason=chosen["reason"], now=timezone.now()
        ),
    )


@staff_view("doctor", "moderator", "administrator")
@require_POST
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _deed(
        request, ref, lambda q: lifecycle.decline_question(q, viewer_of(request), reason=reason, now=timezone.now())
    )


@staff_view("doctor", "moderator", "administrator")
@require_POST
def original(request: HttpRequest, ref: str) -> HttpResponse:
    """The original text on a page of its own, after a reason; the look is in the audit log."""
    question = question_or_404(viewer_of(request), ref)
    try:
        text = lifecycle.open_original(
            question, viewer_of(request), reason=request.POST.get("reason", ""), now=timezone.now()
        )
    except BadInput as error:
        return _case_page(request, question, status=422, error=str(error))
    return render(request, "desk/original.html", {"question": question, "original": text})


@staff_view("doctor")
@require_POST
def reply(request: HttpRequest, ref: str) -> HttpResponse:
    """Save, check or sign: one form, three buttons; signing without JavaScript works the same."""
    question = question_or_404(viewer_of(request), ref)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _case_page(request, question, status=422, form=form)
    act = {"check": _check, "sign": _sign}.get(request.POST.get("act", ""), _save)
    try:
        return act(request, question, form)
    except DraftConflict as conflict:
        return _case_page(request, question, status=409, form=form, error=str(conflict), theirs=conflict.theirs)
    except ClaimLost as error:
        return _case_page(request, question, status=409, form=form, error=str(error))
    except lifecycle.ReplyBlocked as blocked:
        return _case_page(request, question, status=422, form=form, error=str(blocked), problems=blocked.problems)
    except BadInput as error:
        return _case_page(request, question, status=409, form=form, error=str(error))


def _keep(request: HttpRequest, question: Question, form: ReplyForm) -> int:
    saved = lifecycle.save_reply(
        question,
        viewer_of(request),
        form.cleaned_data["text"],
        version=form.cleaned_data["version"] or 0,
        now=timezone.now(),
    )
    # A form shown again starts from what is saved now; from the old version the next press would be a conflict.
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(saved.version)  # type: ignore[index]
    return saved.version


def _save(request: HttpRequest, question: Question, form: ReplyForm) -> HttpResponse:
    version = _keep(request, question, form)
    if request.headers.get("HX-Request"):
        return render(request, "desk/_saved.html", {"version": version, "at": timezone.now(), "swap": True})
    return redirect("desk-case", ref=question.ref)


def _check(request: HttpRequest, question: Question, form: ReplyForm) -> HttpResponse:
    text = form.cleaned_data["text"]
    version = _keep(request, question, form)
    problems, explanation = lifecycle.look_over_reply(question, viewer_of(request), text, now=timezone.now())
    shown: dict[str, Any] = {
        "problems": problems,
        "hints": reply_hints(text),
        "explanation": explanation,
        "looked_at": reply_hash(text),
        "preview": mark_safe(render_markdown(text)),  # noqa: S308 sanitised by render_markdown
        "checked": True,
    }
    if request.headers.get("HX-Request"):
        return render(request, "desk/_checks.html", shown | {"version": version, "swap": True, "at": timezone.now()})
    return _case_page(request, question, form=form, **shown)


def _sign(request: HttpRequest, question: Question, form: ReplyForm) -> HttpResponse:
    signature = lifecycle.Signature(
        text=form.cleaned_data["text"],
        # Only what was seen can be signed: these very words must have been looked over.
        with_more_info=form.cleaned_data["with_more_info"]
        and form.cleaned_data["looked_at"] == reply_hash(form.cleaned_data["text"]),
        acknowledged=form.acknowledged(),
        headline=form.cleaned_data["headline"],
    )
    _keep(request, question, form)
    lifecycle.sign_answer(question, viewer_of(request), signature, now=timezone.now())
    return render(request, "desk/signed.html", {"question": question})


@staff_view("doctor")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """Mend a published answer, with a note that every reader sees."""
    question = question_or_404(viewer_of(request), ref)
    answer = lifecycle.answer_of(question)
    form = CorrectionForm(request.POST or None, initial={"text": answer.text if answer else ""})
    error = ""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            seen = tuple(request.POST.getlist("acknowledged"))
            lifecycle.correct_answer(
                question, viewer_of(request), acknowledged=seen, now=timezone.now(), **form.cleaned_data
            )
            return redirect("desk-case", ref=ref)
        except lifecycle.ReplyBlocked as blocked:
            error, problems = str(blocked), blocked.problems
        except BadInput as refused:
            error = str(refused)
    status = 422 if form.errors or error else 200
    return render(
        request,
        "desk/correct.html",
        {"question": question, "form": form, "error": error, "problems": problems},
        status=status,
    )
