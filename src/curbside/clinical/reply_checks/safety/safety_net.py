"""Does the reply say when to worry and where to go then?"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from curbside.clinical.reply_checks.lexicon import any_of, entry, fold, listed, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.reply_checks.safety.late_care import sends_at_once
from curbside.clinical.reply_checks.safety.unsafe_delay import DANGER, MORE_DANGER

TYPE = "missing_safety_net"
_WISH = re.compile(
    r"\bif you (?:like|wish|want|prefer|need|would|have (?:any )?(?:more |further |other )?questions|can|are (?:able"
    r"|interested|free))\b"
    r"|\byou should\b|\bif (?:possible|needed|necessary|so)\b"
)
_GO = re.compile(
    r"(?:^|[,;:]\s*|\b(?:please|and|or|then|but)\s+)(?:come|see|go|get|ring|call|phone|seek|book|return|bring|take|show|have"
    r"|ask|visit|let)\b"
    r"[^.!?]{0,60}?\b(?:soon(?:er)?|quick(?:ly)?|today|tomorrow|promptly|urgently|earlier|again|back|at once|"
    r"straight away|right away|"
    r"same day|(?:with)?in (?:a|an|one|two|three|the|\d+)\b[^.!?]{0,12}\b(?:hours?|days?|weeks?)|doctor|gp|"
    r"someone|somebody|us|nurse|"
    r"midwife|dentist|pharmacist|clinic|checked|seen|looked at|examined)\b"
)
_FOR_WHAT = re.compile(
    r"\b(?:if|when|after|should|in case of|as soon as)\b|\bfor (?:any )?(?:blood|bleeding|fever|weight loss|"
    r"chest|breath|weakness|"
    r"numbness|(?:new|severe|sudden|bone|strong|bad|worse) |night sweats|swelling|vomiting|fainting|jaundice|confusion)"
)
# "Arrange a visit within a few weeks, sooner for bleeding or double vision."
_SOONER = re.compile(r"\b(?:sooner|earlier|at once|the same day|straight away) (?:for|with|if|when|should)\b")
# "Should" is a condition at the head of a clause only: "should the pain return", not "he should keep taking it".
_CONDITION = re.compile(
    r"\b(?:if|when|in case|as soon as)\b|(?:^|[,;:]\s*"
    r"|\band\s)should\s(?!i\b|you\b|we\b)|[若如]"
)
# "The doctor should arrange an echo" is no condition.
_IF = re.compile(r"\b(?:if|as soon as|in case)\b|(?:^|[,;:]\s*|\band\s)should\s(?!i\b|you\b|we\b)")
# A test today is no place to turn to.
_GOES = re.compile(
    r"\b(?:see|seen|call|ring|phone|go|going|get to|visit|contact|attend|doctor|gp|hospital|emergency|a&e|clinic"
    r"|ambulance|help|looked at)\b"
)
# Telegrams: "sticky black stool or fainting: hospital at once", "straight back for a fever", "that last one is A&E".
_PLACE = (
    r"(?:hospital|emergency(?:\s+(?:room|department|care|help))?|a&e|e\.?r\.?|casualty|ambulance|gp|doctors?|dentist|clinic|ward|surgeon"
    r"|midwife|nurse|eye\s+casualty|(?:eye|burns|minor\s+injuries|assessment|emergency)\s+unit|on-call|hotline|helpline|samaritans|988|urgent\s+care|(?:labou?r|maternity)\s+(?:ward|unit)|out-of-hours|999|911|112|000|108|111|995|119|118|144|102|15)"
)
_AT_ONCE = (
    r"(?:now|tonight|today|at\s+once|immediately|urgently|straight(?:\s+away|\s+in|\s+back|\s+to)?|right\s+away|without\s+(?:delay|waiting)|promptly"
    r"|(?:the|that)\s+(?:same|very)\s+(?:day|hour|night|evening|minute)|that\s+(?:day|minute|hour|night|evening)|same[\s-]day|at\s+any\s+hour"
    r"|day\s+or\s+night|(?:the\s+)?same\s+week|next\s+day|(?:with)?in\s+(?:a|an|one|two|the|24|48)\s+(?:hours?|days?|same\s+day|day\s+or\s+two)|within\s+(?:hours|days))"
)
_TURN_TO = re.compile(
    rf"\b{_PLACE}(?:\s*[:,-])?\s+(?:\w+\s+){{0,2}}?{_AT_ONCE}\b|\b{_AT_ONCE}(?:\s+\w+){{0,4}}\s+{_PLACE}(?!\w)"
    rf"|\b(?:go|goes|going|come|coming|get|seen|ring|ringing|call|calling|phone|phoning|dial|seek|need|needs|means?|be\s+seen|checked|examined|looked\s+at|shown|reviewed|assessed|treated|care|back|in)\s"
    rf"(?:\w+,?\s+){{0,6}}?{_AT_ONCE}\b"
    rf"|\b(?:needs?|means?|belongs?\s+in|calls?\s+for|requires?|is|are|go\s+to|get\s+to)\s+(?:the\s+|an?\s+|your\s+)?(?:nearest\s+)?"
    r"(?:hospital|emergency|a&e|ambulance|999|911|112|000)(?!\w)"
    r"|^\W*(?:please\s+)?(?:straight|directly|back)\s+(?:to|in|back)\b"
    r"|\bneeds?\s+(?:an?\s+)?(?:prompt|urgent|quick|early|same-day|speedy)\s+(?:visit|look|appointment|check|review|call)\b"
    rf"|\b(?:reported|shown|told|mentioned)\s+{_AT_ONCE}\b"
)
# "Fever or trouble swallowing: hospital", "A&E if the calf swells", "pus or streaks: go right then".
_TELEGRAM = re.compile(
    rf"[:=→\u2013—]\s*(?:[\w'&-]+\s+){{0,5}}?{_PLACE}(?!\w)"
    rf"|(?:^|[.;:]\s*)(?:straight\s+to\s+|back\s+to\s+)?(?:the\s+|an?\s+)?{_PLACE}(?:\s+\w+){{0,3}}?\s*,?\s+(?:if|for|when|with|at\s+any)\b"
    r"|[:→\u2013—]\s*(?:please\s+)?(?:same-day|urgent|emergency|go|come|get|call|ring|phone|be\s+seen|have\s+(?:it|him|her|them)\s+seen|see|seek|dial|head|take\s+(?:him|her|them))\b"
    rf"|\b(?:is|are|for|calls?\s+for|goes?\s+to|means?)\s+(?:the\s+)?{_PLACE}\s*(?:[.!]|$)"
)
# "Call an ambulance for black stools".
_CALL_FOR = re.compile(
    rf"\b(?:call|ring|dial|phone|go\s+to|come\s+to|get\s+to)\s+(?:an?\s+|the\s+|to\s+)?{_PLACE}(?:\s+\w+){{0,3}}?\s+(?:for|with|in\s+case\s+of)\b"
)
# "Cannot swallow your spit? Hospital tonight."
_PLACE_ALONE = re.compile(
    rf"^\W*(?:(?:straight|directly)\s+)?(?:to\s+)?(?:the\s+|an?\s+)?{_PLACE}(?:\W+\w+){{0,3}}\W*$"
)
# A medicine that was forgotten is no danger: "take it as soon as you remember on the same day".
_FORGOTTEN = re.compile(
    r"\b(?:you\s+remember|missed\s+(?:dose|one)|miss\s+(?:a\s+dose|one)|forget\s+(?:a\s+dose|one)|double\s+up)\b"
)
_BARE_PLACE = re.compile(r"\b(?:as soon as possible|today|immediately|right away|urgently|emergency|now)\b")


_HELP = re.compile(r"(?:\b(?:ambulance|999|911|112|000|108|a&e|emergency (?:room|department|number|services?)))(?!\w)")
# Where somebody is sent at once, no sign is left to wait for.
_TO_CARE = re.compile(
    r"\b(?:hospital|emergency\s+(?:room|department|unit|ward)|a&e|casualty|ambulance|999|911|112|go\s+in|sheet|eye\s+unit)(?!\w)"
)


def find_missing_safety_net(case: ReplyCase) -> Iterator[Problem]:
    """No sentence (or two in a row) that names a change to look for and a person or place to turn to."""
    if not case.sentences or has_safety_net(case):
        return
    last = case.sentences[-1]
    message = "Say when to worry, how fast, and where to go: “If … gets worse, see a doctor within …”."
    yield problem(case, TYPE, last.start, last.end, severity=Severity.WARN, message=message)


def has_safety_net(case: ReplyCase) -> bool:
    """Is there a condition with a sign, and in it or beside it a deed with a place? Sending to hospital at once counts.

    "Ring your doctor today" alone is no net: it says where to go for what is there, not for what may come.
    """
    texts = [sentence.text for sentence in case.sentences]
    if any(sends_at_once(sentence) and _TO_CARE.search(sentence.text) for sentence in case.sentences):
        return True
    if len(texts) <= _SHORT and any(sends_at_once(sentence) for sentence in case.sentences):
        return True  # "Please see a doctor today." leaves nothing to wait for
    texts = [text for text in texts if not _FORGOTTEN.search(text)]
    if any(_is_condition_with_place(text) or _is_told_when(text) or _warns(text) for text in texts):
        return True
    # "Anything with breathing or throat, epinephrine first, then 911": a danger with the number to dial.
    if any(_HELP.search(text) and _has_sign(text) for text in texts):
        return True
    if any(
        (_TURN_TO.search(text) or _CALL_FOR.search(text) or _PLACE_ALONE.search(text) or _TELEGRAM.search(text))
        and _names_sign(text, before)
        for before, text in pairwise(["", *texts])
    ):
        return True
    return any(
        (_hangs_on_a_sign(one) and _sends(two)) or (_sends(one) and _hangs_on_a_sign(two))
        for one, two in pairwise(texts)
    )


def turns_to_care(text: str) -> bool:
    """Does the folded sentence send somebody to a place or person soon: "fever, chest pain: hospital at once"?"""
    return _TURN_TO.search(text) is not None


# "Hives all over, wheeze, faintness: 000, lie down", "the same for a bad headache".
_WARNS = re.compile(
    rf"[:=\u2192]\s*(?:[\w'&-]+,?\s+){{0,6}}?(?:{_PLACE}|{_AT_ONCE}|\d{{3}}|call|ring|dial|ambulance|hospital|emergency)(?!\w)"
    r"|^\W*(?:and\s+)?(?:the\s+)?(?:same|likewise|so\s+(?:also|too))\s+(?:goes\s+|holds\s+|is\s+true\s+)?(?:for|with|if)\b"
    r"|\b(?:is|are)\s+(?:the\s+moment|a\s+reason|reasons?|a\s+case|grounds|the\s+time|signs?)\s+(?:for|to)\b"
)


def is_warning(text: str) -> bool:
    """Does the folded sentence list what may come and what to do then, by a verb or as a telegram?"""
    return turns_to_care(text) or _WARNS.search(text) is not None


def _names_sign(text: str, before: str) -> bool:
    """Is a sign to look for in the sentence, or listed in the one before, which "that" or "any of these" takes up?"""
    if any(_has_sign(text[hit.end() : hit.end() + _NEXT]) for hit in _FOR.finditer(text)):
        return True
    if any(
        _has_sign(text[: hit.start()]) or (hit[0] == ":" and _has_sign(text[hit.end() :])) for hit in _SO.finditer(text)
    ):
        return True
    return bool(_TAKES_UP.search(text) or _PLACE_ALONE.search(text)) and bool(
        _signs().search(before) or DANGER.search(before)
    )


# What may come, in a telegram: "A&E for a fever", "with any bleeding come the same day"; and "fever: hospital",
# "a fever needs the ward", "any bleeding should be reported within days".
_FOR = re.compile(r"\b(?:if|should|when|whenever|for|with|any|in case of):?\s")
_SO = re.compile(
    r"[:=\u2192]|\s[\u2013\u2014]\s|\?"
    r"|\b(?:needs?|means?|belongs?|calls? for|requires?|must be|should be|has to be|have to be)\b"
    rf"|\b(?:is|are|for)\s(?:the\s|an?\s)?{_PLACE}(?!\s+until)"
)
_NEXT = 120
_TAKES_UP = re.compile(
    r"\b(?:that|those|these|any\s+of|either|all\s+of|in\s+(?:that|this)\s+case)\b|^\W*then\b|\bif\s+(?:they|it|this)\b"
)


@cache
def _signs() -> re.Pattern[str]:
    """Whatever symptom the lists name: those a question may deny, and those a safety net watches for."""
    denied = (str(word) for said in entry("symptoms").values() for word in said)
    return any_of(fold(word) for word in (*denied, *listed("safety_signs")))


def _is_conditional(text: str) -> bool:
    """ "If the fever lasts": a condition with a change to look for behind it, in one sentence."""
    return any(_is_about_a_sign(text, hit.end()) for hit in _CONDITION.finditer(text))


def _hangs_on_a_sign(text: str) -> bool:
    return any(_is_about_a_sign(text, hit.end()) for hit in _IF.finditer(text))


def _is_about_a_sign(text: str, at: int) -> bool:
    """Does a sign or a change to look for stand behind the condition, and no result that is waited for?"""
    behind = text[at : at + _REACH]
    if _RESULT.match(behind):
        return False
    return words("safety_changes").search(behind) is not None or _has_sign(behind)


def _has_sign(text: str) -> bool:
    return _signs().search(text) is not None or DANGER.search(text) is not None or MORE_DANGER.search(text) is not None


_REACH = 160
_SHORT = 1
# "If those are fine", "if the lump turns out to be …", "if the scan shows": what a test says, nobody watches for.
_RESULT = re.compile(
    r"\W*(?:those|these|they|that|both|all) (?:is|are|be|shows?|comes? (?:back|out)|stays?)\b"
    r"|\W*the (?:\w+ ){0,2}(?:tests?|results?|scan|film|x-?ray|values?|bloods?|count"
    r"|swab|ecg|sample|level) (?:is|are|be|shows?|comes?|stays?)\b|[^,;.]{0,40}\bturns? out\b"
    r"|\W*(?:you|he|she|they) (?:like|wish|want|prefer|agree|would|can't reach|cannot reach|won't)\b"
)


def _sends(text: str) -> bool:
    return words("safety_deeds").search(text) is not None and words("safety_places").search(text) is not None


def _is_condition_with_place(text: str) -> bool:
    """ "If the knee locks, have it examined": any condition that is no mere wish, and somewhere to turn to."""
    if _WISH.search(text) or all(_RESULT.match(text, hit.end()) for hit in _IF.finditer(text)):
        return False
    return words("safety_deeds").search(text) is not None and words("safety_places").search(text) is not None


def _is_told_when(text: str) -> bool:
    """ "Come quickly if …", "See a doctor soon for blood in the stool": told to go, how fast or to whom, and "
    "for what."""
    if _SOONER.search(text):
        return True
    return _GO.search(text) is not None and _FOR_WHAT.search(text) is not None and not _WISH.search(text)


def _warns(text: str) -> bool:
    if not _sends(text):
        return words("safety_triggers").search(text) is not None and "就醫" in text
    return _is_conditional(text)
