"""Text blocks at the desk: the list, one with its versions and uses, writing, and what a correction called back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.access import staff_view, viewer_of
from curbside.web.blocks.models import TextBlock
from curbside.web.blocks.queries import block_of, current_versions, open_recalls, pages_with, versions_of
from curbside.web.departments.queries import open_departments
from curbside.web.desk.block_form import ChangeBlockForm, NewBlockForm, initial_of

READERS = ("doctor", "reviewer", "moderator", "administrator")
USES_SHOWN = 200


@staff_view(*READERS)
@require_GET
def block_list(request: HttpRequest) -> HttpResponse:
    """Every block in use; a doctor's own answers that wait to be looked at again, a moderator's of all doctors."""
    viewer = viewer_of(request)
    context = {
        "versions": current_versions(),
        "recalls": open_recalls(viewer.doctor_id)[:USES_SHOWN],
        "is_doctor": viewer.doctor_id is not None,
        "today": timezone.now().date(),
    }
    return render(request, "desk/blocks/list.html", context)


@staff_view("doctor")
@require_http_methods(["GET", "HEAD", "POST"])
def new_block(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    departments = [(each.pk, each.label) for each in open_departments() if each.pk in viewer.departments]
    form = NewBlockForm(request.POST or None, departments=departments, initial=initial_of(None, timezone.now().date()))
    if request.method == "POST" and form.is_valid():
        shortcut, department = form.cleaned_data["shortcut"], form.cleaned_data["department"]
        try:
            lifecycle.make_text_block(
                viewer, shortcut=shortcut, department_id=department, said=form.said(), now=timezone.now()
            )
            return redirect("desk-block", shortcut=shortcut)
        except BadInput as refused:
            form.add_error(None if form.errors else "shortcut", str(refused))
    return render(request, "desk/blocks/edit.html", {"form": form}, status=422 if form.errors else 200)


@staff_view(*READERS)
@require_GET
def block(request: HttpRequest, shortcut: str) -> HttpResponse:
    return _block_page(request, _found(shortcut))


@staff_view("doctor")
@require_http_methods(["GET", "HEAD", "POST"])
def change_block(request: HttpRequest, shortcut: str) -> HttpResponse:
    """A new version by the owner; one that corrects a mistake calls the answers back."""
    found = _found(shortcut)
    newest = versions_of(found)[0]
    form = ChangeBlockForm(request.POST or None, initial=initial_of(newest, timezone.now().date()))
    if request.method == "POST" and form.is_valid():
        try:
            lifecycle.change_text_block(found, viewer_of(request), form.said(), now=timezone.now())
            return redirect("desk-block", shortcut=shortcut)
        except BadInput as refused:
            form.add_error("note", str(refused))
    context = {"form": form, "text_block": found, "uses": pages_with(found).count()}
    return render(request, "desk/blocks/edit.html", context, status=422 if form.errors else 200)


@staff_view(*READERS)
@require_POST
def review_block(request: HttpRequest, shortcut: str) -> HttpResponse:
    found = _found(shortcut)
    try:
        lifecycle.review_text_block(versions_of(found)[0], viewer_of(request), now=timezone.now())
    except BadInput as refused:
        return _block_page(request, found, error=str(refused))
    return redirect("desk-block", shortcut=shortcut)


@staff_view(*READERS)
@require_POST
def retire_block(request: HttpRequest, shortcut: str) -> HttpResponse:
    found = _found(shortcut)
    try:
        lifecycle.retire_text_block(found, viewer_of(request), now=timezone.now())
    except BadInput as refused:
        return _block_page(request, found, error=str(refused))
    return redirect("desk-blocks")


@staff_view("doctor")
@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer to look at again: correct it, or say why it can stand."""
    viewer = viewer_of(request)
    found = get_object_or_404(open_recalls(viewer.doctor_id), pk=pk)
    error = ""
    if request.method == "POST":
        try:
            lifecycle.let_answer_stand(found, viewer, note=request.POST.get("note", ""), now=timezone.now())
            return redirect("desk-blocks")
        except BadInput as refused:
            error = str(refused)
    context = {"recall": found, "page": found.question.publication, "error": error}
    return render(request, "desk/blocks/recall.html", context, status=422 if error else 200)


def _found(shortcut: str) -> TextBlock:
    found = block_of(shortcut)
    if found is None:
        raise Http404("There is no such text block.")
    return found


def _block_page(request: HttpRequest, found: TextBlock, *, error: str = "") -> HttpResponse:
    viewer, versions = viewer_of(request), versions_of(found)
    context = {
        "text_block": found,
        "versions": versions,
        "newest": versions[0],
        "pages": pages_with(found)[:USES_SHOWN],
        "is_owner": viewer.doctor_id == found.owner_id,
        "may_retire": viewer.doctor_id == found.owner_id or viewer.has_role("moderator", "administrator"),
        "may_review": viewer.user_id != versions[0].written_by_id and viewer.has_role("doctor", "reviewer"),
        "today": timezone.now().date(),
        "error": error,
    }
    return render(request, "desk/blocks/block.html", context, status=409 if error else 200)
