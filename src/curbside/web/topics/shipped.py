"""Taking the packaged topics into the database, without ever overwriting what an operator wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from curbside.knowledge.topic_table import table_hash, table_of
from curbside.knowledge.topics import packaged_topics
from curbside.web.departments.models import Department
from curbside.web.topics.models import Origin, Topic, TopicVersion, VersionState

# Columns of Topic that a table names by themselves; departments and dates are set apart.
_PLAIN = ("title", "synonyms", "codes", "alarming", "kind", "sections", "sources", "written_on", "review_due")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many topics are new or changed, and how many shipped changes wait at the desk beside an operator's text."""

    changed: int
    offered: int


def load_topics(*, now: datetime) -> Loaded:
    """Add new topics; bring untouched ones up to date as a new version; offer the rest. Twice, it does no harm."""
    changed = offered = 0
    with transaction.atomic():
        known = {topic.slug: topic for topic in Topic.objects.all()}
        tables = {slug: table_of(packaged) for slug, packaged in packaged_topics().items()}
        _add({slug: table for slug, table in tables.items() if slug not in known}, now=now)
        for slug, topic in known.items():
            table = tables.get(slug)
            if table is None or table_hash(table) in (topic.content_hash, topic.shipped_hash):
                continue
            if topic.shipped_hash in ("", topic.content_hash):
                changed += 1
                write_live(topic, table, shipped_hash=table_hash(table))
                _as_version(topic, table, now=now).save()
            else:
                offered += 1
                _offer(topic, table, now=now)
    return Loaded(changed + len(tables.keys() - known.keys()), offered)


def _add(tables: Mapping[str, Mapping[str, Any]], *, now: datetime) -> None:
    """All at once: a first start brings every topic."""
    new = [Topic(slug=slug, version=0) for slug in tables]
    for topic in new:
        _set_live(topic, tables[topic.slug], shipped_hash=table_hash(tables[topic.slug]))
    Topic.objects.bulk_create(new)
    ids = set(Department.objects.values_list("pk", flat=True))
    links = Topic.departments.through
    links.objects.bulk_create(
        links(topic_id=slug, department_id=each)
        for slug in tables
        for each in tables[slug]["departments"]
        if each in ids
    )
    TopicVersion.objects.bulk_create(_as_version(topic, tables[topic.slug], now=now) for topic in new)


def _as_version(topic: Topic, table: Mapping[str, Any], *, now: datetime) -> TopicVersion:
    return TopicVersion(
        topic=topic, number=topic.version, state=VersionState.PUBLISHED, origin=Origin.SHIPPED, content=table,
        base=topic.version - 1, written_at=now, decided_at=now,
    )  # fmt: skip


def _offer(topic: Topic, table: Mapping[str, Any], *, now: datetime) -> None:
    fields = {"content": table, "base": topic.version, "written_at": now}
    TopicVersion.objects.update_or_create(
        topic=topic, origin=Origin.SHIPPED, state=VersionState.PROPOSED, defaults=fields
    )
    Topic.objects.filter(pk=topic.pk).update(shipped_hash=table_hash(table))


def write_live(topic: Topic, table: Mapping[str, Any], *, shipped_hash: str) -> None:
    """Make `table` the live text of `topic`, saved under the next version number."""
    _set_live(topic, table, shipped_hash=shipped_hash)
    topic.save()
    topic.departments.set(Department.objects.filter(pk__in=table["departments"]))


def _set_live(topic: Topic, table: Mapping[str, Any], *, shipped_hash: str) -> None:
    for name in _PLAIN:
        setattr(topic, name, table[name])
    topic.department_id = table["departments"][0]
    topic.reviewed_by, topic.reviewed_on = table["reviewed_by"], table["reviewed_on"] or None
    topic.content_hash, topic.shipped_hash = table_hash(table), shipped_hash
    topic.version += 1
