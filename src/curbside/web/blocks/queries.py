"""Text blocks as they stand, where they were used, and which answers a correction called back."""

from collections.abc import Collection

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery

from curbside.web.blocks.models import BlockReview, BlockVersion, Recall, TextBlock
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import standing_publications


def current_versions(departments: Collection[str] | None = None) -> QuerySet[BlockVersion]:
    """The newest version of each block in use, by shortcut; of these departments only, where any are given."""
    newest = BlockVersion.objects.filter(block=OuterRef("block")).order_by("-number").values("number")[:1]
    versions = BlockVersion.objects.filter(block__retired_at=None, number=Subquery(newest))
    if departments is not None:
        versions = versions.filter(block__department_id__in=departments)
    return versions.select_related("block__department", "block__owner").order_by("block__shortcut")


def block_of(shortcut: str) -> TextBlock | None:
    return TextBlock.objects.select_related("department", "owner").filter(shortcut=shortcut).first()


def versions_of(block: TextBlock) -> list[BlockVersion]:
    """Newest first, each with who wrote it and who looked it over. Two queries."""
    reviews = Prefetch("reviews", BlockReview.objects.select_related("reviewer"))
    return list(block.versions.select_related("written_by").prefetch_related(reviews))


def next_number(block: TextBlock) -> int:
    return (block.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def pages_with(block: TextBlock) -> QuerySet[Publication]:
    """Every published answer that was made with any version of this block."""
    used = standing_publications().filter(question__block_uses__version__block=block)
    return used.select_related("department", "doctor", "question").order_by("-published_at").distinct()


def open_recalls(doctor_id: int | None = None) -> QuerySet[Recall]:
    """Answers that wait to be looked at again, oldest first; of one doctor, or of all. Only what is still public."""
    live = standing_publications()
    if doctor_id is not None:
        live = live.filter(doctor_id=doctor_id)
    waiting = Recall.objects.filter(closed_at=None, question__in=live.values("question_id"))
    return waiting.select_related("version__block", "question__publication")
