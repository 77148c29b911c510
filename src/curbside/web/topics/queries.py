"""Topics for pages and lists."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from curbside.knowledge.topic_table import table_hash, topic_of
from curbside.knowledge.topics import Topic as EngineTopic
from curbside.web.topics.models import Topic, TopicVersion, VersionState


def live_topics() -> QuerySet[Topic]:
    """Topics with a published text; one begun at the desk is none yet. Everything but the desk starts here."""
    return Topic.objects.filter(version__gt=0)


def all_topics() -> QuerySet[Topic]:
    return (
        live_topics()
        .select_related("department")
        .only("slug", "title", "alarming", "department__id", "department__label")
    )


def topics_with_synonyms() -> QuerySet[Topic]:
    """All topics with the other names people use for them."""
    return all_topics().only("slug", "title", "alarming", "synonyms", "department__id", "department__label")


def topic_page(slug: str) -> Topic | None:
    """One live topic with all its text, owner and departments: two queries."""
    return topic_at_desk(slug, only=live_topics())


def topic_at_desk(slug: str, *, only: QuerySet[Topic] | None = None) -> Topic | None:
    """The same, one that was begun and never published included."""
    rows = Topic.objects.all() if only is None else only
    return rows.select_related("department").prefetch_related("departments").filter(slug=slug).first()


def topics_of_department(department_id: str) -> QuerySet[Topic]:
    """The topics a department answers, its own and shared ones."""
    return all_topics().filter(departments=department_id)


def topics_in_order(slugs: Iterable[str]) -> list[Topic]:
    """The topics named that exist, in the order named: one query."""
    wanted = list(slugs)
    found = {topic.slug: topic for topic in all_topics().filter(slug__in=wanted)}
    return [found[slug] for slug in wanted if slug in found]


def live_table(topic: Topic) -> dict[str, Any]:
    """The live text as the table of knowledge.topic_table, its owner first among the departments. `departments` must
    be prefetched, or costs a query."""
    others = [each.pk for each in topic.departments.all() if each.pk != topic.department_id]
    return {
        "title": topic.title,
        "departments": [topic.department_id, *others],
        "synonyms": topic.synonyms,
        "codes": topic.codes,
        "alarming": topic.alarming,
        "kind": topic.kind,
        "sections": topic.sections,
        "sources": topic.sources,
        "written_on": topic.written_on.isoformat(),
        "reviewed_by": topic.reviewed_by,
        "reviewed_on": topic.reviewed_on.isoformat() if topic.reviewed_on else "",
        "review_due": topic.review_due.isoformat(),
    }


def live_hashes() -> dict[str, str]:
    """Which text of each topic is live: one query."""
    return dict(live_topics().values_list("slug", "content_hash"))


def engine_topics() -> Mapping[str, EngineTopic]:
    """Every live topic as the engine reads it: two queries."""
    rows = live_topics().prefetch_related("departments").order_by("slug")
    return {topic.slug: topic_of(topic.slug, live_table(topic)) for topic in rows}


def live_claims() -> dict[str, frozenset[str]]:
    """Slug → the claims of the live text, as "More info" quotes them: one query."""
    rows = live_topics().values_list("slug", "sections")
    return {slug: frozenset(claim["text"] for claims in parts.values() for claim in claims) for slug, parts in rows}


def proposals() -> QuerySet[TopicVersion]:
    """What waits to be published, oldest first, with its topic and writer."""
    waiting = TopicVersion.objects.filter(state=VersionState.PROPOSED).select_related("topic", "written_by")
    return waiting.defer("content", "topic__sections", "topic__sources").order_by("written_at", "id")


def versions_of(topic: Topic) -> QuerySet[TopicVersion]:
    """Every version, newest first, with who wrote and who decided, without the texts."""
    return topic.versions.select_related("written_by", "decided_by").defer("content")


def version_of(slug: str, pk: int) -> TopicVersion | None:
    return TopicVersion.objects.select_related("topic", "written_by", "decided_by").filter(topic=slug, pk=pk).first()


def to_review(today: date) -> QuerySet[Topic]:
    """Topics nobody has reviewed, or whose review is due, the longest due first."""
    return (
        all_topics()
        .filter(Q(reviewed_by="") | Q(review_due__lte=today))
        .only("slug", "title", "alarming", "reviewed_by", "review_due", "department__id", "department__label")
        .order_by("review_due", "title")
    )


def seen_mark(version: TopicVersion) -> str:
    """What a person saw who read this proposal beside the live text: changes when either does."""
    return f"{table_hash(version.content)[:32]}.{version.topic.version}"


def open_proposal(topic: Topic, origin: str) -> TopicVersion | None:
    return topic.versions.filter(state=VersionState.PROPOSED, origin=origin).select_related("written_by").first()
