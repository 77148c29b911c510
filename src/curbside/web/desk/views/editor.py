"""The reply: saved as it is typed, looked over, started from what exists, signed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from curbside.clinical.reply_checks.hints import reply_hints
from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import question_or_404, staff_view, viewer_of
from curbside.web.answers.actions import ClaimLost, DraftConflict
from curbside.web.answers.models import ReplyDraft, ReplyVersion
from curbside.web.answers.queries import draft_of
from curbside.web.desk.blocks import text_blocks
from curbside.web.desk.case_page import case_page
from curbside.web.desk.forms import ReplyForm
from curbside.web.drafts.reply_hash import reply_hash
from curbside.web.publishing.markup import render_markdown
from curbside.web.publishing.queries import cards_in_order
from curbside.web.questions.models import Question


def _is_live(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


@staff_view("doctor")
@require_POST
def reply(request: HttpRequest, ref: str) -> HttpResponse:
    """Save, check, settle a conflict, put in a block, or sign: one form; without JavaScript the same."""
    question = question_or_404(viewer_of(request), ref)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return case_page(request, question, status=422, form=form)
    act = request.POST.get("act", "")
    try:
        if act.startswith("block-"):
            return _put_in_block(request, question, form, act)
        acts = {"check": _check, "sign": _sign, "mine": _settle, "theirs": _settle, "both": _settle}
        return acts.get(act, _save)(request, question, form)
    except DraftConflict as conflict:
        return _conflict(request, question, form, conflict)
    except ClaimLost as error:
        if _is_live(request):
            return render(request, "desk/_lost.html", {"error": error}, status=409)
        return case_page(request, question, status=409, form=form, error=str(error))
    except lifecycle.ReplyBlocked as blocked:
        return case_page(
            request, question, status=422, form=form, error=str(blocked), problems=blocked.problems, checked=True
        )
    except BadInput as error:
        return case_page(request, question, status=409, form=form, error=str(error))


def _conflict(request: HttpRequest, question: Question, form: ReplyForm, conflict: DraftConflict) -> HttpResponse:
    """Both texts are kept; the doctor takes one, the other, or both."""
    context = {"theirs": conflict.theirs}
    if _is_live(request):
        return render(request, "desk/_conflict.html", context, status=409)
    return case_page(request, question, status=409, form=form, error=str(conflict), **context)


def _keep(request: HttpRequest, question: Question, form: ReplyForm, text: str | None = None) -> ReplyDraft:
    saved = lifecycle.save_reply(
        question,
        viewer_of(request),
        form.cleaned_data["text"] if text is None else text,
        version=form.cleaned_data["version"] or 0,
        now=timezone.now(),
    )
    # A form shown again starts from what is saved now; from the old version the next press would be a conflict.
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(saved.version)  # type: ignore[index]
    return saved


def _save(request: HttpRequest, question: Question, form: ReplyForm) -> HttpResponse:
    saved = _keep(request, question, form)
    if _is_live(request):
        return render(request, "desk/_live.html", {"version": saved.version, "at": saved.saved_at})
    return redirect("desk-case", ref=question.ref)


def _settle(request: HttpRequest, question: Question, form: ReplyForm) -> HttpResponse:
    """After a conflict: mine, theirs or both, on top of what is saved now."""
    theirs = draft_of(question, viewer_of(request))
    mine = form.cleaned_data["text"]
    there = theirs.text if theirs else ""
    text = {"mine": mine, "theirs": there}.get(request.POST["act"], f"{there}\n\n{mine}")
    form.cleaned_data["version"] = int(request.POST.get("theirs_version") or 0)
    _keep(request, question, form, text)
    return redirect("desk-case", ref=question.ref)


def _check(request: HttpRequest, question: Question, form: ReplyForm) -> HttpResponse:
    text = form.cleaned_data["text"]
    saved = _keep(request, question, form)
    problems, explanation = lifecycle.look_over_reply(question, viewer_of(request), text, now=timezone.now())
    shown: dict[str, Any] = {
        "problems": problems,
        "hints": reply_hints(text),
        "explanation": explanation,
        "looked_at": reply_hash(text),
        "preview": mark_safe(render_markdown(text)),  # noqa: S308 sanitised by render_markdown
        "checked": True,
        "seen": form.acknowledged(),
        "model_is_on": lifecycle.model_is_on(),
    }
    if _is_live(request):
        return render(request, "desk/_live.html", shown | {"version": saved.version, "at": saved.saved_at})
    return case_page(request, question, form=form, **shown)


def _sign(request: HttpRequest, question: Question, form: ReplyForm) -> HttpResponse:
    signature = lifecycle.Signature(
        text=form.cleaned_data["text"],
        # Only what was seen can be signed: these very words must have been looked over.
        with_more_info=form.cleaned_data["with_more_info"]
        and form.cleaned_data["looked_at"] == reply_hash(form.cleaned_data["text"]),
        acknowledged=form.acknowledged(),
        headline=form.cleaned_data["headline"],
        more_info_version=form.cleaned_data["more_info_version"],
        more_info=form.more_info(),
    )
    _keep(request, question, form)
    lifecycle.sign_answer(question, viewer_of(request), signature, now=timezone.now())
    return render(request, "desk/signed.html", {"question": question})


def _put_in_block(request: HttpRequest, question: Question, form: ReplyForm, act: str) -> HttpResponse:
    """Without JavaScript: the block goes to the end of what is written."""
    viewer = viewer_of(request)
    block = next((each for each in text_blocks(question, viewer) if f"block-{each.version_id}" == act), None)
    if block is None:
        raise BadInput("This text block is not there any more.")
    text = form.cleaned_data["text"].rstrip()
    _keep(request, question, form, f"{text}\n\n{block.text}".strip() + "\n")
    lifecycle.put_in(question, viewer, block=block.version_id, now=timezone.now())
    return redirect("desk-case", ref=question.ref)


@staff_view("doctor")
@require_POST
def use_block(request: HttpRequest, ref: str, version_id: int) -> HttpResponse:
    """A block was put in by "/": its version is recorded with the draft."""
    question = question_or_404(viewer_of(request), ref)
    if all(each.version_id != version_id for each in text_blocks(question, viewer_of(request))):
        raise BadInput("This text block is not there any more.")
    lifecycle.put_in(question, viewer_of(request), block=version_id, now=timezone.now())
    return HttpResponse(status=204)


@staff_view("doctor")
@require_POST
def start_from(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """Put a published answer into the reply as a start; that it was reused is recorded with the answer."""
    question = question_or_404(viewer_of(request), ref)
    page = next(iter(cards_in_order([other], limit=1)), None)
    draft = draft_of(question, viewer_of(request))
    try:
        if page is None:
            raise BadInput("This answer is not published any more.")
        start = lifecycle.published_reply(page)
        text = f"{draft.text.rstrip()}\n\n{start}".strip() if draft else start
        lifecycle.save_reply(
            question, viewer_of(request), text, version=draft.version if draft else 0, now=timezone.now()
        )
        lifecycle.put_in(question, viewer_of(request), reused=other, now=timezone.now())
    except BadInput as error:
        return case_page(request, question, status=409, error=str(error))
    return redirect("desk-case", ref=ref)


@staff_view("doctor")
@require_POST
def earlier_version(request: HttpRequest, ref: str, version: int) -> HttpResponse:
    """Bring an earlier version back; what is there now becomes a version itself."""
    question = question_or_404(viewer_of(request), ref)
    viewer = viewer_of(request)
    draft = draft_of(question, viewer)
    kept = ReplyVersion.objects.filter(question=question, doctor_id=viewer.doctor_id or 0, pk=version).first()
    if kept is None or draft is None:
        return case_page(request, question, status=409, error="This version is not kept any more.")
    try:
        lifecycle.save_reply(question, viewer, kept.text, version=draft.version, now=timezone.now())
    except BadInput as error:
        return case_page(request, question, status=409, error=str(error))
    return redirect("desk-case", ref=ref)
