"""Text blocks as the editor offers them: found by "/", filled in with what is known of the case."""

from dataclasses import dataclass

from django.utils import timezone

from curbside.web.accounts.queries import Viewer
from curbside.web.blocks.queries import current_versions
from curbside.web.questions.models import Question


@dataclass(frozen=True, slots=True)
class TextBlockChoice:
    """`text` is filled in; `version_id` is what a signed answer records."""

    version_id: int
    shortcut: str
    title: str
    text: str
    review_due: bool = False


def text_blocks(question: Question, viewer: Viewer) -> list[TextBlockChoice]:
    """The blocks of the doctor's departments for this case, by shortcut. One query."""
    today = timezone.now().date()
    return [
        TextBlockChoice(
            version.pk,
            version.block.shortcut,
            version.title,
            filled_in(version.text, question, viewer),
            review_due=version.review_due <= today,
        )
        for version in current_versions(viewer.departments)
    ]


def filled_in(text: str, question: Question, viewer: Viewer) -> str:
    """`text` with {alias}, {doctor} and {department} replaced: only what is published anyway."""
    known = {
        "alias": question.alias,
        "doctor": viewer.name,
        "department": question.department.label if question.department else "",
    }
    for name, value in known.items():
        text = text.replace("{" + name + "}", value)
    return text
