"""Which questions a viewer may see, and what the asker agreed to."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import Viewer
from curbside.web.questions.models import AskBack, Consent, ConsentKind, OriginalText, Photo, Question, Stage

PUBLIC_STAGES = (Stage.PUBLISHED,)


def visible_questions(viewer: Viewer) -> QuerySet[Question]:
    """Every list, count and page of unpublished questions starts here.

    Anybody: published ones. The asker: the thread opened by private link. A doctor: the queue of all departments
    (claiming is narrower). Moderators and administrators: all. Erased ones: nobody.
    """
    if viewer.has_role(Role.DOCTOR, Role.MODERATOR, Role.ADMINISTRATOR, Role.REVIEWER):
        return Question.objects.exclude(stage=Stage.ERASED)
    visible = Q(stage__in=PUBLIC_STAGES)
    if viewer.asker_of:
        visible |= Q(pk__in=viewer.asker_of) | Q(root_id__in=viewer.asker_of)
    return Question.objects.filter(visible).exclude(stage=Stage.ERASED)


def get_question_for(viewer: Viewer, ref: str) -> Question | None:
    return (
        visible_questions(viewer)
        .select_related("department", "root", "preferred_doctor", "claim__doctor")
        .filter(ref=ref)
        .first()
    )


def has_live_consent(question: Question, kind: ConsentKind) -> bool:
    """The latest statement of the kind, silence counting as no."""
    latest = Consent.objects.filter(question=question, kind=kind).order_by("-id").values_list("given", flat=True)
    return bool(latest.first())


def live_consents(question: Question) -> dict[str, bool]:
    silence = {kind.value: False for kind in ConsentKind}
    return silence | dict(Consent.objects.filter(question=question).order_by("id").values_list("kind", "given"))


def consent_dates(question: Question) -> dict[str, datetime]:
    """When each kind was last stated."""
    return dict(Consent.objects.filter(question=question).order_by("id").values_list("kind", "at"))


def thread_of(question: Question) -> QuerySet[Question]:
    """All questions of the thread, oldest first, this one included."""
    thread = Question.objects.filter(Q(pk=question.thread_id) | Q(root_id=question.thread_id))
    return thread.exclude(stage=Stage.ERASED).order_by("asked_at", "id")


def waiting_for_approval(viewer: Viewer) -> QuerySet[Question]:
    return visible_questions(viewer).filter(stage=Stage.SIGNED).select_related("department").order_by("asked_at")


def threads_of_asker(viewer: Viewer) -> QuerySet[Question]:
    """The first question of each thread this browser has opened, newest first."""
    return Question.objects.filter(pk__in=viewer.asker_of).exclude(stage=Stage.ERASED).order_by("-asked_at")


def unprepared(before: datetime) -> QuerySet[Question]:
    return Question.objects.filter(stage=Stage.RECEIVED, asked_at__lte=before)


def overdue_originals(today: datetime) -> QuerySet[OriginalText]:
    """Originals whose time is over; a question still waiting keeps its own."""
    ended: Iterable[Stage] = (Stage.PUBLISHED, Stage.ANSWERED, Stage.DECLINED, Stage.WITHDRAWN, Stage.ERASED)
    return OriginalText.objects.filter(erase_after__lte=today, question__stage__in=list(ended))


def ask_backs_of(question: Question) -> list[AskBack]:
    """What doctors asked the person, oldest first, with the replies."""
    return list(AskBack.objects.filter(question=question).select_related("doctor"))


def latest_ask_back(question: Question) -> AskBack | None:
    return AskBack.objects.filter(question=question).select_related("doctor", "question").last()


def open_ask_backs() -> QuerySet[AskBack]:
    waiting = AskBack.objects.filter(closed_at=None, replied_at=None, question__stage=Stage.WAITING)
    return waiting.select_related("question")


def ask_backs_to_remind(before: datetime) -> QuerySet[AskBack]:
    return open_ask_backs().filter(reminded_at=None, asked_at__lte=before)


def ask_backs_to_close(before: datetime) -> QuerySet[AskBack]:
    return open_ask_backs().filter(asked_at__lte=before)


def photos_of(question: Question) -> list[Photo]:
    """Without their pixels."""
    return list(Photo.objects.filter(question=question).defer("content"))
