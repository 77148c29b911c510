"""What a moderator sees of one question: both texts while it waits for approval, afterwards only where it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from curbside.clinical.privacy import PrivacySpan, redact
from curbside.web import lifecycle
from curbside.web.accounts.queries import Viewer
from curbside.web.diff import Segment, segments, span_from_json
from curbside.web.publishing.markup import plain_text, render_markdown
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import page_of
from curbside.web.questions.models import OriginalText, Question


class ApprovalForm(forms.Form):
    headline = forms.CharField(label=_("Headline"), max_length=90)
    title = forms.CharField(label=_("The asker's title"), max_length=200, required=False)
    body = forms.CharField(
        label=_("The question as published"),
        help_text=_("Take out whatever still identifies somebody. Change nothing else."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """A question that waits for approval."""

    question: Question
    original: OriginalText | None
    pieces: list[Segment]
    left_over: tuple[PrivacySpan, ...]
    answer_html: SafeString | None
    answer_left_over: tuple[PrivacySpan, ...]
    explanation: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class StandingContext:
    """A question there is nothing to approve about: its live page, if it has one, and who may correct it."""

    question: Question
    published: Publication | None
    may_correct: bool


def proposal(question: Question) -> dict[str, str]:
    return {"headline": question.headline[:90], "title": question.title, "body": question.body}


def review_context(question: Question, viewer: Viewer, *, now: datetime) -> ReviewContext:
    """Opens the original text: the look is in the audit log."""
    original = lifecycle.open_original(question, viewer, reason="publication approval", now=now)
    answer = lifecycle.answer_of(question)
    return ReviewContext(
        question=question,
        original=original,
        pieces=segments(original.body, map(span_from_json, original.spans)) if original else [],
        left_over=_identifying(question.body, question.alias),
        # render_markdown sanitises
        answer_html=mark_safe(render_markdown(answer.text)) if answer else None,  # noqa: S308
        answer_left_over=tuple(
            span for span in _identifying(plain_text(answer.text), question.alias, answer.doctor_name) if span.must
        )
        if answer
        else (),
        explanation=lifecycle.explanation_of(question),
    )


def standing_context(question: Question, viewer: Viewer) -> StandingContext:
    """Opens no original text: there is nothing to decide that needs it."""
    published = page_of(question.ref)
    may_correct = published is not None and viewer.doctor_id == published.doctor_id
    return StandingContext(question, published, may_correct)


def _identifying(text: str, *known: str) -> tuple[PrivacySpan, ...]:
    """What may identify somebody; the page's alias and the signing doctor stand on the page anyway."""
    return tuple(span for span in redact(text).spans if not any(span.text in name for name in known))
