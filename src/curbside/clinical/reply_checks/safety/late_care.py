"""Does the reply to an emergency send the person to care now, or only some day?"""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from curbside.clinical.reply_checks.clauses import CONDITIONS, DOSE, SECOND_LOOK, WEEKDAY
from curbside.clinical.reply_checks.lexicon import entry, listed
from curbside.clinical.reply_checks.reading import ReplyCase, is_negated
from curbside.clinical.reply_checks.safety.delayed_net import later_in
from curbside.clinical.reply_checks.safety.main_delay import main_delays
from curbside.clinical.sentences import Sentence
from curbside.clinical.urgency.screening import Reason, Urgency, screen

_PARTS = re.compile(r";\s+|\s[–—]\s|:\s+")
_CLAUSES = re.compile(r",\s+|\s+(?:and|but|then)\s+")
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|ten|twelve|a\s+couple\s+of|a\s+few|several|some)"
# Later than today, in any words.
_LATE = re.compile(
    rf"\b(?:(?:on|until|till|by|before|after)\s+(?:next\s+)?{WEEKDAY}|{WEEKDAY}(?:'s)?\s+(?:clinic|appointment|surgery)|next\s+(?:week|month|{WEEKDAY}"
    r"|review|session|cycle|round)|(?:the\s+)?week\s+after(?:\s+next)?|in\s+the\s+week\s+after|after\s+the\s+(?:weekend|holidays?|trip|wedding|journey|exams?)"
    r"|(?:the|this)\s+weekend\s+goes|over\s+the\s+weekend|end\s+of\s+the\s+(?:week|month)|a?\s*fortnight|coming\s+(?:days|weeks)|one\s+of\s+the\s+coming"
    rf"|(?:with)?in\s+(?:the\s+next\s+|about\s+|say\s+|the\s+)?{_COUNT}(?:\s+(?:to|or)\s+{_COUNT})?\s+(?:days|weeks|months)|(?:for|another)\s+(?:the\s+next\s+|about\s+)?{_COUNT}(?:\s+(?:to|or)\s+{_COUNT})?"
    r"\s+(?:more\s+)?(?:days|weeks)|(?:next|coming)\s+(?:few\s+)?(?:(?:two|three|four|six|several)\s+(?:(?:or|to)\s+(?:three|four|six|eight)\s+)?)?(?:days|weeks|months)|within\s+the\s+(?:week|month)|(?:some\s+time|later)\s+this\s+week|in\s+a\s+(?:week|month)|(?:a|one)\s+week\s+from|once\s+you\s+(?:are|get|come)\s+(?:home|back)"
    r"|when\s+you(?:'re|\s+are)\s+(?:home|back)|tomorrow|(?:in|until|till)\s+the\s+morning|at\s+leisure|when\s+(?:it\s+is\s+)?convenient)\b"
)
# What is put off: being looked at, or the watching that stands in its place.
_CARE = re.compile(
    r"\b(?:appointment|book|arrange|make|see|seen|show|shown|look(?:ed)?|examin\w+|check(?:ed|s)?|review(?:ed)?|visit|ring|call|phone|contact|clinic|surgery|doctor|gp|nurse|hospital|ward|unit"
    r"|specialist|\w+ologist|\w+surgeon|surgeon|casualty|scan|ultrasound|ecg|mri|ct|x-ray|blood\s+(?:test|count)|test|tests|wait|watch|observe|keep|rest|bed|sleep|enjoy|diary|mention|take\s+(?:him|her|them)|bring"
    r"|antibiotic)\b"
)
_IDLE = re.compile(
    r"\b(?:an?\s+early\s+night|sleep\s+(?:on\s+it|it\s+off)|see\s+how|see\s+whether|wait\s+and|time\s+to\s+wait|(?:can|will|could)\s+(?:\w+\s+)?(?:keep|wait)\b|look\s+again|soon\s+enough|no\s+(?:hurry|rush)|(?:go\s+to|stay\s+in)\s+bed)\b"
)
_NOW = re.compile(
    r"\b(?:(?<!for\s)now|right\s+now|today|tonight|(?<!looked\s)at\s+once|immediately|straight(?:\s+(?:away|in|to|on|back))|right\s+away|this\s+(?:very\s+)?(?:hour|minute|instant|evening|afternoon|morning|night)|same[\s-]day"
    r"|within\s+(?:the|an|one|two|a\s+few|\d+)\s+(?:hours?|minutes)|without\s+(?:delay|waiting)|as\s+an\s+emergency|urgently|urgent(?!\s+care)|emergency|a&e|999|911|112|000|ambulance|hospital\s+first)(?!\w)"
)
_GO = re.compile(
    r"\b(?:go|going|get|come|ring|call|phone|dial|seen|see|examin\w+|looked\s+at|hospital|emergency|a&e|casualty|ward|ambulance|doctor|clinic|unit|driven|drive|set\s+out|admitted|needs?|take\s+(?:him|her|them)|bring\s+(?:him|her|them))(?!\w)"
)
_CONDITION = re.compile(
    rf"\b(?:{CONDITIONS}|unless|in\s+case|until|once|as\s+soon\s+as|whoever)\b|(?:^|[,;:]\s*)should\s"
)
# "Go to an emergency room if …", "at once, day or night, if …", "to hospital at once, by night too, for …".
_CONDITION_BEHIND = re.compile(
    r"\s*(?:,\s*)?(?:for|with)\b|[^,;:]{0,25}?\bfor\b|[^,;:]{0,40}?\b(?:when|whenever)\b"
    r"|(?:(?!\b(?:and|but|then)\b|[;:]).)*?(?:\b(?<!even )(?<!as )(?<!see )if\b|\bin\s+case\b|,\s*should\s)"
    r"|\s*,\s*(?:by\s+|even\s+|at\s+|also\s+)?(?:day|night|any\s+hour|weekend)[^,]{0,20},?\s*(?:for|with|when)\b"
)
# A place says "now" by itself, unless another day stands beside it.
_PLACES = re.compile(r"emergency|a&e|999|911|112|000|ambulance|hospital\s+first")
# "That is an emergency" names it and sends nobody.
_NAMED = re.compile(r"\b(?:is|are|be|being|as|was|becomes?|an|a|real|true|medical)\s+(?:an?\s+)?$")
_ROOM = re.compile(
    r"\s+(?:room|department|dep|unit|ward|clinic|number|service|line|doctor|dentist|appointment|dental|eye)"
)
# Where the reply opens, its advice stands; farther on it may speak of other things.
_OPENING = 3
_IF = re.compile(r"\b(?:if|unless|in case|nothing|whenever)\b|(?:^|,\s*)should\s")
_NO_NEED = re.compile(r"\b(?:no|not|nothing|cannot|can't|don't|without|rather\s+than|instead\s+of)\s+(?:\w+\s+){0,4}$")
# Told at some visit is for the check of waiting to judge, with its excuses.
_TOLD = re.compile(r"\b(?:mention|tell)\b")
# The second look at what is seen now.
_AGAIN = re.compile(rf"\b(?:{SECOND_LOOK}|again\s+(?:in|after)|another\s+(?:scan|test|look|ultrasound)|later\s+on)\b")
# So late that even what is only urgent may not wait for it.
_WEEKS = re.compile(r"\b(?:weeks?|months?|fortnight|weekend)\b")
_DOSED = re.compile(DOSE)


