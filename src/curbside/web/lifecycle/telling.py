"""Telling the asker that there is something for them, without a word about health, until they want no more of it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django_tasks import task

from curbside.web.audit.actions import record
from curbside.web.intake.models import Contact
from curbside.web.notices.actions import put_in_outbox, unsubscribe
from curbside.web.notices.addresses import token_hash
from curbside.web.notices.delivery import deliver_outbox
from curbside.web.questions.models import Question


@task()
def deliver_task() -> None:
    from django.utils import timezone

    deliver_outbox(timezone.now())


def tell_asker(question: Question, *, now: datetime, about: str = "answer") -> None:
    """ "There is something for you", without a word about health and without the secret."""
    contact = Contact.objects.filter(question=question).first()
    if contact:
        put_in_outbox(
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


def stop_mail(token: str, *, now: datetime) -> bool:
    """The owner of an address wants no more e-mail. False for a token that is none; done twice it does no harm."""
    with transaction.atomic():
        stopped = unsubscribe(token, now=now)
        if stopped:
            record("mail.stop", f"address:{token_hash(token)[:16]}", actor="mail-link", now=now)
    return stopped
