"""Opening what the asker really wrote: with a reason, and on record."""

import logging
from datetime import datetime

from curbside.errors import BadInput
from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import Viewer
from curbside.web.audit.actions import record
from curbside.web.lifecycle.persons import name_of
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.questions.models import OriginalText, Question

log = logging.getLogger(__name__)

# A reason shorter than this says nothing to whoever reads the audit log.
LEAST_REASON_CHARS = 8


def open_original(question: Question, viewer: Viewer, *, reason: str, now: datetime) -> OriginalText | None:
    """What the asker really wrote: with a reason, and written into the audit log. None when it was erased."""
    if not viewer.has_role(Role.DOCTOR, Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only doctors and moderators can open original texts.")
    if len(reason.strip()) < LEAST_REASON_CHARS:
        raise BadInput("Say why you need to see the original text, in a few words.")
    record("original.open", name_of(question), actor=viewer.actor, now=now, reason=reason)
    return OriginalText.objects.filter(question=question).first()