def late_care(case: ReplyCase) -> tuple[int, int, str] | None:
    """Where the reply puts off what cannot wait, and why; None where nothing is put off or nothing presses.

    Pressing is what the urgency rules call an emergency in the question (or urgent, where weeks are to pass), or what
    the reply itself calls dangerous, suspects of `time_critical_illnesses` or sends to care for at once. An emergency
    room on a later day needs no other reason.
    """
    sending = [place for place, sentence in enumerate(case.sentences) if sends_at_once(sentence)]
    if not sending:
        for start, end in _put_off(case):
            pressing = (
                [Urgency.EMERGENCY, Urgency.URGENT] if _WEEKS.search(case.folded, start, end) else [Urgency.EMERGENCY]
            )
            reason = _suspected(case) or (danger_asked(case, *pressing) if is_acute(case) and not hastens(case) else "")
            return (start, end, reason) if reason else _said_late(case, sending)
    return _said_late(case, sending)


def _said_late(case: ReplyCase, sending: Collection[int]) -> tuple[int, int, str] | None:
    """What the reply's own sentences put off, of what they call pressing."""
    for place, sentence in enumerate(case.sentences):
        for delay in main_delays(sentence.text):
            start, end = sentence.start + delay.start, sentence.start + delay.end
            if delay.at_emergency_place:
                return start, end, "an emergency room on a later day"
            if sending:
                if place not in sending and (delay.waits or delay.of_complaint or place < _OPENING):
                    return start, end, "the reply sends to care at once elsewhere"
                continue
            reason = (
                _suspected(case)
                or _called_dangerous(case)
                or (_grave(case) or (_grave_asked(case) if delay.waits else "") if delay.months else "")
            )
            if reason:
                return start, end, reason
    return None


