"""What a moderator sees of one question: both texts while it waits for approval, afterwards only where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from curbside.clinical.privacy import IdentifierType, PrivacySpan, redact
from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import Viewer
from curbside.web.moderation.replacements import Chosen, read_choices
from curbside.web.moderation.risks import risk_hints
from curbside.web.publishing.markup import render_markdown
from curbside.web.publishing.models import Publication, TakeDown
from curbside.web.publishing.queries import page_of, take_down_of
from curbside.web.publishing.taking_out import take_out
from curbside.web.questions.models import OriginalText, Question, Stage


class ApprovalForm(forms.Form):
    headline = forms.CharField(label=_("Headline"), max_length=90)
    title = forms.CharField(label=_("The asker's title"), max_length=200, required=False)


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A direct identifier that is still there, and what was decided about it so far."""

    n: int
    left: lifecycle.Left
    stay: bool
    why: str


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """A question that waits for approval."""

    question: Question
    original: OriginalText | None
    chosen: Chosen
    risks: list[str]
    left_over: tuple[PrivacySpan, ...]
    left: list[LeftRow]
    answer_html: SafeString
    explanation: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class StandingContext:
    """A question there is nothing to approve about: its live page, if it has one, and who may correct it."""

    question: Question
    published: Publication | None
    may_correct: bool
    proposal: TakeDown | None


def proposal(question: Question) -> dict[str, str]:
    return {"headline": question.headline[:90], "title": question.title}


def choices_of(question: Question, data: Mapping[str, str]) -> Chosen:
    """What was decided about the replacements, without showing the original to anybody."""
    original = OriginalText.objects.filter(question=question).first()
    answer = lifecycle.answer_of(question)
    elsewhere = [data.get("headline", ""), data.get("title", question.title), answer.text if answer else ""]
    return read_choices(question, original, data, elsewhere=elsewhere)


def approval_of(chosen: Chosen, form: ApprovalForm, question: Question) -> lifecycle.Approval:
    """`form` may hold nothing yet: then the proposed headline and title."""
    given = form.cleaned_data if form.is_bound and form.is_valid() else proposal(question)
    return lifecycle.Approval(
        headline=given["headline"],
        title=given["title"],
        body=chosen.body,
        taken_out=chosen.taken_out,
        waived=chosen.waived,
    )


def review_context(question: Question, viewer: Viewer, form: ApprovalForm, *, now: datetime) -> ReviewContext:
    """Opens the original text: the look is in the audit log."""
    original = lifecycle.open_original(question, viewer, reason="publication approval", now=now)
    answer = lifecycle.answer_of(question)
    chosen = choices_of(question, form.data)
    approval = approval_of(chosen, form, question).cleaned()
    left = lifecycle.what_identifies(question, answer, approval) if answer else []
    reply = take_out(answer.text, chosen.taken_out) if answer else ""
    names = [row.span.text for row in chosen.rows if row.span.type is IdentifierType.NAME]
    in_reply = sum(each.place == "reply" for each in left)
    warnings = original.warnings if original else []
    return ReviewContext(
        question=question,
        original=original,
        chosen=chosen,
        risks=risk_hints(question, warnings=warnings, names=names, names_in_reply=in_reply),
        left_over=tuple(span for span in redact(approval.body).spans if not span.must),
        left=[
            LeftRow(n, each, each.words in chosen.waived, chosen.waived.get(each.words, ""))
            for n, each in enumerate(left)
        ],
        # render_markdown sanitises
        answer_html=mark_safe(render_markdown(reply)),  # noqa: S308
        explanation=lifecycle.explanation_of(question),
    )


def standing_context(question: Question, viewer: Viewer) -> StandingContext:
    """Opens no original text: there is nothing to decide that needs it."""
    published = page_of(question.ref)
    may_correct = published is not None and viewer.doctor_id == published.doctor_id
    return StandingContext(question, published, may_correct, take_down_of(question))


@dataclass(frozen=True, slots=True)
class TakeDownContext:
    """What the second person decides about. `page`: what was public, None where nothing was."""

    proposal: TakeDown
    page: Publication | None
    answer_html: SafeString
    is_mine: bool
    may_moderate: bool


def take_down_context(proposed: TakeDown, viewer: Viewer) -> TakeDownContext:
    question = proposed.question
    page = getattr(question, "publication", None) if question.stage == Stage.PUBLISHED else None
    # sanitised when published
    html = mark_safe(page.answer_html) if page else SafeString()  # noqa: S308
    may_moderate = viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR)
    return TakeDownContext(proposed, page, html, proposed.proposed_by_id == viewer.user_id, may_moderate)
