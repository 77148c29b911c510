"""Is a finding there now, denied, over, somebody else's, feared, or only talked about?"""

import re
from enum import StrEnum

from curbside.clinical.concerns import is_concern
from curbside.clinical.context import assess
from curbside.clinical.vocabulary import Mention
from curbside.knowledge.vocabulary import Concept

# Illnesses and events told with "ago" or "after" are over unless the words say otherwise.
_PAST_WITH_ONSET = frozenset({"exposure"})
# Our own lists of English wordings. A question whether one thing brings another on tells of neither.
_ASKS_EFFECT = re.compile(
    r"\b(?:can|could|does|do|did|will|would|may|might|is\s+it\s+true)\b[^.?!]{0,60}?"
    r"\b(?:cause|causes|lead\s+to|leads\s+to|bring\s+on|trigger|give\s+(?:me|you|people)|result\s+in)\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_ASKS_SIGNS = re.compile(
    r"\bwhat\s+(?:are|is)\s+(?:the\s+)?(?:first\s+|early\s+|usual\s+)?(?:signs?|symptoms?|causes?|treatments?)\b",
    re.IGNORECASE,
)
_AFRAID = re.compile(r"\b(?:afraid|scared|terrified|worried|frightened|panick\w*)\b", re.IGNORECASE)
_FEARLESS = re.compile(
    r"\b(?:not|never|n['’]t)\s+(?:\w+\s+)?(?:afraid|scared|terrified|worried|frightened)\b", re.IGNORECASE
)
_DIAGNOSED = re.compile(
    r"\b(?:diagnosed\s+(?:me\s+|him\s+|her\s+)?(?:with|as)|on\s+tablets\s+for)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_OVER = re.compile(
    r"^\s*(?:(?:is|are|has|have)\s+(?:now\s+|all\s+|completely\s+|finally\s+)?gone|went\s+away|(?:has\s+)?cleared\s+up)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:both\s+(?:of\s+)?my\s+\w+|my\s+(?:mother|mum|mom|father|dad)['’]?s\s+side|my\s+(?:best|good|close|old)\s+friend|"
    r"my\s+(?:room|flat|house|class|team|work)mates?|my\s+(?:co-?worker|colleague|boss|neighbou?r|teacher)s?)\b",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:i|i['’]m|i['’]ve|me)\b", re.IGNORECASE)


class Status(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    POSSIBLE = "possible"
    PAST = "past"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    FEARED = "feared"


def status_of(
    concept: Concept, text: str, *, mention: Mention, sentence: tuple[int, int], subject: str, onset: str | None
) -> Status:
    """The status of `mention` in its `sentence` [low, high) of `text`.

    Denial first, then whose it is, then how sure. Worry about a symptom one has is no doubt that one has it.
    """
    before, after = text[sentence[0] : mention.start], text[mention.end : sentence[1]]
    context = assess(text, mention.start, mention.end)
    asks = bool(_ASKS_EFFECT.search(before) or _ASKS_SIGNS.search(before)) and not context.feared
    if not asks and concept.kind == "condition" and concept.feared and _is_feared(text, mention, sentence):
        return Status.FEARED
    if context.negated:
        return Status.ABSENT
    if (context.family and (subject == "self" or context.kin_past)) or _is_of_others(before, subject):
        return Status.FAMILY
    if context.hypothetical or asks:
        return Status.HYPOTHETICAL
    if _OVER.match(after):
        return Status.PAST
    ongoing = concept.kind == "condition" and _DIAGNOSED.search(before)
    told_past = context.past and not ongoing
    if told_past or (onset is not None and "ago" in onset and concept.kind in _PAST_WITH_ONSET):
        return Status.PAST
    return Status.POSSIBLE if context.possible and concept.kind == "condition" else Status.PRESENT


def _is_feared(text: str, mention: Mention, sentence: tuple[int, int]) -> bool:
    context = assess(text, mention.start, mention.end)
    if context.feared or is_concern(text, mention.start):
        return True
    whole = text[sentence[0] : sentence[1]]
    return context.possible and _AFRAID.search(whole) is not None and not _FEARLESS.search(whole)


def _is_of_others(before: str, subject: str) -> bool:
    """Somebody who is not family is named, and the asker is not named again after them."""
    cues = list(_OTHERS.finditer(before[-160:]))
    return bool(cues) and subject in ("self", "other") and not _SELF.search(before[-160:][cues[-1].end() :])
