"""Reading a delivery status notification: which address, and is it for good?"""

from dataclasses import dataclass
from email import message_from_string
from email.message import Message

from curbside.errors import BadInput

MAX_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """One address of a notification. `code` is its status by RFC 3463: 5.x.x is for good, 4.x.x for now."""

    address: str
    hard: bool
    code: str


def bounces_in(text: str) -> list[Bounce]:
    """Every failed or delayed recipient that a notification (RFC 3464) names. Raises BadInput when it is none."""
    mail = message_from_string(text[:MAX_CHARS])
    reports = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    if not reports:
        raise BadInput("This is no delivery status notification (RFC 3464).")
    groups = [group for report in reports for group in _groups(report)]
    found = [_bounce(group) for group in groups]
    return [bounce for bounce in found if bounce]


def _groups(report: Message) -> list[Message]:
    payload = report.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _bounce(group: Message) -> Bounce | None:
    recipient = str(group.get("Final-Recipient") or group.get("Original-Recipient") or "")
    action, code = str(group.get("Action", "")).strip().lower(), str(group.get("Status", "")).strip()[:20]
    address = recipient.partition(";")[2].strip().strip("<>")
    if not address or action not in ("failed", "delayed"):
        return None
    return Bounce(address, hard=action == "failed" and code.startswith("5"), code=code)
