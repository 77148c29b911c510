"""Taking the packaged topics into the database."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from curbside.knowledge.topics import Topic as PackagedTopic
from curbside.knowledge.topics import topics
from curbside.web.departments.models import Department
from curbside.web.topics.models import Topic


def _fields(topic: PackagedTopic) -> dict[str, Any]:
    sections = {name: [asdict(claim) for claim in claims] for name, claims in topic.sections.items()}
    return {
        "title": topic.title,
        "department_id": topic.departments[0],
        "synonyms": list(topic.synonyms),
        "codes": {system: list(codes) for system, codes in topic.codes.items()},
        "alarming": topic.alarming,
        "sections": sections,
        "sources": [asdict(source) for source in topic.sources],
        "written_on": topic.written_on,
        "reviewed_by": topic.reviewed_by,
        "reviewed_on": topic.reviewed_on or None,
        "review_due": topic.review_due,
    }


def load_topics() -> int:
    """Add new topics and bring changed ones up to date with a new version. Returns how many changed."""
    known = dict(Topic.objects.values_list("slug", "content_hash"))
    changed = 0
    for slug, packaged in topics().items():
        fields = _fields(packaged)
        digest = hashlib.sha256(json.dumps([fields, packaged.departments], default=str).encode()).hexdigest()
        if known.get(slug) == digest:
            continue
        version = Topic.objects.filter(slug=slug).values_list("version", flat=True).first() or 0
        row, _ = Topic.objects.update_or_create(
            slug=slug, defaults={**fields, "content_hash": digest, "version": version + 1}
        )
        row.departments.set(Department.objects.filter(pk__in=packaged.departments))
        changed += 1
    return changed
