"""Text blocks: written, looked over, corrected; and every published answer a wrong one went into is called back."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Doctor, Role, User
from curbside.web.accounts.queries import Viewer
from curbside.web.audit.actions import record
from curbside.web.blocks import actions as blocks
from curbside.web.blocks.actions import BlockText
from curbside.web.blocks.models import BlockVersion, Recall, TextBlock
from curbside.web.blocks.queries import pages_with
from curbside.web.drafts.actions import withdraw_explanation
from curbside.web.drafts.rebuilding import call_for_rebuild
from curbside.web.lifecycle.persons import doctor_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.notices.actions import put_in_outbox
from curbside.web.publishing.actions import take_more_info_off
from curbside.web.publishing.models import Publication

LONGEST = 4000
MOST_SOURCES = 12


def make_text_block(
    viewer: Viewer, *, shortcut: str, department_id: str, said: BlockText, now: datetime
) -> BlockVersion:
    """A doctor writes a block for one of their departments and owns it. Raises NotAllowed, BadInput, ShortcutTaken."""
    doctor = doctor_of(viewer)
    if department_id not in viewer.departments:
        raise NotAllowed("You write text blocks for your own departments.")
    _check(said)
    if shortcut == "new":
        raise BadInput("Choose another shortcut: this word is taken by the page for new ones.")
    with transaction.atomic():
        block = blocks.make_block(shortcut, department_id, doctor)
        version = blocks.write_version(block, said, by=doctor.user, now=now)
        record("block.write", f"block:{shortcut}", actor=viewer.actor, now=now, detail={"version": version.number})
    return version


def change_text_block(block: TextBlock, viewer: Viewer, said: BlockText, *, now: datetime) -> list[Recall]:
    """A new version by the owner. When it corrects a mistake every published answer made with an earlier version is
    called back; returns these. Raises NotAllowed, BadInput."""
    doctor = doctor_of(viewer)
    if doctor.pk != block.owner_id:
        raise NotAllowed("Only its owner changes a text block. Tell them, or a moderator, what is wrong.")
    _check(said)
    if not said.note.strip():
        raise BadInput("Say in a sentence what has changed.")
    with transaction.atomic():
        pages = list(pages_with(block)) if said.corrects else []
        version = blocks.write_version(block, said, by=doctor.user, now=now)
        recalls = blocks.open_recalls(version, pages, now=now)
        for page in pages:  # what explains a mistake goes at once; it is composed anew for what will stand
            withdraw_explanation(page.question)
            take_more_info_off(page, now=now)
        detail = {"version": version.number, "corrects": said.corrects, "recalled": len(recalls)}
        record("block.change", f"block:{block.shortcut}", actor=viewer.actor, now=now, reason=said.note, detail=detail)
        for doctor_id in {page.doctor_id for page in pages}:
            _tell(version, Doctor.objects.select_related("user").get(pk=doctor_id), now=now)
    return recalls


def review_text_block(version: BlockVersion, viewer: Viewer, *, now: datetime) -> None:
    """Somebody other than the writer has looked this version over."""
    if viewer.doctor_id is None and not viewer.has_role(Role.REVIEWER):
        raise NotAllowed("Doctors and reviewers look text blocks over.")
    if viewer.user_id is None or viewer.user_id == version.written_by_id:
        raise NotAllowed("Somebody other than the writer looks it over.")
    with transaction.atomic():
        if blocks.note_review(version, User.objects.get(pk=viewer.user_id), now=now):
            named = f"block:{version.block.shortcut}"
            record("block.review", named, actor=viewer.actor, now=now, detail={"version": version.number})


def retire_text_block(block: TextBlock, viewer: Viewer, *, now: datetime) -> None:
    """Nobody can put it in any more; where it was used stays known."""
    if viewer.doctor_id != block.owner_id and not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only its owner or a moderator takes a text block out of use.")
    with transaction.atomic():
        blocks.retire_block(block, now=now)
        record("block.retire", f"block:{block.shortcut}", actor=viewer.actor, now=now)


def let_answer_stand(recall: Recall, viewer: Viewer, *, note: str, now: datetime) -> None:
    """The doctor who signed has looked again: the mistake is not in this answer. A correction closes a recall too."""
    doctor = doctor_of(viewer)
    if not Publication.objects.filter(question=recall.question, doctor=doctor).exists():
        raise NotAllowed("The doctor who signed the answer looks at it again.")
    if not note.strip():
        raise BadInput("Say why the answer can stand as it is.")
    with transaction.atomic():
        stands = Recall.Outcome.STANDS
        blocks.close_recalls(recall.question, by=doctor.user, outcome=stands, note=note, now=now)
        call_for_rebuild(recall.question)
        record("recall.stands", name_of(recall.question), actor=viewer.actor, now=now, reason=note)


def _check(said: BlockText) -> None:
    if not said.title.strip() or not said.text.strip():
        raise BadInput("A text block needs a title and a text.")
    if len(said.text) > LONGEST:
        raise BadInput(f"Shorten the text to {LONGEST} characters.")
    if not said.sources:
        raise BadInput("Name at least one source: what a reader is told must be somewhere to be read.")
    if len(said.sources) > MOST_SOURCES or any(not url.startswith("https://") for _title, url in said.sources):
        raise BadInput(f"Write at most {MOST_SOURCES} sources, each with an address that begins with https://.")


def _tell(version: BlockVersion, doctor: Doctor, *, now: datetime) -> None:
    put_in_outbox(
        f"recall:{version.pk}:{doctor.pk}",
        kind="recall",
        to=doctor.user.email,
        subject=f"{settings.SITE_NAME}: a text block you used was corrected",
        body=(
            "A text block that went into answers you signed was wrong and has been corrected. Please look at these"
            f" answers again.\n\n{settings.BASE_URL}/desk/blocks/\n"
        ),
        now=now,
    )
