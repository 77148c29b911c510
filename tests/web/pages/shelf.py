"""Published pages put on the shelf directly: quick, and independent of the engine that fills them in real life."""

from datetime import date, datetime, timedelta
from itertools import count

from django.utils.text import slugify

from curbside.web.accounts.models import Doctor, User
from curbside.web.answers.models import Answer
from curbside.web.departments.models import Department
from curbside.web.publishing.actions import start_new_generation
from curbside.web.publishing.models import Correction, Publication, PublicationTopic
from curbside.web.questions.models import Question, Stage
from curbside.web.topics.models import Topic
from tests.web.story import NOW, make_department, make_doctor, make_moderator

_numbers = count(1)

BODY = "My calf has been twitching <b>for</b> days.\n\nI can climb stairs. Is it serious?"
REPLY = "Twitching with normal strength is most often harmless. See a doctor if it lasts two weeks."
MORE_INFO = [
    {
        "text": "Tired muscles can twitch.",
        "part": "point",
        "sources": [
            {"kind": "reply", "ref": "reply:1", "quote": "harmless"},
            {
                "kind": "topic",
                "ref": "muscle-twitching",
                "title": "Twitching",
                "url": "https://example.org/twitching",
                "publisher": "Example Health",
                "date": "2026-01-02",
            },
        ],
    },
    {"text": "A sentence without a source.", "part": "watch", "sources": []},
]
CARE = [
    {"level": "soon", "lines": ["it lasts more than two weeks"], "topics": ["muscle-twitching"]},
    {"level": "now", "lines": ["you suddenly cannot move the leg"], "topics": ["muscle-twitching"]},
]


def make_topic(slug: str = "muscle-twitching", title: str = "Muscle twitching", owner: str = "neurology") -> Topic:
    department = make_department(owner, owner.capitalize())
    topic, _ = Topic.objects.get_or_create(
        slug=slug,
        defaults={
            "title": title,
            "department": department,
            "synonyms": ["twitches"],
            "sections": {
                "summary": [{"text": "Small movements of a muscle.", "sources": ["made-up"]}],
                "causes": [{"text": "Little sleep.", "sources": ["made-up"]}],
                "now": [{"text": "you cannot move the leg", "sources": ["made-up"]}],
            },
            "sources": [
                {
                    "key": "made-up",
                    "title": "Twitches explained",
                    "publisher": "Example Health",
                    "url": "https://example.org/t",
                    "date": "2026-01-02",
                    "opened": True,
                }
            ],
            "written_on": date(2026, 11, 1),
            "review_due": date(2027, 11, 1),
            "content_hash": "made-up",
        },
    )
    topic.departments.add(department)
    return topic


def shelve(
    *,
    headline: str = "",
    doctor: Doctor | None = None,
    department: str = "neurology",
    approved_by: User | None = None,
    topics: tuple[Topic, ...] = (),
    at: datetime = NOW,
    **changes: object,
) -> Publication:
    """One live page; `changes` replaces fields of the publication."""
    n = next(_numbers)
    doctor = doctor or make_doctor(department)
    label = Department.objects.get(id=department).label
    asked = at - timedelta(hours=5)
    question = Question.objects.create(
        ref=f"zz{n:08d}",
        stage=Stage.PUBLISHED,
        body=BODY,
        department_id=department,
        asked_at=asked,
        due_at=at,
    )
    record = {
        "doctor_name": doctor.name,
        "institution": "Example Hospital",
        "institution_department": "Department of Medicine",
    }
    Answer.objects.create(
        question=question,
        doctor=doctor,
        department_id=department,
        department_label=label,
        text=REPLY,
        text_hash="made-up",
        signed_at=at,
        **record,
    )
    headline = headline or f"Calf twitching after coffee, number {n}"
    fields = {
        "slug": slugify(headline),
        "headline": headline,
        "title": "Is my calf ill?",
        "body": BODY,
        "alias": "Misty Heron",
        "subject": "self",
        "sex": "female",
        "age_band": "20-29",
        "answer_department_label": label,
        "answer_html": f"<p>{REPLY}</p>",
        "answer_text": REPLY,
        "question_excerpt": "My calf has been twitching for days.",
        "answer_excerpt": "Twitching with normal strength is most often harmless.",
        "more_info": MORE_INFO,
        "more_info_version": "0.1",
        "more_info_on": at.date(),
        "care_cards": CARE,
        "asked_at": asked,
        "answered_at": at,
        "published_at": at,
        "updated_at": at,
        "reviewed_on": at.date(),
        "review_due": (at + timedelta(days=730)).date(),
        **record,
        **changes,
    }
    page = Publication.objects.create(
        question=question,
        ref=question.ref,
        department_id=department,
        doctor=doctor,
        approved_by=approved_by or make_moderator(),
        **fields,
    )
    for position, topic in enumerate(topics):
        PublicationTopic.objects.create(publication=page, topic=topic, position=position)
        label = topic.department.label
        page.topics.append(
            {"slug": topic.slug, "title": topic.title, "department": topic.department_id, "department_label": label}
        )
    page.save(update_fields=["topics"])
    start_new_generation()
    return page


def shelf_of(n: int, **common: object) -> list[Publication]:
    """`n` pages by one doctor, the newest last."""
    doctor, moderator = make_doctor(), make_moderator()
    return [
        shelve(doctor=doctor, approved_by=moderator, at=NOW - timedelta(hours=n - i), **common)  # type: ignore[arg-type]
        for i in range(n)
    ]


def take_down(page: Publication, *, reason: str = "The asker no longer agrees to publication.") -> None:
    Publication.objects.filter(pk=page.pk).update(withdrawn_at=NOW, withdrawn_reason=reason)
    Question.objects.filter(pk=page.question_id).update(stage=Stage.WITHDRAWN)
    start_new_generation()


def path_of(page: Publication) -> str:
    return f"/q/{page.ref}-{page.slug}/"


def correct(page: Publication, note: str) -> None:
    """A visible correction, as correct_page leaves it."""
    Correction.objects.create(publication=page, note=note, by="Dr. Example", at=NOW)
    page.correction_notes = [{"kind": "correction", "note": note, "at": NOW.isoformat()}]
    page.save(update_fields=["correction_notes"])
