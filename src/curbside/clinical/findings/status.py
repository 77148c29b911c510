"""Is a finding there now, denied, over, somebody else's, feared, or only talked about?"""

import re
from enum import StrEnum

from curbside.clinical.context.assertion import Context, assess
from curbside.clinical.findings.concerns import is_concern
from curbside.clinical.findings.vocabulary import Mention
from curbside.knowledge.vocabulary import Concept

# Illnesses and events told with "ago" or "after" are over unless the words say otherwise.
_PAST_WITH_ONSET = frozenset({"exposure"})
# Our own lists of English wordings. A question whether one thing brings another on tells of neither.
# Characters of the sentence looked at on each side.
_REACH = 200
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
    r"^\s*(?:(?:is|are|has|have)\s+(?:now\s+|all\s+|completely\s+|finally\s+|since\s+|fully\s+)*"
    r"(?:gone(?!\s+(?:again|worse|weak|numb|dead|red|blue|dark|black))|cleared|resolved|ceased|subsided|abated|settled)"
    r"|went\s+away|(?:has\s+|have\s+)?healed|(?:has\s+|have\s+)?faded|broke(?=\s*(?:[,.;]|$)|\s+(?:yesterday|overnight|last|this|on\s+\w+day|in\s+the\s+night|at\s))|went\s+down(?!\s+(?:on|to|with|the|my|into))|gone(?=\s*[,.;]|\s*$)|(?:has\s+|have\s+)?(?:ceased|abated"
    r"|stopped(?!\s+(?:me|my|us|working|eating)))|(?:has\s+)?cleared\s+up)\b",
    re.IGNORECASE,
)
# "Neither the cough nor the fever has gone", "not all of the rash has gone", "I can't say the cough has gone".
_STAYS = re.compile(
    r"\b(?:neither|nor|not\s+all|(?:can['’]?t|cannot|wouldn['’]?t|would\s+not|not)\s+(?:really\s+)?(?:say|claim|pretend))\b"
    r"[^,.;]*$",
    re.IGNORECASE,
)
_OVER_LATER = re.compile(
    r"^[^.;!?]{0,40}\b(?:but|and)\s+(?:that|it|this|they)(?:['’]s|\s+(?:has|have|is|are))\s+(?:now\s+)?(?:gone|better|cleared|over)\b"
    r"|^[^.;!?]{0,30},\s+(?:all\s+gone|(?:now\s+|long\s+|well\s+)?healed)\b"
    r"|^[^.;!?,]{0,12}\b(?:last|ago|yesterday)\b[^.;!?,]{0,12},\s*(?:none|nothing|never)\s+(?:since|again)\b",
    re.IGNORECASE,
)
# "After the operation", "since falling off my bike": the event itself is over.
_AFTER_IT = re.compile(
    r"\b(?:after|since|following|ever\s+since)\s+(?:the\s+|an?\s+|my\s+|his\s+|her\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_ILLNESSES_OVER = frozenset(
    {"covid", "flu", "cold", "chickenpox", "shingles", "pneumonia", "strep", "food-poisoning", "concussion"}
)
# "Do I need a tetanus shot?", "is lupus hereditary?", "how do I know if it is a stroke?" tell of nothing that is there.
_ASKS_NEED = re.compile(
    r"\b(?:do|should|would|does|must)\s+(?:i|we|he|she|they)\s+(?:need|get|have|take|ask\s+for)\s+(?:an?\s+|the\s+|some\s+|another\s+)?$",
    re.IGNORECASE,
)
_ASKS_NATURE = re.compile(
    r"^\s*(?:hereditary|genetic|inherited|contagious|infectious|catching|curable|common|treatable|fatal|preventable)\b",
    re.IGNORECASE,
)
_ASKS_KNOW = re.compile(
    r"\bhow\s+(?:do|would|can|could|does)\s+(?:i|you|we|one)\s+(?:know|tell)\b[^.?!]{0,40}$", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:both\s+(?:of\s+)?my\s+\w+|my\s+(?:mother|mum|mom|father|dad)['’]?s\s+side|my\s+(?:best|good|close|old)\s+friend|"
    r"my\s+(?:room|flat|house|class|team|work)mates?|my\s+(?:co-?worker|colleague|boss|neighbou?r|teacher)s?)\b",
    re.IGNORECASE,
)
_KIN = (
    r"(?:mother|mum|mom|father|dad|sister|brother|grandm\w+|grandf\w+|grandpa|gran|nan|aunt|uncle|cousin|husband|wife|partner|"
    r"ex|son|daughter|twin|friend)"
)
# "Sister's got it", "Mum had it", "her father died of it": somebody beside the person the question is about.
_KIN_HAS = re.compile(
    rf"(?:^|[.,;:]\s*|\b(?:and|but|my|also)\s+)\b{_KIN}s?(?:['’]s\s+got|\s+(?:also\s+|both\s+|once\s+)?(?:has|have|had|got|is|was|suffers?|died))\b",
    re.IGNORECASE,
)
_BESIDE_KIN = re.compile(rf"\b(?:his|her|their)\s+(?:\w+\s+)?{_KIN}\b", re.IGNORECASE)
_PRONOUN_HAS = re.compile(r"^\s*(?:he|she|they)\s+(?:also\s+|both\s+)?(?:has|have|had|suffers?|got)\b", re.IGNORECASE)
_SUBJECT_KIN = {
    "parent": re.compile(r"\b(?:my|our)\s+(?:mother|mum|mom|father|dad)\b", re.IGNORECASE),
    "partner": re.compile(r"\b(?:my|our)\s+(?:husband|wife|partner|boyfriend|girlfriend|fianc\w+)\b", re.IGNORECASE),
    "child": re.compile(r"\b(?:my|our)\s+(?:son|daughter|child|baby|toddler|kid|boy|girl)\b", re.IGNORECASE),
}
_GOES_ON = re.compile(r"\b(?:he|she|his|her|now)\b", re.IGNORECASE)
# Findings of other kinds that are diagnoses, so that one may be doubted; a symptom is felt or not.
_DIAGNOSES = frozenset(
    {"fracture", "sprain", "hernia", "kidney-stone", "slipped-disc", "ovarian-cyst", "prolapse", "anemia", "migraine"}
)
_RUNS_ON_A_SIDE = re.compile(
    r"^\s+(?:runs\s+)?(?:on\s+(?:my|his|her|our|the)\s+(?:\w+(?:['’]s)?\s+)?(?:side|father['’]?s|mother['’]?s)|in\s+(?:my|his|her|our|the)\s+family)\b",
    re.IGNORECASE,
)
_EVENTS = frozenset(
    {"fall", "injury", "surgery", "birth", "travel", "vaccination", "animal-bite", "insect-bite", "tick-bite"}
)
_EXCLUDED = re.compile(r"\b(?:excluded|excludes|ruled\s+out)\s+(?:an?\s+|any\s+)?$", re.IGNORECASE)
_HAD = re.compile(r"^\s*(?:(?:i|he|she|we)\s+)?had\s+(?:an?\s+|the\s+)?(?:bad\s+|mild\s+)?$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:i|i['’](?:m|ve|d|ll)|im|ive|me|my|we|our|us)\b", re.IGNORECASE)
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
    concept: Concept,
    text: str,
    *,
    mention: Mention,
    sentence: tuple[int, int],
    subject: str,
    onset: str | None,
    denied_within: bool = False,
) -> Status:
    """The status of `mention` in its `sentence` [low, high) of `text`.

    `denied_within`: a denial stands in a gap of the phrase ("my knee does not hurt").
    Denial first, then whose it is, then how sure. Worry about a symptom one has is no doubt that one has it.
    """
    before = text[max(sentence[0], mention.start - _REACH) : mention.start]
    after = text[mention.end : min(sentence[1], mention.end + _REACH)]
    context = assess(text, mention.start, mention.end)
    asks = _is_only_asked(concept, before, after) and not context.feared
    if (
        not asks
        and not context.answered
        and concept.kind == "condition"
        and concept.feared
        and _is_feared(context, text, start=mention.start, around=before + after)
    ):
        return Status.FEARED
    if denied_within or context.negated or _EXCLUDED.search(before):
        return Status.ABSENT
    if (
        _RUNS_ON_A_SIDE.match(after)
        or (
            context.family
            and (subject == "self" or (context.kin_past and not _is_subject(text, mention, before, subject)))
        )
        or _is_of_others(before, subject, is_told_by_self=_FIRST_PERSON.search(text) is not None)
    ):
        return Status.FAMILY
    if context.hypothetical or asks:
        return Status.HYPOTHETICAL
    if (
        (_OVER.match(after) and not _STAYS.search(before))
        or _OVER_LATER.match(after)
        or _is_event_over(concept, before)
        or (concept.kind == "condition" and _HAD.match(before))
    ):
        return Status.PAST
    ongoing = concept.kind == "condition" and _DIAGNOSED.search(before)
    told_past = context.past and not ongoing
    if told_past or (onset is not None and "ago" in onset and concept.kind in _PAST_WITH_ONSET):
        return Status.PAST
    doubtful = concept.kind == "condition" or concept.id in _DIAGNOSES
    return Status.POSSIBLE if context.possible and doubtful else Status.PRESENT


