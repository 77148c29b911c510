"""Topics for pages and lists."""

from collections.abc import Iterable

from django.db.models import QuerySet

from curbside.web.topics.models import Topic


def all_topics() -> QuerySet[Topic]:
    return Topic.objects.select_related("department").only(
        "slug", "title", "alarming", "department__id", "department__label"
    )


def topics_in_order(slugs: Iterable[str]) -> list[Topic]:
    """The topics named that exist, in the order named: one query."""
    wanted = list(slugs)
    found = {topic.slug: topic for topic in all_topics().filter(slug__in=wanted)}
    return [found[slug] for slug in wanted if slug in found]
