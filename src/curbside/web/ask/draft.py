"""The asker's draft: kept on the server under a secret that lives in the session."""

import secrets
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from curbside.clinical.findings import read
from curbside.web import lifecycle
from curbside.web.ask.steps import age_years
from curbside.web.intake.queries import draft_of
from curbside.web.questions.submission import Detail, Submission

SESSION_KEY = "ask_draft"
# Set in the session of somebody whom an existing answer helped.
HELPED = "ask_helped"

# What the three plain pages asked, as the doctor sees it.
PLAIN_DETAILS = (
    ("how_long", "duration", "How long has it been going on?"),
    ("medicines", "medicines", "Which medicines are taken?"),
    ("conditions", "conditions", "Which illnesses or operations are known?"),
)


def draft_token(request: HttpRequest) -> str | None:
    """The secret under which this browser's draft is kept; None before anything was typed."""
    token: str | None = request.session.get(SESSION_KEY)
    return token


def load_draft(request: HttpRequest) -> dict[str, Any] | None:
    """What was typed so far; None when nothing was, or it has expired."""
    token = draft_token(request)
    return draft_of(token, now=timezone.now()) if token else None


def store_draft(request: HttpRequest, data: dict[str, Any]) -> None:
    token = draft_token(request)
    if not token:
        token = request.session[SESSION_KEY] = secrets.token_urlsafe(24)
    lifecycle.keep_draft(token, data, now=timezone.now())


def new_draft(body: str, *, acknowledged_emergency: bool) -> dict[str, Any]:
    """A fresh draft; its key makes sending twice arrive once."""
    return {
        "body": body,
        "acknowledged_emergency": acknowledged_emergency,
        "submission_key": secrets.token_urlsafe(24),
        "more": [],
        "facts": {},
    }


def note_facts(draft: dict[str, Any]) -> None:
    """What the text itself says of the person and of danger: decides which pages are shown."""
    read = lifecycle.read_submission(submission_of(draft, language="en"))
    known = read.submission
    draft["facts"] = {
        "subject": known.subject,
        "age_years": known.age_years,
        "sex": known.sex,
        "never_published": read.publication_barred,
    }


def forget_draft(request: HttpRequest) -> None:
    token = request.session.pop(SESSION_KEY, None)
    if token:
        lifecycle.drop_draft(token)


def add_follow_up_questions(draft: dict[str, Any]) -> None:
    """At most three questions about what was not said. Answers given already stay with their question."""
    reading = read(
        draft["body"], age_years=age_years(draft), sex=draft.get("sex") or None, subject=draft.get("subject") or None
    )
    given = {item["about"]: item["answer"] for item in draft.get("more", [])}
    draft["more"] = [
        {"ask": item.ask, "about": item.about, "answer": given.get(item.about, "")} for item in reading.follow_up[:3]
    ]


def details_of(draft: dict[str, Any]) -> tuple[Detail, ...]:
    plain = [Detail(about, ask, draft.get(name, "")) for name, about, ask in PLAIN_DETAILS]
    more = [Detail(item["about"], item["ask"], item["answer"]) for item in draft.get("more", [])]
    return tuple(detail for detail in (*plain, *more) if detail.answer)


def submission_of(draft: dict[str, Any], *, language: str) -> Submission:
    pregnant = {"yes": True, "no": False}.get(draft.get("pregnant", ""))
    return Submission(
        body=draft["body"],
        title=draft.get("title", ""),
        subject=draft.get("subject", ""),
        age_years=age_years(draft),
        sex=draft.get("sex", ""),
        pregnant=pregnant,
        alias=draft.get("alias", ""),
        department=draft.get("department", ""),
        details=details_of(draft),
        email=draft.get("email", ""),
        consents=draft.get("consents", {}),
        acknowledged_emergency=bool(draft.get("acknowledged_emergency")),
        language=language,
        submission_key=draft["submission_key"],
    )
