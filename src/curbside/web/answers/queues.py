"""The desk's lists: what waits, for whom, in the order of working time left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Value

from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import DeskNotice, Reading, Snooze
from curbside.web.answers.opinions import opinions_for
from curbside.web.answers.queries import READING_LASTS
from curbside.web.questions.models import Question, Stage
from curbside.web.questions.queries import visible_questions
from curbside.web.rota.clock import Hours, working_time
from curbside.web.rota.models import DeskChoice

QUEUES = ("department", "mine", "follow-ups", "overdue", "all")
# More than anybody puts off; bounds the statement.
MOST_SNOOZED = 500
WAITING_FOR = ("doctor", "patient", "anybody")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is filtered by; empty means anything. `waiting_for` is one of WAITING_FOR."""

    department: str = ""
    urgency: str = ""
    age_band: str = ""
    language: str = ""
    waiting_for: str = "doctor"

    def as_q(self) -> Q:
        wanted = {
            "department_id": self.department,
            "urgency": self.urgency,
            "age_band": self.age_band,
            "language": self.language,
        }
        chosen = Q(**{name: value for name, value in wanted.items() if value})
        if self.waiting_for == "anybody":
            return chosen
        return chosen & Q(paused_at__isnull=self.waiting_for != "patient")


def _tabs(viewer: Viewer, *, now: datetime) -> dict[str, Q]:
    me = viewer.doctor_id
    return {
        "department": Q(department_id__in=viewer.departments) | Q(preferred_doctor_id=me),
        "mine": Q(claim__doctor_id=me, claim__expires_at__gt=now) | Q(preferred_doctor_id=me),
        "follow-ups": Q(root__isnull=False),
        "overdue": Q(due_at__lte=now, paused_at=None),
        "all": Q(),
    }


def _waiting(viewer: Viewer, narrowing: Narrowing) -> QuerySet[Question]:
    return visible_questions(viewer).filter(narrowing.as_q(), stage=Stage.WAITING)


def snoozed(viewer: Viewer, *, now: datetime) -> frozenset[int]:
    """Ids of questions this doctor has put off: asked once for a page, since few doctors have any."""
    mine = Snooze.objects.filter(doctor_id=viewer.doctor_id or 0, until__gt=now)
    return frozenset(mine.values_list("question_id", flat=True)[:MOST_SNOOZED])


def queue(
    viewer: Viewer, name: str, *, now: datetime, asleep: frozenset[int], narrowing: Narrowing | None = None
) -> QuerySet[Question]:
    """What waits in one of QUEUES, most urgent first, then by the moment it is due. What is `asleep` (`snoozed`) is
    only under "all"."""
    found = _waiting(viewer, narrowing or Narrowing()).filter(_tabs(viewer, now=now)[name])
    if name != "all" and asleep:
        found = found.exclude(pk__in=asleep)
    return found.order_by("urgency_rank", "due_at", "id")


def queue_page(
    found: QuerySet[Question], calendars: Mapping[str, Hours], *, total: int, first: int, size: int, now: datetime
) -> list[Question]:
    """Rows `first` to `first + size` of a queue of `total`, most urgent first, then by working time left.

    Within one calendar the one due first has the least time left, so one calendar is the database's order; several are
    merged from the head of each: the database walks its index no further than that.
    """
    if not total:
        return []
    last = first + size
    if calendars:
        # A list that fits is taken whole: the head of each calendar would be looked for through all that waits.
        candidates = found if total <= last else _heads(found, calendars, last=last)
        ids = _merged(candidates, calendars, now=now)[first:last]
    else:
        ids = list(found.values_list("pk", flat=True)[first:last])
    rows = Question.objects.filter(pk__in=ids).select_related("department", "claim__doctor", "preferred_doctor")
    by_id = {row.pk: row for row in rows.select_related("preparation")}
    return [by_id[pk] for pk in ids if pk in by_id]


def _heads(found: QuerySet[Question], calendars: Mapping[str, Hours], *, last: int) -> QuerySet[Question]:
    """The first `last` of each calendar, and of the departments without one."""
    groups: dict[Hours, list[str]] = {}
    for department_id, hours in calendars.items():
        groups.setdefault(hours, []).append(department_id)
    parts = [Q(department_id__in=ids) for ids in groups.values()]
    parts.append(~Q(department_id__in=list(calendars)) | Q(department_id=None))
    heads = Q()
    for part in parts:
        heads |= Q(pk__in=found.filter(part).order_by("urgency_rank", "due_at", "id").values("pk")[:last])
    return Question.objects.filter(heads)


def _merged(found: QuerySet[Question], calendars: Mapping[str, Hours], *, now: datetime) -> list[int]:
    """Ids, most urgent first, then by working time left."""

    def key(row: tuple[int, int, str | None, datetime, datetime | None]) -> tuple[int, timedelta, datetime, int]:
        pk, rank, department_id, due_at, paused_at = row
        hours = calendars.get(department_id or "") if rank else None
        return rank, working_time(hours, paused_at or now, due_at), due_at, pk

    rows = found.order_by().values_list("pk", "urgency_rank", "department_id", "due_at", "paused_at")
    return [row[0] for row in sorted(rows, key=key)]


def queue_counts(
    viewer: Viewer, *, now: datetime, asleep: frozenset[int], narrowing: Narrowing | None = None
) -> dict[str, int]:
    """How many wait in each queue: one query."""
    awake = ~Q(pk__in=asleep) if asleep else Q()
    counts = {
        name.replace("-", "_"): Count("pk", filter=tab & awake) if tab else Count("pk")
        for name, tab in _tabs(viewer, now=now).items()
    }
    found = _waiting(viewer, narrowing or Narrowing()).aggregate(**counts)
    return {name: found[name.replace("-", "_")] for name in QUEUES}


@dataclass(frozen=True, slots=True)
class Around:
    """Colleagues who read, by question id; what this doctor is told or asked about questions: (ref, kind, by whom); and
    whether single keys act."""

    readers: dict[int, list[str]]
    notices: list[tuple[str, str, str]]
    keys_on: bool


def around(question_ids: Iterable[int], viewer: Viewer, *, now: datetime) -> Around:
    """Presence, notices, opinions asked for and the choice of keys in one query: the list asks for them every few
    seconds."""
    me = viewer.doctor_id or 0
    open_now = Reading.objects.filter(question_id__in=list(question_ids), seen_at__gt=now - READING_LASTS)
    reading = open_now.exclude(doctor_id=me).annotate(kind=Value("reading"), who=F("doctor__name"))
    told = DeskNotice.objects.filter(doctor_id=me, seen_at=None).order_by().annotate(who=F("by_name"))
    quiet = DeskChoice.objects.filter(doctor_id=me, keys_on=False).annotate(
        kind=Value("keys-off"), number=Value(0, BigIntegerField()), ref=Value(""), who=Value("")
    )
    asked = opinions_for(viewer).order_by().annotate(kind=Value("asked"), who=F("asked_by__name"))
    columns = ("kind", "question_id", "question__ref", "who")
    found = told.values_list(*columns).union(
        reading.values_list(*columns), asked.values_list(*columns), quiet.values_list("kind", "number", "ref", "who")
    )
    readers: dict[int, list[str]] = {}
    notices, keys_on = [], True
    for kind, question_id, ref, who in found:
        if kind == "reading":
            readers.setdefault(question_id, []).append(who)
        elif kind == "keys-off":
            keys_on = False
        else:
            notices.append((ref, kind, who))
    return Around(readers, notices, keys_on)