def sends_at_once(sentence: Sentence) -> bool:
    """Is some part of the sentence a call to go to care now, under no condition and with no later day in it?"""
    low, hangs = 0, False
    for cut in (*_PARTS.finditer(sentence.text), None):
        part = sentence.text[low : cut.start() if cut else len(sentence.text)]
        if not hangs and _calls_now(part):
            return True
        # "If she faints, don't be brave: ambulance now" – what stands behind the colon hangs on the same "if".
        hangs = cut is not None and ";" not in cut[0] and (hangs or _CONDITION.search(part) is not None)
        low = cut.end() if cut else low
    return False


def _calls_now(part: str) -> bool:
    low = 0
    for cut in (*_CLAUSES.finditer(part), None):
        clause = part[low : cut.start() if cut else len(part)]
        if _GO.search(clause) and any(
            _is_now(part, low + now.start(), low + now.end()) for now in _NOW.finditer(clause)
        ):
            return True
        low = cut.end() if cut else low
    return False


def _is_now(part: str, start: int, end: int) -> bool:
    """Does the "now" at [start, end) hang on no condition? "Go today if …" has it behind."""
    if _PLACES.fullmatch(part, start, end) and later_in(part) is not None:
        return False
    if part[start:end] == "emergency" and _NAMED.search(part[:start]) and not _ROOM.match(part[end:]):
        return False
    if _CONDITION.search(part[:start]) or _NO_NEED.search(part[:start]):
        return False
    return not _CONDITION_BEHIND.match(part[end:])


def _put_off(case: ReplyCase) -> Iterator[tuple[int, int]]:
    for sentence in case.sentences:
        for part in _PARTS.split(sentence.text):
            start = sentence.text.find(part)
            if (
                _DOSED.search(part)
                or _AGAIN.search(part)
                or _TOLD.search(part)
                or re.match(r"\W*(?:if|when|should|after\s+(?:that|the\s+op))\b", part)
            ):
                continue
            late = _LATE.search(part)
            if late is not None and _CARE.search(part) and not _NO_NEED.search(part[: late.start()]):
                yield sentence.start + start + late.start(), sentence.start + start + late.end()
            idle = _IDLE.search(part)
            if idle is not None and not _NO_NEED.search(part[: idle.start()]):
                yield sentence.start + start + idle.start(), sentence.start + start + idle.end()


def danger_asked(case: ReplyCase, *levels: Urgency) -> str:
    """The first danger of one of these levels that the urgency rules read in the question, "" when there is none."""
    reasons = _reasons(f"{case.question.title}. {case.question.body}")
    return next((reason.title for reason in reasons if reason.level in levels), "")


@lru_cache(maxsize=1)  # asked for more than one sentence of a reply
def _reasons(asked: str) -> tuple[Reason, ...]:
    return screen(asked, extra=()).reasons


def _suspected(case: ReplyCase) -> str:
    """An illness that waits for nothing and that the reply holds possible now; under a condition it is a warning."""
    for sentence in case.sentences:
        for hit in _illnesses().finditer(sentence.text):
            before = sentence.text[: hit.start()]
            if _CONDITION.search(before) or is_negated(sentence.text, hit.start()) or _PAST.search(before):
                continue
            if _UNLIKELY.search(sentence.text) or not _HELD_POSSIBLE.search(sentence.text):
                continue
            return hit[0]
    return ""


# Suspected now: "may be", "has to be ruled out", "until proven otherwise". "Close to what we call …" only explains.
_HELD_POSSIBLE = re.compile(
    r"\b(?:may|might|could|can|must|has to|have to|needs? to|should|suspect\w*|think(?:ing)?|thought"
    r"|exclude\w*|rul(?:e|es|ed|ing)|worr\w+"
    r"|fear\w*|possib\w+|probab\w+|likely|until|signs? of|fits?|speaks?|points?|suggests?|sounds?|looks?"
    r"|seems?|question of"
    r"|concern\w*|afraid|want to know|is|are|this|means?)\b"
)


