"""What stands in the outbox undecided, who wants what, and which addresses take no more."""

from django.db.models import QuerySet

from curbside.web.accounts.models import User
from curbside.web.notices.addresses import address_hash, token_hash
from curbside.web.notices.models import MailAddress, MessageState, NoticePreference, OutboxMessage

UNDECIDED = (MessageState.UNSURE, MessageState.FAILED)


def unsure_messages() -> QuerySet[OutboxMessage]:
    """Messages that may have left and those given up: a person decides what to do."""
    return OutboxMessage.objects.filter(state__in=UNDECIDED).order_by("created_at")


def preference_of(user: User) -> NoticePreference:
    """What this person chose; everything when they chose nothing. Writes nothing."""
    return NoticePreference.objects.filter(user=user).first() or NoticePreference(user=user)


def wanting(users: QuerySet[User], choice: str) -> QuerySet[User]:
    """Those of `users` who did not switch off `choice` ("daily_digest" or "urgent_at_once")."""
    return users.exclude(**{f"notice_preference__{choice}": False})


def why_stopped(address: str) -> str:
    """ "bounced", "unsubscribed", or nothing while mail may go to `address`."""
    row = MailAddress.objects.filter(address_hash=address_hash(address)).first()
    if row is None:
        return ""
    return "bounced" if row.hard_bounced_at else "unsubscribed" if row.unsubscribed_at else ""


def is_stop_token(token: str) -> bool:
    return MailAddress.objects.filter(token_hash=token_hash(token)).exists()
