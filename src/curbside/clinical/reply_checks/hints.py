"""Does the reply hold the four parts an asker needs, in words that read easily?"""

import re
from dataclasses import dataclass

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.readability import grade
from curbside.clinical.reply_checks.lexicon import words
from curbside.clinical.reply_checks.reading import read_case
from curbside.clinical.reply_checks.safety.safety_net import has_safety_net

# NHS digital service manual, "Health literacy" (https://service-manual.nhs.uk/content/health-literacy, 2026-11-25)
# aims at a reading age of 9 to 11; a doctor's reply may lie some years above before the desk says so.
MAX_REPLY_GRADE = 10.0
_MAY_BE = re.compile(
    r"\b(?:may be|might be|could be|can be|likely|probably|possibl[ey]|sounds? like|suggests?|points? to|due to"
    r"|caused? by|consider\w*|"
    r"consistent with|similar to|cause|causes|because)\b|可能"
)
_DO_NOW = re.compile(
    r"\b(?:try|rest|avoid|drink|take|use|apply|keep|stop|reduce|cut down|i (?:would )?(?:advise|recommend|suggest)"
    r"|you (?:should|can|could|need to)|"
    r"advisable|recommended|help to|please)\b|請|建議"
)


@dataclass(frozen=True, slots=True)
class Hint:
    """`type` is missing_cause, missing_action, missing_safety_net, missing_place or reading_grade."""

    type: str
    message: str


def reply_hints(reply_text: str) -> tuple[Hint, ...]:
    """What the reply lacks: what it may be, what to do now, when to worry and how fast, where to go; easy words.

    Empty for a blank reply. Never raises on any text.
    """
    case = read_case(CaseQuestion("", ""), CaseReply(reply_text))
    if not case.sentences:
        return ()
    reading_grade = grade(reply_text)
    found = (
        (not _MAY_BE.search(case.folded), "missing_cause", "Say what it may be."),
        (not _DO_NOW.search(case.folded), "missing_action", "Say what to do now."),
        (not has_safety_net(case), "missing_safety_net", "Say when to worry, and how fast to act then."),
        (not words("safety_places").search(case.folded), "missing_place", "Say where to go."),
        (
            reading_grade > MAX_REPLY_GRADE,
            "reading_grade",
            f"The reply reads at school grade {reading_grade:.0f}. Shorter sentences and plainer words reach more "
            f"people.",
        ),
    )
    return tuple(Hint(kind, message) for lacking, kind, message in found if lacking)
