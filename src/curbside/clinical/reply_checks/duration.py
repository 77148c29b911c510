"""Does the reply give the length of the complaint as the question gave it?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "duration_mismatch"
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
# Vague amounts as everyday English uses them: (least, most).
_VAGUE = {
    "a few": (2, 6),
    "few": (2, 6),
    "several": (3, 10),
    "a couple of": (2, 3),
    "couple of": (2, 3),
    "a couple": (2, 3),
    "some": (2, 12),
    "many": (3, 50),
    "a": (1, 1),
    "an": (1, 1),
    "half a": (0.5, 0.5),
    "the past": (1, 6),
    "the last": (1, 6),
    "past": (1, 6),
    "last": (1, 6),
}
_AMOUNT = (
    r"(?:(?P<low>\d{1,3})(?:\s?(?:-|–|~|to|or)\s?(?P<high>\d{1,3}))?|(?P<word>" + "|".join(_NUMBERS) + r")|"
    r"(?P<vague>" + "|".join(sorted(_VAGUE, key=len, reverse=True)) + r"))"
)
_LENGTH = rf"{_AMOUNT}[\s-]+(?:whole |full |long |more )?(?P<unit>hour|day|week|month|year)s?\b"
_ANY = re.compile(rf"\b{_LENGTH}")
_YESTERDAY = re.compile(r"\b(?:yesterday|last night|since this morning|today)\b")
_AGE = re.compile(r"[\s-]?(?:old\b|of age\b|pregnant\b)")
# What makes a length the asker's own: a perfect tense before it or "you mentioned"; advice and conditions do not.
_OWN = re.compile(
    r"\b(?:you have|you've|you had|it has|it's been|has been|have been|had been|have had|symptoms? (?:have|has)"
    r"|which (?:has|have)|that (?:has|have)|"
    r"you (?:mentioned|described|say|said|report|reported|noticed|started|began|first)|lasting|lasted|going on"
    r"|started|began|your|ongoing)\b"
    r"(?:[^.!?;\n]{0,60}?)\b(?:for(?: about| around| nearly| almost| over| the past| the last| more than| only|"
    r" just| at least)?|about"
    r"|around|past|last|since|over|the past|within|your|lasted|lasting)\s+$"
)
# "a cough that lasts as long as yours, more than eight weeks"
_YOURS = re.compile(
    r"\b(?:like|as long as|such as) yours,? (?:of |that is |which is )?(?:more than |over |about |nearly |now )?$"
)
_CLAUSE = re.compile(
    r"[,;:(—–]\s|\b(?:which|and)\s(?=(?:has|have|you|had|began|started)\b)|\bthat\s(?=(?:has|began|started|you)\b)"
)
_LASTED = re.compile(
    r"\b(?:(?:for|over|in|during|these) (?:the )?(?:last|past)|(?:has|have|had|it) (?:now |already )?(?:lasted|"
    r"been there|gone on|"
    r"been going on|persisted|troubled you)(?: for)?|began|started|since) (?:about |only |just |nearly |over |"
    r"more than )?$"
)
_YOUR_LONG = re.compile(r"\b(?:your|this|the)\s+(?:[a-z]+\s+)?$")
_NOT_OWN = re.compile(
    r"\b(?:if|should|unless|when|may|might|can|could|will|usually|often|typically|take|try|rest|for the next|after"
    r"|within|until|next|people|patients|avoid)\b"
)
# A month is not two: beyond this ratio two honest roundings of one length no longer meet.
_TOLERANCE = 1.7


def find_durations(case: ReplyCase) -> Iterator[Problem]:
    """A length given as the asker's own that lies beside every length in the question."""
    asked = [_days(hit) for hit in _ANY.finditer(case.asked_folded) if not _AGE.match(case.asked_folded, hit.end())]
    asked += [(0.2, 2.0) for _ in _YESTERDAY.finditer(case.asked_folded)]
    if not asked:
        return
    for sentence in case.sentences:
        for hit in _ANY.finditer(sentence.text):
            if not _is_own(sentence.text, hit) or any(_agree(_days(hit), span) for span in asked):
                continue
            message = "The reply gives another length of time than the question."
            start, end = sentence.start + hit.start(), sentence.start + hit.end()
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _is_own(sentence: str, hit: re.Match[str]) -> bool:
    before = sentence[: hit.start()][-120:]
    after = sentence[hit.end() : hit.end() + 30]
    # What a cause may be or a person should do in an earlier clause says nothing of this one: "can be panic, which you
    # have had for two years".
    clause = _CLAUSE.split(before)[-1]
    if _NOT_OWN.search(clause) or _AGE.match(after):
        return False
    if _LASTED.search(clause):
        return True
    if re.match(r"\s+ago\b", after):
        return bool(re.search(r"\b(?:you|your|started|began)\b", before))
    if re.match(r"\s+of (?:it|this|these|them)\b", after) or _YOURS.search(before):
        return True
    if re.match(r"(?:'s|s'|-long| long)?\s+(?:history|course) of|\s+of (?:your )?(?:symptoms|pain|cough|fever)", after):
        return bool(re.search(r"\b(?:you|your|with|the|after)\b", before))
    return bool(_OWN.search(before)) or (bool(_YOUR_LONG.search(before)) and after[:1] in (" ", "-") and "-" in hit[0])


def _days(hit: re.Match[str]) -> tuple[float, float]:
    """(least, most) days the words allow."""
    unit = _DAYS[hit["unit"]]
    if hit["word"]:
        low = high = float(_NUMBERS[hit["word"]])
    elif hit["vague"]:
        low, high = _VAGUE[hit["vague"]]
    else:
        low = float(hit["low"])
        high = max(low, float(hit["high"] or low))
    return low * unit, high * unit


def _agree(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] * _TOLERANCE and other[0] <= one[1] * _TOLERANCE
