"""Published pages: the only place that says what the public may read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from curbside.drafting.kept import kept_share
from curbside.retrieval.document import Document
from curbside.web.answers.models import Answer
from curbside.web.publishing.models import Correction, ErrorReport, Publication, TakeDown
from curbside.web.questions.models import Question, Stage
from curbside.web.similar.models import IndexedQuestion

CARD_FIELDS = (
    "ref", "slug", "headline", "question_excerpt", "answer_excerpt", "doctor_name", "department_id",
    "department__label", "answered_at", "published_at", "updated_at", "sex", "age_band", "subject", "language",
    "doctor__slug",
)  # fmt: skip


_ANSWER_FIELDS = (
    "ref", "headline", "title", "body", "answer_text", "answered_at", "updated_at", "doctor_name",
)  # fmt: skip


def live_publications() -> QuerySet[Publication]:
    """Pages the public may read, those of retracted answers among them."""
    return Publication.objects.filter(withdrawn_at__isnull=True, held_at__isnull=True, question__stage=Stage.PUBLISHED)


def standing_publications() -> QuerySet[Publication]:
    """Live pages whose answer stands. Every list, count, feed, search, citation and sitemap starts here."""
    return live_publications().filter(retracted_at__isnull=True)


def generation() -> int:
    """Counts up with every change to what the public reads: one look-up by key.

    Plain SQL: this runs for every kept page, and building the statement would cost more than the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM publishing_generation WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def page_of(ref: str) -> Publication | None:
    """The live page with its department and doctor, ready to render: one query."""
    return live_publications().select_related("department", "doctor").filter(ref=ref).first()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A page that was there and is gone for good. `at` is None when its asker erased it. The reason stays inside."""

    at: datetime | None


def withdrawal_of(ref: str) -> Withdrawal | None:
    """What the public learns of a page that was taken down: say 410, not 404. None when there was none."""
    gone = Publication.objects.filter(ref=ref).exclude(pk__in=live_publications().values("pk"))
    gone = gone.filter(held_at__isnull=True)
    taken_down = gone.only("withdrawn_at").first()
    if taken_down:
        return Withdrawal(taken_down.withdrawn_at)
    return Withdrawal(None) if Question.objects.filter(ref=ref, stage=Stage.ERASED).exists() else None


def is_held(ref: str) -> bool:
    """The page is looked at anew and not shown meanwhile."""
    held = Publication.objects.filter(ref=ref, held_at__isnull=False, withdrawn_at__isnull=True)
    return held.filter(question__stage=Stage.PUBLISHED).exists()


def open_take_downs() -> QuerySet[TakeDown]:
    """What waits for a second person, oldest first."""
    waiting = TakeDown.objects.filter(decided_at__isnull=True).select_related("question__publication", "proposed_by")
    return waiting.order_by("proposed_at", "pk")


def take_down_of(question: Question) -> TakeDown | None:
    return open_take_downs().filter(question=question).first()


def cards() -> QuerySet[Publication]:
    """Live pages, newest first, with only what a list shows: one query, no text columns."""
    return (
        standing_publications()
        .select_related("department", "doctor")
        .only(*CARD_FIELDS)
        .order_by("-published_at", "-id")
    )


def cards_in_order(refs: Iterable[str], *, limit: int | None = None) -> list[Publication]:
    """The live pages among `refs`, in that order: the index proposes, this one query decides."""
    wanted = list(dict.fromkeys(refs))
    found = {page.ref: page for page in cards().filter(ref__in=wanted)}
    return [found[ref] for ref in wanted if ref in found][:limit]


def answers_in_order(refs: Iterable[str], *, limit: int) -> list[Publication]:
    """The live pages among `refs`, in that order, with what was asked and answered: one query, none without refs."""
    wanted = list(dict.fromkeys(refs))
    if not wanted:
        return []
    rows = standing_publications().filter(ref__in=wanted)
    found = {page.ref: page for page in rows.only(*_ANSWER_FIELDS)}
    return [found[ref] for ref in wanted if ref in found][:limit]


def shares_kept(since: datetime) -> dict[str, list[float]]:
    """Department → for each answer signed since then that was started from published ones, the share of their words
    that was kept (drafting.kept), 0 to 1. Two queries."""
    started = Answer.objects.filter(signed_at__gte=since).exclude(reused=[])
    rows = list(started.values_list("department_id", "reused", "text"))
    refs = {ref for _department, reused, _text in rows for ref in reused}
    texts = dict(Publication.objects.filter(ref__in=refs).values_list("ref", "answer_text"))
    shares: dict[str, list[float]] = {}
    for department, reused, text in rows:
        if offered := " ".join(texts[ref] for ref in reused if ref in texts):
            shares.setdefault(department, []).append(kept_share(offered, text))
    return shares


def matches_by_words(words: str, *, limit: int = 50) -> QuerySet[Publication]:
    """A plain look through the database, for when the index is down: every word must occur."""
    condition = Q()
    for word in words.split()[:8]:
        condition &= Q(headline__icontains=word) | Q(body__icontains=word) | Q(answer_text__icontains=word)
    return cards().filter(condition)[:limit]


def is_headline_taken(headline: str) -> bool:
    return Publication.objects.filter(headline__iexact=headline, withdrawn_at__isnull=True).exists()


def document_of(publication: Publication) -> Document:
    """What the index holds of a page: exactly the words that are public."""
    return Document(
        id=publication.ref,
        title=publication.headline,
        text=f"{publication.title}\n\n{publication.body}".strip(),
        answer=publication.answer_text,
        department=publication.department_id,
        language=publication.language,
        age_group=publication.age_band,
    )


def pages_of_topic(slug: str) -> QuerySet[Publication]:
    return cards().filter(topic_links__topic_id=slug)


def pages_of_department(department_id: str) -> QuerySet[Publication]:
    return cards().filter(department_id=department_id)


def pages_of_doctor(doctor_id: int) -> QuerySet[Publication]:
    return cards().filter(doctor_id=doctor_id)


def lately_retracted(since: datetime) -> QuerySet[Publication]:
    """Live pages whose answer was retracted since then, newest first, with the note that says so."""
    pages = live_publications().filter(retracted_at__gte=since).select_related("department")
    return pages.only(*CARD_FIELDS[:2], "headline", "published_at", "updated_at", "department__label",
                      "correction_notes").order_by("-retracted_at", "-id")  # fmt: skip


def most_useful(pages: QuerySet[Publication]) -> QuerySet[Publication]:
    """Those that more readers found useful than not, most first."""
    return pages.filter(useful_yes__gt=F("useful_no")).order_by(F("useful_no") - F("useful_yes"), "-published_at")


def useful_votes() -> dict[str, tuple[int, int]]:
    """How often readers of live pages found an answer useful, and how often not, by department. One query."""
    rows = standing_publications().order_by().values_list("department_id")
    return {id: (yes or 0, no or 0) for id, yes, no in rows.annotate(yes=Sum("useful_yes"), no=Sum("useful_no"))}


def addresses(start: int = 0, end: int | None = None) -> QuerySet[Publication, tuple[str, str, datetime]]:
    """(ref, slug, updated_at) of live pages, oldest first: rows `start` to `end` for a sitemap."""
    return standing_publications().order_by("pk").values_list("ref", "slug", "updated_at")[start:end]


def public_corrections() -> QuerySet[Correction]:
    """Every note, newest first, with its page and question: a note stays when its page is taken down."""
    notes = Correction.objects.select_related("publication__department", "publication__question")
    return notes.order_by("-at", "-pk")


def correction_times(since: datetime) -> QuerySet[Correction, datetime]:
    return Correction.objects.filter(at__gte=since).order_by().values_list("at", flat=True)


def is_live(page: Publication) -> bool:
    """What live_publications asks of a row, for a page at hand with its question."""
    return page.withdrawn_at is None and page.held_at is None and page.question.stage == Stage.PUBLISHED


def withdrawals() -> QuerySet[Publication]:
    """Pages taken down, newest first, without their words and the reason: when and of which department."""
    gone = Publication.objects.filter(withdrawn_at__isnull=False).select_related("department")
    return gone.only("withdrawn_at", "department__label").order_by("-withdrawn_at")


def answered_counts() -> dict[str, int]:
    """Live pages by department id."""
    rows = standing_publications().values_list("department_id").annotate(n=Count("id"))
    return dict(rows)


def open_reports() -> QuerySet[ErrorReport]:
    """Those that have to be settled first come first."""
    waiting = ErrorReport.objects.filter(closed_at__isnull=True).select_related("publication", "owner")
    return waiting.order_by(F("due_at").asc(nulls_first=True), "at")


def overdue_reports(now: datetime) -> QuerySet[ErrorReport]:
    return open_reports().filter(due_at__lte=now)


@dataclass(frozen=True, slots=True)
class ReportCount:
    """Readers' reports of one kind: open now, and how long each one closed in the period was open."""

    kind: ErrorReport.Kind
    open: int
    hours_to_close: tuple[float, ...]


