"""Telling the asker that there is something for them, without a word about health."""

from datetime import datetime

from django.conf import settings
from django_tasks import task

from curbside.web.intake import actions as intake
from curbside.web.intake.models import Contact
from curbside.web.questions.models import Question


@task()
def deliver_task() -> None:
    from django.utils import timezone

    intake.deliver_outbox(timezone.now())


def tell_asker(question: Question, *, now: datetime, about: str = "answer") -> None:
    """ "There is something for you", without a word about health and without the secret."""
    contact = Contact.objects.filter(question=question).first()
    if contact:
        intake.put_in_outbox(
            f"{about}:{question.ref}",
            kind="news",
            to=contact.email,
            subject=f"{settings.SITE_NAME}: there is news for you",
            body=(
                "There is news for you. Open it with the private link you saved when you wrote to us.\n\n"
                f"{settings.BASE_URL}/track/\n\nNobody reads replies to this message.\n"
            ),
            now=now,
            question=question,
        )
