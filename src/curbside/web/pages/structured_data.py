"""What search engines are told about a page: only words that stand on it.

One doctor answers one question, so it is a MedicalWebPage about a Question with an accepted Answer. QAPage is for
pages where several answers are possible (Google Search Central, "Q&A structured data"), FAQPage is for lists.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from curbside.web.publishing.models import Publication

# schema.org/MedicalSpecialty, members of the enumeration, by department id; departments without one are left out.
SPECIALTIES: Mapping[str, str] = {
    "family-medicine": "PrimaryCare",
    "neurology": "Neurologic",
    "neurosurgery": "Surgical",
    "cardiology": "Cardiovascular",
    "dermatology": "Dermatology",
    "obstetrics-gynecology": "Gynecologic",
    "psychiatry": "Psychiatric",
    "orthopedics": "Musculoskeletal",
    "urology": "Urologic",
    "ent": "Otolaryngologic",
    "gastroenterology": "Gastroenterologic",
    "pediatrics": "Pediatric",
    "endocrinology": "Endocrine",
    "dentistry": "Dentistry",
    "ophthalmology": "Optometric",
    "pulmonology": "Pulmonary",
    "rheumatology": "Rheumatologic",
    "hematology": "Hematologic",
    "oncology": "Oncologic",
    "nephrology": "Renal",
    "infectious-disease": "Infectious",
    "rehabilitation": "Physiotherapy",
}


def medical_page(page: Publication, *, url: str, links: Mapping[str, Any]) -> dict[str, object]:
    """schema.org data of a question's page. `links`: absolute doctor, permanent and home, and breadcrumbs."""
    doctor = _doctor(page, str(links["doctor"]))
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": page.headline,
        "inLanguage": page.language,
        "isAccessibleForFree": True,
        "datePublished": page.published_at.isoformat(timespec="seconds"),
        "dateModified": page.updated_at.isoformat(timespec="seconds"),
        "medicalAudience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": links["home"]},
        "breadcrumb": _breadcrumbs(links["breadcrumbs"]),
        "mainEntity": _question(page, doctor, str(links["permanent"])),
    }
    if page.retracted_at:
        data["creativeWorkStatus"] = "Retracted"
    elif page.reviewed_on:  # the day it was signed is the answer's own date, and no review
        data["lastReviewed"] = page.reviewed_on.isoformat()
        if page.reviewed_by:
            mine = page.reviewed_by == page.doctor_name
            data["reviewedBy"] = doctor if mine else {"@type": "Person", "name": page.reviewed_by}
    if page.correction_notes:
        data["correction"] = [_note(note) for note in page.correction_notes]
    if page.department_id in SPECIALTIES:
        data["specialty"] = f"https://schema.org/{SPECIALTIES[page.department_id]}"
    return data


def _question(page: Publication, doctor: Mapping[str, object], permanent: str) -> dict[str, object]:
    """Without an answer once it was retracted: nothing tells a search engine that it is one."""
    question: dict[str, object] = {
        "@type": "Question",
        "@id": f"{permanent}#question",
        "name": page.title or page.headline,
        "text": page.body,
        "dateCreated": page.asked_at.isoformat(timespec="seconds"),
        "author": {"@type": "Person", "name": "Anonymous"},
        "answerCount": 0 if page.retracted_at else 1,
    }
    if page.retracted_at is None:
        question["acceptedAnswer"] = {
            "@type": "Answer",
            "@id": f"{permanent}#answer",
            "text": page.answer_text,
            "dateCreated": page.answered_at.isoformat(timespec="seconds"),
            **_changed(page),
            "author": dict(doctor),
        }
    return question


def _changed(page: Publication) -> dict[str, str]:
    """When the answer's words last changed, where they did."""
    return {"dateModified": page.correction_notes[0]["at"]} if page.correction_notes else {}


def _note(note: Mapping[str, str]) -> dict[str, object]:
    """schema.org/CorrectionComment: what was corrected or retracted, and when."""
    kind = "Retraction" if note["kind"] == "retraction" else "Correction"
    return {"@type": "CorrectionComment", "name": kind, "text": note["note"], "dateCreated": note["at"]}


def _doctor(page: Publication, url: str) -> dict[str, object]:
    return {
        "@type": "Person",
        "name": page.doctor_name,
        "url": url,
        "jobTitle": page.answer_department_label,
        "affiliation": {"@type": "MedicalOrganization", "name": page.institution},
    }


def _breadcrumbs(links: list[tuple[str, str]]) -> dict[str, object]:
    items = [
        {"@type": "ListItem", "position": n, "name": title, "item": url} for n, (title, url) in enumerate(links, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def topic_data(title: str, *, url: str, reviewed_on: str, written_on: str, synonyms: list[str]) -> dict[str, object]:
    """schema.org data of a topic's page; `reviewed_on` empty until a clinician has reviewed it."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "url": url,
        "name": title,
        "datePublished": written_on,
        "about": {"@type": "MedicalEntity", "name": title, "alternateName": synonyms},
        "medicalAudience": {"@type": "MedicalAudience", "audienceType": "Patient"},
    }
    if reviewed_on:
        data["lastReviewed"] = reviewed_on
    return data
