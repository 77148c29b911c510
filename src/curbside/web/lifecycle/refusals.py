"""What can stand in the way of a deed, in words a page can show."""

from collections.abc import Sequence

from curbside.clinical.reply_checks.problem import Problem
from curbside.clinical.urgency import Screening
from curbside.errors import BadInput


class EmergencyStop(BadInput):
    """The text shows an emergency that was not acknowledged; nothing has been stored."""

    def __init__(self, screening: Screening) -> None:
        super().__init__("This may be an emergency. Get help now; this service is too slow for it.")
        self.screening = screening


class NotAllowed(BadInput):
    """This person may not do this."""


class ReplyBlocked(BadInput):
    """The reply has problems that must be mended, or seen and accepted, before it can be signed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("This reply cannot be sent yet. Look at the points beside the text.")
        self.problems = tuple(problems)
