"""Tables of a topic with something changed, for tests of editing and loading."""

from typing import Any

from curbside.web.topics.models import Topic
from curbside.web.topics.queries import live_table


def with_line(slug: str, section: str, line: str) -> dict[str, Any]:
    """The live text of `slug` with one more claim, citing its first source."""
    table = live_table(Topic.objects.get(pk=slug))
    claim = {"text": line, "sources": [table["sources"][0]["key"]]}
    return table | {"sections": table["sections"] | {section: [*table["sections"][section], claim]}}
