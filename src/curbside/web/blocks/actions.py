"""Writing versions, noting who looked them over and where they were used, and opening what a mistake calls back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Doctor, User
from curbside.web.blocks.models import BlockReview, BlockUse, BlockVersion, Recall, TextBlock
from curbside.web.blocks.queries import next_number
from curbside.web.publishing.models import Publication
from curbside.web.questions.models import Question


class ShortcutTaken(BadInput):
    """Another block has this shortcut."""


@dataclass(frozen=True, slots=True)
class BlockText:
    """What one version says. `sources`: title and https address of each."""

    title: str
    text: str
    sources: Sequence[tuple[str, str]]
    review_due: date
    note: str = ""
    corrects: bool = False


def make_block(shortcut: str, department_id: str, owner: Doctor) -> TextBlock:
    try:
        with transaction.atomic():
            return TextBlock.objects.create(shortcut=shortcut, department_id=department_id, owner=owner)
    except IntegrityError as error:
        raise ShortcutTaken("Another text block has this shortcut. Choose another one.") from error


def write_version(block: TextBlock, said: BlockText, *, by: User, now: datetime) -> BlockVersion:
    return BlockVersion.objects.create(
        block=block,
        number=next_number(block),
        title=said.title,
        text=said.text,
        sources=[{"title": title, "url": url} for title, url in said.sources],
        note=said.note,
        corrects=said.corrects,
        written_by=by,
        written_at=now,
        review_due=said.review_due,
    )


def note_review(version: BlockVersion, reviewer: User, *, now: datetime) -> bool:
    """True when this person had not looked it over before."""
    return BlockReview.objects.get_or_create(version=version, reviewer=reviewer, defaults={"at": now})[1]


def retire_block(block: TextBlock, *, now: datetime) -> None:
    TextBlock.objects.filter(pk=block.pk, retired_at=None).update(retired_at=now)


def note_uses(question: Question, version_ids: Iterable[int]) -> None:
    known = BlockVersion.objects.filter(pk__in=list(version_ids))
    BlockUse.objects.bulk_create(
        [BlockUse(version=version, question=question) for version in known], ignore_conflicts=True
    )


def open_recalls(version: BlockVersion, pages: Iterable[Publication], *, now: datetime) -> list[Recall]:
    return [Recall.objects.create(version=version, question=page.question, opened_at=now) for page in pages]


def close_recalls(question: Question, *, by: User, outcome: Recall.Outcome, note: str = "", now: datetime) -> int:
    """Everything open about this answer. Returns how many."""
    waiting = Recall.objects.filter(question=question, closed_at=None)
    return waiting.update(closed_at=now, closed_by=by, outcome=outcome, note=note[:300])


def forget_uses(question: Question) -> None:
    BlockUse.objects.filter(question=question).delete()
    Recall.objects.filter(question=question).delete()
