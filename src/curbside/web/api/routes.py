"""The JSON API, version 1: the same deeds and the same visibility as the pages."""

import hashlib
from typing import Annotated, Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.params.functions import Query
from ninja.responses import Status

from curbside.clinical.urgency import screen
from curbside.web import lifecycle
from curbside.web.answers.queries import expected_hours
from curbside.web.api import schemas
from curbside.web.api.problems import install, numbers_of, problem, reasons_of
from curbside.web.api.shapes import answered, hit, site_url, topic_shape
from curbside.web.departments.queries import open_departments
from curbside.web.limits import is_over_limit
from curbside.web.publishing.narrowing import VALUES, chosen_of, counts, narrowed, sorted_by
from curbside.web.publishing.queries import page_of
from curbside.web.publishing.searching import search_words
from curbside.web.questions.submission import Submission
from curbside.web.topics.queries import all_topics

api = NinjaAPI(
    title="Curbside",
    version="1",
    description="Ask, screen, search and read published answers. Answers are general information, not a diagnosis.",
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
)
install(api)
PROBLEMS: dict[int, Any] = {422: schemas.Problem}


@api.post("/screen", response={200: schemas.ScreenOut, **PROBLEMS})
def post_screen(request: HttpRequest, given: schemas.ScreenIn) -> dict[str, Any]:
    """How fast does this text need a human? Stores nothing; works with the database down."""
    facts = {"age_years": given.age_years, "sex": given.sex, "subject": given.subject, "pregnant": given.pregnant}
    screening = screen(given.text, **facts)  # type: ignore[arg-type]
    return {
        "urgency": screening.urgency.value,
        "crisis": screening.crisis.value if screening.crisis else None,
        "reasons": reasons_of(screening),
        "numbers": numbers_of(screening) if screening.urgency != "routine" else [],
    }


@api.get("/similar", response={200: schemas.Hits, **PROBLEMS})
def get_similar(
    request: HttpRequest,
    text: str = Query(max_length=4000),
    top: int = Query(6, ge=1, le=20),
    department: str = Query("", max_length=40),
    language: str = Query("", max_length=20),
    age_group: str = Query("", max_length=10),
) -> dict[str, Any]:
    """Published questions that one answer may serve; none when nothing is close enough.

    Of one department, language ("en") and age group ("30-39") where these are given.
    """
    pages = lifecycle.find_answered(
        text, department=department or None, language=language or None, age_group=age_group or None, limit=top
    )
    return {"hits": [hit(page) for page in pages]}


@api.get("/search", response={200: schemas.SearchResults, **PROBLEMS})
def get_search(
    request: HttpRequest,
    narrow: Annotated[schemas.Narrowing, Query(...)],
    q: str = Query(max_length=300),
    exact: bool = Query(False),
    top: int = Query(20, ge=1, le=100),
) -> dict[str, Any]:
    """Published questions found by words, as on the search page: lay and medical words, typos, quoted phrases.

    `searched` differs from `q` when a correction found more; `exact=true` searches for the words as typed.
    `facets`: how many hits each further choice would leave.
    """
    found = search_words(q, exact=exact)
    chosen = chosen_of(narrow.dict())
    pages = sorted_by(narrowed(found.pages, chosen), narrow.sort)
    return {
        "hits": [hit(page) for page in pages[:top]],
        "related": [hit(page) for page in narrowed(found.related, chosen)[:top]],
        "total": len(pages),
        "searched": found.searched,
        "suggestion": found.suggestion,
        "facets": {name: dict(counts(found.pages, name, chosen)) for name in VALUES},
    }


@api.get("/questions/{id}", response={200: schemas.Answered, 404: schemas.Problem})
def get_question(request: HttpRequest, id: str) -> dict[str, Any] | HttpResponse:
    """One published question. Anything else, hidden or missing, is the same 404."""
    page = page_of(id)
    if page is None:
        return problem(404, "There is no such published question")
    return answered(page)


@api.get("/topics", response=schemas.Topics)
def get_topics(request: HttpRequest) -> dict[str, Any]:
    return {"topics": [topic_shape(topic) for topic in all_topics()]}


@api.get("/departments", response=schemas.Departments)
def get_departments(request: HttpRequest) -> dict[str, Any]:
    rows = open_departments()
    return {
        "departments": [
            {"id": d.id, "label": d.label, "description": d.description, "url": site_url(f"/departments/{d.id}/")}
            for d in rows
        ]
    }


@api.post("/questions", response={201: schemas.Received, **dict.fromkeys((409, 422, 429, 503), schemas.Problem)})
def post_question(request: HttpRequest, given: schemas.QuestionIn) -> Status[dict[str, Any]]:
    """Ask. An emergency that is not acknowledged is answered 422 with reasons and numbers, and nothing is stored.

    Send an `Idempotency-Key` header to make a repeated request safe.
    """
    if is_over_limit(request, "ask"):
        raise HttpError(429, "Too many questions from this network within the last hour. Try again in an hour.")
    submission = _submission(given, request.headers.get("Idempotency-Key", ""))
    preview = lifecycle.read_submission(submission)
    try:
        receipt = lifecycle.receive_question(submission, now=timezone.now())
    except DatabaseError as error:
        raise HttpError(503, "The question could not be stored. Nothing was lost on your side; try again.") from error
    question = receipt.question
    if not receipt.secret:
        raise HttpError(409, "This question was received already, under the same Idempotency-Key.")
    due = settings.DUE_HOURS[question.urgency]
    return Status(
        201,
        {
            "id": question.ref,
            "track_url": site_url(f"/track/k/{receipt.secret}/"),
            "urgency": question.urgency,
            "department": question.department_id or lifecycle.proposed_department(submission),
            "expected_hours": expected_hours(question.department_id, otherwise=due),
            "public_preview": {"title": preview.title.text, "body": preview.body.text},
        },
    )


def _submission(given: schemas.QuestionIn, key: str) -> Submission:
    known = set(open_departments().values_list("id", flat=True)) if given.department else set()
    if given.department and given.department not in known:
        raise HttpError(422, f"There is no department {given.department[:40]!r}. GET /api/v1/departments lists them.")
    return Submission(
        body=given.body,
        title=given.title,
        subject=given.subject,
        age_years=given.age_years,
        sex=given.sex or "",
        pregnant=given.pregnant,
        alias=given.alias,
        department=given.department,
        consents=given.consent.dict(),
        acknowledged_emergency=given.acknowledged_emergency,
        submission_key=f"api:{hashlib.sha256(key.encode()).hexdigest()[:48]}" if key else None,
    )
