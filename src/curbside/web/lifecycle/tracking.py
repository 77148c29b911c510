"""What the asker can see of their thread, and take with them."""

from base64 import b64encode
from typing import Any

from django.db.models import QuerySet

from curbside.web.answers.models import Answer
from curbside.web.drafts import actions as drafts
from curbside.web.intake.models import Contact
from curbside.web.questions.models import OriginalText, Photo, Question, Stage
from curbside.web.questions.queries import ask_backs_of, live_consents, thread_of


def thread_with_answers(question: Question) -> QuerySet[Question]:
    """The thread, oldest first, each with its answer and page: one query."""
    return thread_of(question).select_related("answer", "publication", "department")


def answer_of(question: Question) -> Answer | None:
    return Answer.objects.select_related("doctor").filter(question=question).first()


def is_retracted(question: Question) -> bool:
    """No query while it waits for an answer."""
    if question.stage != Stage.PUBLISHED:
        return False
    return Answer.objects.filter(question=question, retracted_at__isnull=False).exists()


def explanation_of(question: Question) -> list[dict[str, Any]]:
    """The sentences approved for the page with the signature; none when More info was refused."""
    return drafts.publishable_sentences(question)


def everything_about(question: Question) -> dict[str, Any]:
    """All that is kept about a thread, for its asker: a plain structure for JSON."""
    return {"questions": [_everything_about_one(each) for each in thread_with_answers(question)]}


def _everything_about_one(question: Question) -> dict[str, Any]:
    original = OriginalText.objects.filter(question=question).first()
    answer = getattr(question, "answer", None)
    contact = Contact.objects.filter(question=question).first()
    return {
        "reference": question.ref,
        "asked_at": question.asked_at.isoformat(),
        "state": question.stage,
        "what_you_wrote": {"title": original.title, "text": original.body, "answers": original.details}
        if original
        else "erased, its time was over",
        "de_identified": {"title": question.title, "text": question.body, "answers": question.details},
        "about": {"subject": question.subject, "age_group": question.age_band, "sex": question.sex},
        "alias": question.alias,
        "department": question.department_id,
        "email": contact.email if contact else "",
        "consents": live_consents(question),
        "asked_back": [
            {"question": each.text, "your_reply": each.original or each.reply, "asked_at": each.asked_at.isoformat()}
            for each in ask_backs_of(question)
        ],
        "pictures": [
            {"jpeg_base64": b64encode(photo.content).decode(), "sent_at": photo.sent_at.isoformat()}
            for photo in Photo.objects.filter(question=question)
        ],
        "answer": _answer(answer) if answer else None,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    found = {"text": answer.text, "doctor": answer.doctor_name, "signed_at": answer.signed_at.isoformat()}
    if answer.retracted_at:
        found |= {"retracted_at": answer.retracted_at.isoformat(), "why_retracted": answer.retraction}
    return found
