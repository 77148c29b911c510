"""Publishing, correcting and withdrawing pages."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.text import slugify

from curbside.clinical.readability import reading_minutes
from curbside.drafting.care import CareCard
from curbside.errors import BadInput
from curbside.web.accounts.models import User
from curbside.web.answers.models import Answer
from curbside.web.drafts.stale import Live, still_grounded
from curbside.web.publishing.excerpts import excerpt, without_greeting
from curbside.web.publishing.markup import plain_text, render_markdown
from curbside.web.publishing.models import (
    Correction,
    ErrorReport,
    Generation,
    Publication,
    PublicationTopic,
    TakeDown,
)
from curbside.web.publishing.queries import standing_publications
from curbside.web.publishing.reviewing import due_after
from curbside.web.publishing.taking_out import TakenOut, take_out, take_out_everywhere
from curbside.web.questions.models import Question
from curbside.web.topics.models import Topic
from curbside.web.topics.queries import all_topics, topics_in_order


class HeadlineTaken(BadInput):
    """Another live page has this headline."""


class AlreadyProposed(BadInput):
    """A take-down of this question waits for a second person."""


@dataclass(frozen=True, slots=True)
class ApprovedPage:
    """The words a moderator approved, and what belongs beside them."""

    headline: str
    title: str
    body: str
    more_info: Sequence[dict[str, Any]] = ()
    more_info_version: str = ""
    care_cards: Sequence[CareCard] = ()
    similar: Sequence[str] = ()
    topics: Sequence[str] = ()
    taken_out: tuple[TakenOut, ...] = ()
    waived: Sequence[str] = ()


def publish_page(
    question: Question, answer: Answer, page: ApprovedPage, *, approved_by: User, now: datetime
) -> Publication:
    """Put the page up, or up again. Raises HeadlineTaken when a live page has the headline already."""
    reply = take_out(answer.text, page.taken_out)
    answer_text = plain_text(reply)
    try:
        with transaction.atomic():
            publication, _ = Publication.objects.update_or_create(
                question=question,
                defaults={
                    "ref": question.ref,
                    "slug": slugify(page.headline)[:80].strip("-") or "question",
                    "headline": page.headline,
                    "title": page.title,
                    "body": page.body,
                    "alias": question.alias,
                    "subject": question.subject,
                    "sex": question.sex,
                    "age_band": question.age_band,
                    "language": question.language,
                    "department_id": question.department_id or answer.department_id,
                    "doctor": answer.doctor,
                    "doctor_name": answer.doctor_name,
                    "institution": answer.institution,
                    "institution_department": answer.institution_department,
                    "answer_department_label": answer.department_label,
                    "answer_html": render_markdown(reply),
                    "answer_text": answer_text,
                    "question_excerpt": excerpt(page.body),
                    "answer_excerpt": excerpt(plain_text(without_greeting(reply))),
                    "more_info": take_out_everywhere(list(page.more_info), page.taken_out),
                    "more_info_version": page.more_info_version if page.more_info else "",
                    "more_info_on": answer.signed_at.date() if page.more_info else None,
                    "care_cards": [asdict(card) for card in page.care_cards],
                    "similar": list(page.similar),
                    "reading_minutes": reading_minutes(f"{page.body} {answer_text}"),
                    "asked_at": question.asked_at,
                    "answered_at": answer.signed_at,
                    "published_at": now,
                    "updated_at": now,
                    "review_due": due_after(
                        answer.signed_at.date(), question.department_id or answer.department_id, page.topics
                    ),
                    "approved_by": approved_by,
                    "taken_out": [asdict(each) for each in page.taken_out],
                    "waived": list(page.waived),
                    "retracted_at": answer.retracted_at,
                    "held_at": None,
                    "withdrawn_at": None,
                    "withdrawn_reason": "",
                },
            )
    except IntegrityError as error:
        raise HeadlineTaken(
            "Another page has this headline already. Say what is particular to this question."
        ) from error
    _link_topics(publication, page.topics)
    start_new_generation()
    return publication


def start_new_generation() -> None:
    """Every cached page made before this is dead, in every process, as soon as the change is committed."""
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.create(pk=1, number=1)


def _link_topics(publication: Publication, slugs: Sequence[str]) -> None:
    topics = topics_in_order(dict.fromkeys(slugs))
    PublicationTopic.objects.filter(publication=publication).delete()
    PublicationTopic.objects.bulk_create(
        PublicationTopic(publication=publication, topic=topic, position=position)
        for position, topic in enumerate(topics)
    )
    publication.topics = [_topic_note(topic) for topic in topics]
    publication.save(update_fields=["topics"])


def _topic_note(topic: Topic) -> dict[str, str]:
    return {
        "slug": topic.slug,
        "title": topic.title,
        "department": topic.department_id,
        "department_label": topic.department.label,
    }


def refresh_topic_notes() -> int:
    """Take changed topic titles and departments over into every page that names them. Returns how many pages."""
    notes = {topic.slug: _topic_note(topic) for topic in all_topics()}
    changed = 0
    for page in Publication.objects.only("pk", "topics").iterator(chunk_size=500):
        fresh = [notes[each["slug"]] for each in page.topics if each["slug"] in notes]
        if fresh != page.topics:
            Publication.objects.filter(pk=page.pk).update(topics=fresh)
            changed += 1
    start_new_generation()
    return changed


def correct_page(publication: Publication, answer: Answer, *, note: str, by: str, now: datetime) -> Correction:
    """Show the revised answer with a dated note. More info explained the old words, so it goes."""
    reply = take_out(answer.text, taken_out_of(publication))
    publication.answer_html = render_markdown(reply)
    publication.answer_text = plain_text(reply)
    publication.answer_excerpt = excerpt(plain_text(without_greeting(reply)))
    publication.more_info, publication.more_info_version, publication.more_info_on = [], "", None
    publication.updated_at = now
    publication.reviewed_on, publication.reviewed_by = now.date(), by
    slugs = [each["slug"] for each in publication.topics]
    publication.review_due = due_after(now.date(), publication.department_id, slugs)
    correction = Correction.objects.create(publication=publication, note=note, by=by, at=now)
    shown = {"kind": correction.kind, "note": note, "by": by, "at": now.isoformat()}
    publication.correction_notes = [shown, *publication.correction_notes]
    publication.save()
    start_new_generation()
    return correction


def taken_out_of(publication: Publication) -> tuple[TakenOut, ...]:
    return tuple(TakenOut(**each) for each in publication.taken_out)


def hold_page(question: Question, *, now: datetime) -> None:
    """Not shown from now on, until somebody else has decided."""
    up = Publication.objects.filter(question=question, held_at__isnull=True, withdrawn_at__isnull=True)
    up.update(held_at=now, updated_at=now)
    start_new_generation()


def show_page_again(question: Question, *, now: datetime) -> None:
    Publication.objects.filter(question=question).update(held_at=None, updated_at=now)
    start_new_generation()


def propose_take_down(question: Question, *, deed: str, reason: str, by: User, now: datetime) -> TakeDown:
    """Raises AlreadyProposed while another proposal about the question is open."""
    try:
        with transaction.atomic():
            return TakeDown.objects.create(
                question=question, deed=deed, reason=reason[:300], proposed_by=by, proposed_at=now
            )
    except IntegrityError as error:
        raise AlreadyProposed("Somebody has proposed this already: it waits for a second person.") from error


def decide_take_down(proposal: TakeDown, *, by: User, agreed: bool, now: datetime) -> bool:
    """One guarded statement. False when somebody else was quicker."""
    waiting = TakeDown.objects.filter(pk=proposal.pk, decided_at__isnull=True)
    return bool(waiting.update(decided_by=by, decided_at=now, agreed=agreed))


def drop_stale_sentences(live: Live, *, now: datetime) -> list[str]:
    """Take sentences of More info off the pages when a claim they cite is no longer live. Returns the pages' refs."""
    changed = []
    pages = Publication.objects.filter(withdrawn_at__isnull=True).exclude(more_info=[])
    for page in pages.only("pk", "ref", "more_info").iterator(chunk_size=500):
        kept = still_grounded(page.more_info, live)
        if len(kept) < len(page.more_info):
            Publication.objects.filter(pk=page.pk).update(more_info=kept, updated_at=now)
            changed.append(page.ref)
    return changed