def _grave_asked(case: ReplyCase) -> str:
    """A sign of `grave_signs` that the question tells of."""
    hits = _grave_signs().finditer(case.asked_folded)
    return next((hit[0] for hit in hits if not is_negated(case.asked_folded, hit.start())), "")


@cache
def _grave_signs() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(listed('grave_signs'))})(?![a-z])")


def is_acute(case: ReplyCase) -> bool:
    """Does the question tell of hours or days, or does the reply call it dangerous?

    The urgency rules would rather call one too many; what has gone on for months is believed to be as calm as the
    reply that answers it.
    """
    return _ACUTE.search(case.asked_folded) is not None or bool(_called_dangerous(case))


def hastens(case: ReplyCase) -> bool:
    """ "Eight weeks is long; ask for a visit within the next": is a date that was booked brought forward?"""
    return _FORWARD.search(case.folded) is not None


_FORWARD = re.compile(
    r"\b(?:bring|move|pull|put|bringing|moving)\b[^.;!?]{0,40}\b(?:forward|earlier|sooner)\b"
    r"|\b(?:months?|weeks?)\s+(?:is|are|seems?)\s+(?:too\s+)?long\b|\b(?:earlier|sooner)\s+(?:appointment"
    r"|visit|date|slot|check|review)\b"
    r"|\bbefore\s+(?:the|those|these)\s+(?:\w+\s+)?(?:weeks|months)\b|\bnot\s+in\s+(?:\w+\s+)?(?:weeks|months)\b"
)
_ACUTE = re.compile(
    r"\b(?:today|tonight|this\s+(?:very\s+)?(?:morning|afternoon|evening|night)|last\s+(?:night|evening)|yesterday|just\s+now"
    r"|right\s+now|sudden(?:ly)?|out\s+of\s+(?:the\s+blue|nowhere)|(?:an?|\d{1,2}|two|three|four|five|six|some|few)\s+hours?\s+(?:ago|now)"
    rf"|(?:for|since|last|past)\s+(?:\w+\s+){{0,2}}(?:hours?|days?)|(?:since|on)\s+{WEEKDAY}"
    r"|\d{1,2}\s*(?:h|hrs?|days?)\s+(?:now|ago)|(?:two|three|four|five)\s+days\s+ago|woke\s+(?:up\s+)?(?:with|at|from|and)"
    r"|noon|midnight|\d\s*(?:am|pm)|o'clock|(?:getting|got)\s+worse)\b"
)


def _called_dangerous(case: ReplyCase) -> str:
    """A danger that the reply states of now, or words that call it one; under a condition it is a warning."""
    for sentence in case.sentences:
        for hit in _dangerous().finditer(sentence.text):
            if not (_IF.search(sentence.text) or is_negated(sentence.text, hit.start(), reach=20)):
                return hit[0]
    return ""


def _grave(case: ReplyCase) -> str:
    """An illness of `grave_illnesses` that the reply holds possible."""
    for sentence in case.sentences:
        hit = _grave_illnesses().search(sentence.text)
        if hit is None or _PAST.search(sentence.text) or _UNLIKELY.search(sentence.text):
            continue
        if not (is_negated(sentence.text, hit.start()) or _CONDITION.search(sentence.text[: hit.start()])):
            return hit[0]
    return ""


@cache
def _dangerous() -> re.Pattern[str]:
    return re.compile(str(entry("called_dangerous")))


@cache
def _grave_illnesses() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(listed('grave_illnesses'))})(?![a-z])")


_UNLIKELY = re.compile(
    r"\b(?:unlikely|rarely|rather\s+than|less\s+likely|excluded|ruled\s+out|risk\s+of|prevent\w*|protect\w*|after\s+(?:a|your|the)\s+(?:heart|stroke)|had)\b"
)
_PAST = re.compile(
    r"\b(?:had|was|were|passed|history|ago|what\s+(?:we|doctors)\s+call|close\s+to|last\s+year|in\s+(?:19"
    r"|20)\d\d|your\s+(?:mother|father|brother|sister|aunt|uncle)'?s?)\b"
)


@cache
def _illnesses() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(listed('time_critical_illnesses'))})(?![a-z])")
