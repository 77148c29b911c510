"""Which topics belong to a question and its reply: across departments, few alarming ones."""

from dataclasses import dataclass

from curbside.clinical.case import CaseQuestion


@dataclass(frozen=True, slots=True)
class RelatedTopic:
    slug: str
    score: float


def related_topics(
    question: CaseQuestion, reply_text: str = "", *, limit: int = 10, alarming_limit: int = 3
) -> tuple[RelatedTopic, ...]:
    """Topics ranked from question, reply and concern, best first. Fewer than `limit`, or none, when nothing fits."""
    raise NotImplementedError
