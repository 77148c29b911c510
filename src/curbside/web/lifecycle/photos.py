"""Pictures the asker sends: kept as bare pixels, looked at through an address that soon ends."""

from collections.abc import Iterable
from datetime import datetime

from django.core import signing
from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import Viewer
from curbside.web.answers.queries import may_answer
from curbside.web.audit.actions import record
from curbside.web.intake import actions as intake
from curbside.web.lifecycle.persons import asker_of, name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.questions import actions as questions
from curbside.web.questions.models import Photo, Question, Stage
from curbside.web.questions.photos import MOST_PHOTOS, CleanPhoto, clean_photo

# Long enough to open a page of pictures; a copied address is worthless after that.
ADDRESS_LASTS_S = 300
SALT = "curbside.photo"


def add_photos(question: Question, files: Iterable[bytes], *, now: datetime) -> int:
    """The asker adds pictures while the question waits. Raises BadInput; then none of them is kept."""
    if question.stage not in (Stage.RECEIVED, Stage.WAITING):
        raise NotAllowed("The question has been dealt with. You can add pictures to a follow-up.")
    return _keep(question, [clean_photo(data) for data in files], now=now)


def keep_draft_photos(token: str, files: Iterable[bytes], *, now: datetime) -> None:
    """Pictures of a question that is not sent yet. Raises BadInput."""
    for photo in [clean_photo(data) for data in files]:
        if not intake.keep_draft_photo(token, photo, now=now):
            raise BadInput(f"You can send {MOST_PHOTOS} pictures at most.")


def drop_draft_photo(token: str, ref: str) -> None:
    intake.drop_draft_photo(token, ref)


def move_draft_photos(token: str, question: Question, *, now: datetime) -> int:
    """The question was sent: its pictures go with it."""
    with transaction.atomic():
        return _keep(question, intake.take_draft_photos(token), now=now)


def _keep(question: Question, photos: list[CleanPhoto], *, now: datetime) -> int:
    if Photo.objects.filter(question=question).count() + len(photos) > MOST_PHOTOS:
        raise BadInput(f"You can send {MOST_PHOTOS} pictures at most.")
    if photos:
        with transaction.atomic():
            for photo in photos:
                questions.add_photo(question, photo, now=now)
            record("photo.add", name_of(question), actor=asker_of(question), now=now, detail={"photos": len(photos)})
    return len(photos)


def remove_photo(question: Question, ref: str, *, now: datetime) -> None:
    """The asker takes one back, at any time."""
    with transaction.atomic():
        if questions.remove_photo(question, ref):
            record("photo.remove", name_of(question), actor=asker_of(question), now=now)


def photo_key(photo: Photo) -> str:
    """What the address of a picture ends in: signed, good for ADDRESS_LASTS_S, and only for who may see the case."""
    return signing.TimestampSigner(salt=SALT).sign(photo.ref)


def open_photo(viewer: Viewer, key: str, *, now: datetime) -> Photo | None:
    """The picture, for its asker and for staff with the case; None for everybody else, and when the time is over."""
    try:
        ref = signing.TimestampSigner(salt=SALT).unsign(key, max_age=ADDRESS_LASTS_S)
    except signing.BadSignature:
        return None
    photo = Photo.objects.select_related("question").filter(ref=ref).exclude(question__stage=Stage.ERASED).first()
    if photo is None or not _may_see(viewer, photo.question):
        return None
    if photo.question.thread_id not in viewer.asker_of:
        record("photo.open", name_of(photo.question), actor=viewer.actor, now=now)
    return photo


def _may_see(viewer: Viewer, question: Question) -> bool:
    mine = question.thread_id in viewer.asker_of
    return mine or may_answer(viewer, question) or viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR)
