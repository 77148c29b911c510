"""Answered questions beside one that waits or was answered from them: why they are alike, and what is different."""

from collections.abc import Sequence
from dataclasses import dataclass

from curbside.web.drafts.models import Preparation
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import cards_in_order
from curbside.web.questions.models import Question
from curbside.web.similar.differences import differences


@dataclass(frozen=True, slots=True)
class LikeCase:
    """`why`: words both have; `differs`: what the person's own case has apart, in words; both may be empty."""

    page: Publication
    why: list[str]
    differs: list[str]


def like_cases(question: Question, preparation: Preparation | None, *, limit: int | None = None) -> list[LikeCase]:
    """The live pages that were found when the question was prepared, best first. One query."""
    hits = preparation.similar if preparation else []
    return _cases(question, hits, [hit["id"] for hit in hits], limit)


def cases_started_from(question: Question, refs: Sequence[str]) -> list[LikeCase]:
    """The live pages an answer was started from, with the asker's own difference. No query without `refs`, else two."""
    if not refs:
        return []
    preparation = Preparation.objects.filter(question=question).only("similar").first()
    return _cases(question, preparation.similar if preparation else [], refs, None)


def _cases(
    question: Question, hits: Sequence[dict[str, object]], refs: Sequence[str], limit: int | None
) -> list[LikeCase]:
    read = {str(hit["id"]): hit for hit in hits}
    return [
        LikeCase(
            page,
            why=_names(read.get(page.ref, {}).get("why")),
            differs=differences(
                _names(read.get(page.ref, {}).get("apart")),
                sexes=(question.sex, page.sex),
                bands=(question.age_band, page.age_band),
            ),
        )
        for page in cards_in_order(refs, limit=limit)
    ]


def _names(kept: object) -> list[str]:
    """What a preparation made by an earlier version lacks is empty."""
    return [str(name) for name in kept] if isinstance(kept, list) else []