def _is_only_asked(concept: Concept, before: str, after: str) -> bool:
    if _ASKS_EFFECT.search(before) or _ASKS_SIGNS.search(before) or _ASKS_KNOW.search(before):
        return True
    needed = concept.kind in ("exposure", "test", "medicine") and _ASKS_NEED.search(before)
    return bool(needed or (concept.kind == "condition" and _ASKS_NATURE.match(after)))


def _is_event_over(concept: Concept, before: str) -> bool:
    is_event = concept.id in _ILLNESSES_OVER or (concept.kind == "exposure" and concept.id in _EVENTS)
    return is_event and _AFTER_IT.search(before) is not None


def _is_subject(text: str, mention: Mention, before: str, subject: str) -> bool:
    """Is the kin just named the one the text goes on about ("my dad had a stroke; his speech is slurred")?"""
    named = _SUBJECT_KIN.get(subject)
    goes_on = _GOES_ON.search(text, mention.end, mention.end + _REACH) is not None
    return named is not None and goes_on and named.search(before) is not None


def _is_feared(context: Context, text: str, *, start: int, around: str) -> bool:
    if context.feared or is_concern(text, start):
        return True
    return context.possible and _AFRAID.search(around) is not None and not _FEARLESS.search(around)


def _is_of_others(before: str, subject: str, *, is_told_by_self: bool) -> bool:
    """Is somebody named whom the question is not about, and the asker not again after them?"""
    near = before[-160:]
    # In a doctor's note "he" is the patient; beside an asker who says "I" it is somebody else.
    pronoun = (_PRONOUN_HAS,) if is_told_by_self else ()
    patterns = {"self": (_OTHERS, _KIN_HAS, _BESIDE_KIN, *pronoun), "other": (_BESIDE_KIN,)}
    cues = [match.end() for pattern in patterns.get(subject, (_BESIDE_KIN,)) for match in pattern.finditer(near)]
    return bool(cues) and not _SELF.search(near[max(cues) :])
