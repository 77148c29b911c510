"""Whether the queue is sound."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from curbside.web.accounts.models import Affiliation
from curbside.web.accounts.queries import answering_doctors
from curbside.web.answers.opinions import opinions_of_nobody
from curbside.web.questions.models import AskBack, Question, Stage
from curbside.web.rota.queries import away

# Preparing takes seconds; after this a question without a department is forgotten, not new.
UNPREPARED_FOR = timedelta(minutes=10)


def queue_faults(now: datetime) -> dict[str, int]:
    """By rule, how many questions break it; all zero when the queue is sound."""
    waiting = Question.objects.filter(stage=Stage.WAITING)
    staffed = Affiliation.objects.filter(doctor__in=answering_doctors(now.date()), until__isnull=True)
    return {
        "without_department": waiting.filter(Q(department=None) | Q(department__is_open=False)).count(),
        "department_without_doctor": waiting.exclude(department_id__in=staffed.values("department_id")).count(),
        "without_claim_row": waiting.filter(claim=None).count(),
        "clock_stands_for_nobody": waiting.exclude(paused_at=None).exclude(pk__in=_asked_back()).count(),
        "clock_runs_while_asked_back": waiting.filter(paused_at=None, pk__in=_asked_back()).count(),
        "clock_stands_and_closed": Question.objects.exclude(stage=Stage.WAITING).exclude(paused_at=None).count(),
        "promised_to_nobody_on_duty": promised_to_nobody_on_duty(now).count(),
        "held_by_nobody_on_duty": held_by_nobody_on_duty(now).count(),
        "opinion_of_nobody": opinions_of_nobody(now).count(),
        "never_prepared": Question.objects.filter(stage=Stage.RECEIVED, asked_at__lte=now - UNPREPARED_FOR).count(),
    }


def _asked_back() -> QuerySet[AskBack, int]:
    return AskBack.objects.filter(closed_at=None, replied_at=None).values_list("question_id", flat=True)


def promised_to_nobody_on_duty(now: datetime) -> QuerySet[Question]:
    """Promised to a doctor who is on leave or may not answer any more. The end of a shift breaks no promise."""
    here = answering_doctors(now.date()).exclude(pk__in=away(now))
    return Question.objects.filter(stage=Stage.WAITING, preferred_doctor__isnull=False).exclude(
        preferred_doctor__in=here
    )


def held_by_nobody_on_duty(now: datetime) -> QuerySet[Question]:
    here = answering_doctors(now.date()).exclude(pk__in=away(now))
    held = Question.objects.filter(stage=Stage.WAITING, claim__expires_at__gt=now, claim__doctor__isnull=False)
    return held.exclude(claim__doctor__in=here)
