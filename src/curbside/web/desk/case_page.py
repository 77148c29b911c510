"""The case screen with its forms, as every view of a case shows it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from curbside.web.access import viewer_of
from curbside.web.desk.case import CaseContext, case_context
from curbside.web.desk.forms import AskBackForm, HandOverForm, OpinionForm, ReplyForm, SnoozeForm
from curbside.web.questions.models import Question


def case_page(request: HttpRequest, question: Question, *, status: int = 200, **extra: Any) -> HttpResponse:
    """Render the case; `extra` replaces forms and adds what a deed has to say."""
    case = case_context(question, viewer_of(request), now=timezone.now())
    extra.setdefault("form", ReplyForm(initial=_initial(case)))
    extra.setdefault("hand_over_form", HandOverForm(to=case.hand_to))
    context = {
        "case": case,
        "ask_back_form": AskBackForm(),
        "opinion_form": OpinionForm(to=case.hand_to),
        "snooze_form": SnoozeForm(),
        "keys_off": case.keys_off,
        **extra,
    }
    return render(request, "desk/case.html", context, status=status)


def _initial(case: CaseContext) -> dict[str, Any]:
    draft = case.draft
    return {
        "text": draft.text if draft else "",
        "version": draft.version if draft else 0,
        "headline": case.question.headline,
        "with_more_info": True,
    }
