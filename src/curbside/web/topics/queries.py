"""Topics for pages and lists."""

from collections.abc import Iterable

from django.db.models import QuerySet

from curbside.web.topics.models import Topic


def all_topics() -> QuerySet[Topic]:
    return Topic.objects.select_related("department").only(
        "slug", "title", "alarming", "department__id", "department__label"
    )


def topics_with_synonyms() -> QuerySet[Topic]:
    """All topics with the other names people use for them."""
    return all_topics().only("slug", "title", "alarming", "synonyms", "department__id", "department__label")


def topic_page(slug: str) -> Topic | None:
    """One topic with all its text, owner and departments: two queries."""
    return Topic.objects.select_related("department").prefetch_related("departments").filter(slug=slug).first()


def topics_of_department(department_id: str) -> QuerySet[Topic]:
    """The topics a department answers, its own and shared ones."""
    return all_topics().filter(departments=department_id)


def topics_in_order(slugs: Iterable[str]) -> list[Topic]:
    """The topics named that exist, in the order named: one query."""
    wanted = list(slugs)
    found = {topic.slug: topic for topic in all_topics().filter(slug__in=wanted)}
    return [found[slug] for slug in wanted if slug in found]