def report_counts(since: datetime) -> list[ReportCount]:
    """By kind, in the order of the kinds. Two queries."""
    waiting = Counter(ErrorReport.objects.filter(closed_at__isnull=True).values_list("kind", flat=True))
    hours: dict[str, list[float]] = {}
    closed = ErrorReport.objects.filter(closed_at__gte=since).annotate(took=F("closed_at") - F("at"))
    for kind, took in closed.values_list("kind", "took"):
        hours.setdefault(kind, []).append(took.total_seconds() / 3600)
    return [ReportCount(kind, waiting[kind], tuple(hours.get(kind, ()))) for kind in ErrorReport.Kind]


def due_for_similar(before: datetime) -> QuerySet[Publication]:
    """Live pages whose similar questions were not looked for since `before`, never looked for first."""
    due = standing_publications().filter(Q(similar_checked_at__isnull=True) | Q(similar_checked_at__lt=before))
    return due.order_by(F("similar_checked_at").asc(nulls_first=True), "id")


def pages_to_index() -> QuerySet[Publication]:
    """Live pages the index is not known to hold, or holds in the wording before a correction."""
    current = IndexedQuestion.objects.filter(ref=OuterRef("ref"), indexed_at__gte=OuterRef("updated_at"))
    return standing_publications().filter(~Exists(current)).order_by("pk")


def refs_to_drop() -> QuerySet[IndexedQuestion, str]:
    """What the index holds although it is not, or no longer, public."""
    return IndexedQuestion.objects.exclude(ref__in=standing_publications().values("ref")).values_list("ref", flat=True)
