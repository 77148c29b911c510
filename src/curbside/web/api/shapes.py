"""Published pages as JSON."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from curbside.web.publishing.models import Publication
from curbside.web.topics.models import Topic

DISCLAIMER = (
    "General information from a verified doctor, not a diagnosis. In an emergency call the local emergency number."
)


def site_url(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def page_url(page: Publication) -> str:
    return site_url(f"/q/{page.ref}-{page.slug}/")


def hit(page: Publication) -> dict[str, Any]:
    return {
        "id": page.ref,
        "url": page_url(page),
        "headline": page.headline,
        "question_excerpt": page.question_excerpt,
        "answer_excerpt": page.answer_excerpt,
        "doctor": page.doctor_name,
        "department": page.department_id,
        "answered_at": page.answered_at,
    }


def topic_shape(topic: Topic) -> dict[str, str]:
    return {
        "slug": topic.slug,
        "title": topic.title,
        "department": topic.department_id,
        "url": site_url(f"/topics/{topic.slug}/"),
    }


def _topic_note(note: Mapping[str, str]) -> dict[str, str]:
    url = site_url(f"/topics/{note['slug']}/")
    return {"slug": note["slug"], "title": note["title"], "department": note["department"], "url": url}


def answered(page: Publication) -> dict[str, Any]:
    return {
        "id": page.ref,
        "url": page_url(page),
        "headline": page.headline,
        "title": page.title,
        "body": page.body,
        "asker": {"alias": page.alias, "age_group": page.age_band, "sex": page.sex, "about": page.subject},
        "department": page.department_id,
        "asked_at": page.asked_at,
        "answer": "" if page.retracted_at else page.answer_text,
        "retracted_at": page.retracted_at,
        "doctor": page.doctor_name,
        "doctor_url": site_url(f"/doctors/{page.doctor.slug}/"),
        "answer_department": page.answer_department_label,
        "affiliation": f"{page.institution_department}, {page.institution}",
        "answered_at": page.answered_at,
        "updated_at": page.updated_at,
        "reviewed_on": page.reviewed_on.isoformat() if page.reviewed_on else None,
        "reviewed_by": page.reviewed_by,
        "review_due": page.review_due.isoformat(),
        "more_info": page.more_info,
        "care_cards": page.care_cards,
        "topics": [_topic_note(note) for note in page.topics],
        "similar": page.similar,
        "corrections": page.correction_notes,
        "disclaimer": DISCLAIMER,
    }
