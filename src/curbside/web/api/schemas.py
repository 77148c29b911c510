"""What the API takes and gives, as documented in /api/v1/openapi.json."""

from datetime import datetime
from typing import Literal

from django.conf import settings
from ninja import Field, Schema


class Problem(Schema):
    """RFC 9457 problem details; further members by `type`."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


class Reason(Schema):
    rule: str
    title: str
    text: str
    start: int
    end: int
    source: str


class Number(Schema):
    kind: str
    name: str
    number: str
    hours: str


class ScreenIn(Schema):
    text: str = Field(max_length=settings.MAX_TEXT_CHARS)
    age_years: float | None = Field(None, ge=0, le=130)
    sex: Literal["female", "male", "other"] | None = None
    subject: Literal["self", "child", "parent", "partner", "other"] | None = None
    pregnant: bool | None = None


class ScreenOut(Schema):
    urgency: Literal["emergency", "urgent", "routine"]
    crisis: Literal["plan", "ideation", "abuse"] | None
    reasons: list[Reason]
    numbers: list[Number]


class Emergency(Problem):
    reasons: list[Reason]
    numbers: list[Number]


class Hit(Schema):
    id: str
    url: str
    headline: str
    question_excerpt: str
    answer_excerpt: str
    doctor: str
    department: str
    answered_at: datetime


class Hits(Schema):
    hits: list[Hit]


class Narrowing(Schema):
    """Choices of the search page; empty: any. `age` is an age band such as "20-29", `doctor` a page slug."""

    department: str = Field("", max_length=40)
    age: str = Field("", max_length=10)
    sex: str = Field("", max_length=10)
    year: str = Field("", max_length=4)
    doctor: str = Field("", max_length=90)
    sort: Literal["relevance", "newest"] = "relevance"


class SearchResults(Hits):
    related: list[Hit]
    total: int
    searched: str
    suggestion: str
    facets: dict[str, dict[str, int]]


class Source(Schema):
    kind: str
    ref: str
    quote: str
    title: str = ""
    url: str = ""
    date: str = ""
    publisher: str = ""


class Sentence(Schema):
    text: str
    sources: list[Source]


class CareCard(Schema):
    level: str
    lines: list[str]


class Topic(Schema):
    slug: str
    title: str
    department: str
    url: str


class Correction(Schema):
    kind: str
    note: str
    at: datetime


class Answered(Schema):
    """One published question with its answer, as on its page. `answer` is empty once it was retracted; `corrections`
    then begins with the reason."""

    id: str
    url: str
    headline: str
    title: str
    body: str
    asker: dict[str, str]
    department: str
    asked_at: datetime
    answer: str
    retracted_at: datetime | None
    doctor: str
    doctor_url: str
    answer_department: str
    affiliation: str
    answered_at: datetime
    updated_at: datetime
    reviewed_on: str | None
    reviewed_by: str
    review_due: str
    more_info: list[Sentence]
    care_cards: list[CareCard]
    topics: list[Topic]
    similar: list[str]
    corrections: list[Correction]
    disclaimer: str


class DepartmentOut(Schema):
    id: str
    label: str
    description: str
    url: str


class Topics(Schema):
    topics: list[Topic]


class Departments(Schema):
    departments: list[DepartmentOut]


class ConsentIn(Schema):
    answer: bool
    publish: bool = False
    research: bool = False


class QuestionIn(Schema):
    title: str = Field("", max_length=120)
    body: str = Field(max_length=settings.MAX_TEXT_CHARS)
    subject: Literal["self", "child", "parent", "partner", "other"] = "self"
    age_years: float | None = Field(None, ge=0, le=130)
    sex: Literal["female", "male", "other"] | None = None
    pregnant: bool | None = None
    alias: str = Field("", max_length=30)
    department: str = ""
    consent: ConsentIn
    acknowledged_emergency: bool = False


class Preview(Schema):
    title: str
    body: str


class Received(Schema):
    id: str
    track_url: str
    urgency: str
    department: str
    expected_hours: float
    public_preview: Preview