def take_more_info_off(publication: Publication, *, now: datetime) -> None:
    """The page keeps its answer; what software wrote beside it goes."""
    fields: dict[str, Any] = {"more_info": [], "more_info_version": "", "more_info_on": None, "updated_at": now}
    Publication.objects.filter(pk=publication.pk).update(**fields)
    start_new_generation()


def put_more_info_on(
    publication: Publication, sentences: Sequence[dict[str, Any]], version: str, *, now: datetime
) -> None:
    """What the doctor has approved anew, without the words that were taken out of the page."""
    shown = take_out_everywhere(list(sentences), taken_out_of(publication))
    fields: dict[str, Any] = {"more_info": shown, "more_info_version": version, "more_info_on": now.date()}
    Publication.objects.filter(pk=publication.pk).update(**fields, updated_at=now)
    start_new_generation()


def withdraw_page(publication: Publication, *, reason: str, now: datetime) -> None:
    Publication.objects.filter(pk=publication.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_reason=reason[:300], updated_at=now, held_at=None
    )
    start_new_generation()


def count_usefulness_on_page(ref: str, *, useful: bool) -> bool:
    field = "useful_yes" if useful else "useful_no"
    return bool(standing_publications().filter(ref=ref).update(**{field: F(field) + 1}))


def set_usefulness(publication: Publication, *, yes: int = 0, no: int = 0) -> None:
    """Counts taken over from elsewhere (an import, the demo)."""
    Publication.objects.filter(pk=publication.pk).update(useful_yes=yes, useful_no=no)


def set_similar(publication: Publication, refs: Sequence[str], *, now: datetime) -> None:
    Publication.objects.filter(pk=publication.pk).update(similar=list(refs), similar_checked_at=now)


def report_error(
    publication: Publication, *, kind: str, text: str, owner: User | None, due_at: datetime, now: datetime
) -> ErrorReport:
    return ErrorReport.objects.create(publication=publication, kind=kind, text=text, at=now, owner=owner, due_at=due_at)


def close_report(report: ErrorReport, *, outcome: str, by: str, now: datetime) -> None:
    ErrorReport.objects.filter(pk=report.pk).update(closed_at=now, closed_by=by, outcome=outcome[:300])


def forget_page(question: Question) -> None:
    TakeDown.objects.filter(question=question).delete()
    Publication.objects.filter(question=question).delete()
    start_new_generation()
