"""Does the reply give the length of the complaint as the question gave it?"""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age_number import NUMBER_WORDS, read_number
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "duration_mismatch"
_DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "night": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.0,
    "year": 365.0,
    "decade": 3650.0,
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
    "these many": (3, 50),
    "all these": (2, 50),
    "a": (1, 1),
    "an": (1, 1),
    "half a": (0.5, 0.5),
    "the past": (1, 6),
    "the last": (1, 6),
    "past": (1, 6),
    "last": (1, 6),
}
_AMOUNT = (
    rf"(?:(?P<low>\d{{1,3}}|{NUMBER_WORDS})(?:\s?(?:-|–|~|to|or)\s?(?P<high>\d{{1,3}}|{NUMBER_WORDS}))?|"
    r"(?P<vague>" + "|".join(sorted(_VAGUE, key=len, reverse=True)) + r"))"
)
_LENGTH = (
    rf"{_AMOUNT}[\s-]+(?:whole |full |long |more |good |odd )?(?P<unit>hour|day|night|week|fortnight|month|year"
    r"|decade)s?\b"
    r"(?P<half>\s+and\s+a\s+half)?"
)
_ANY = re.compile(rf"\b{_LENGTH}")
# Words that date a beginning without a number: (least, most) days ago.
_SINCE = {
    r"yesterday|last night|this morning|today": (0.2, 2.0),
    r"(?:the )?(?:weekend|last weekend|last week)": (3.0, 14.0),
    r"last month": (14.0, 62.0),
    r"last year": (150.0, 730.0),
    r"(?:childhood|you were (?:a child|little|young))": (1500.0, 36500.0),
    r"(?:the |last )?(?:spring|summer|autumn|winter|christmas|easter)": (25.0, 365.0),
}
_BEGINNING = tuple(
    (re.compile(rf"\b(?:since|began|started|from) (?:{words})\b"), span) for words, span in _SINCE.items()
)
_YESTERDAY = re.compile(r"\b(?:yesterday|last night|since this morning|today)\b")
_AGE = re.compile(r"[\s-]?(?:old\b|of age\b|pregnant\b|into\b)")
# A clause that gives advice, a course to expect, a condition or a share of people speaks of no length that has passed.
_NOT_OWN = re.compile(
    r"\b(?:if|should|unless|when|may|might|can|could|will|would|must|usually|often|typically|mostly|take|taking"
    r"|takes|try|rest|until|till"
    r"|within|after|before|next|following|coming|commonly|generally|normally|as a rule|on average|repeated|in "
    r"about|write|note|record|count|diary|film|avoid|keep|give|use|wear|apply|stay|continue|wait|put|leave"
    r"|repeat|check|measure|hold|drink"
    r"|eat|sleep|treat|treatment|course|cures?|heals?|settles?|fades?|improves?|gets? better|get better|better "
    r"(?:in|after)|cream|tablets?|dose|mg|%|at least|at most|up to|again in|people|patients|children|most|many "
    r"people|fine for|for a (?:week|month) or two|needs?|let"
    r"|expect|see|ask|call|come back|go on|go back|worth|plan|allow|test\w*|scan\w*|result|blood count|smoking"
    r"|stent|operation|surgery)\b"
)
# Words that say the length is of this complaint, in the clause itself.
_OWN = re.compile(
    r"\b(?:you|your|he|his|she|her)\b|\b(?:has|have|had|been|lasting|lasted|lasts|began|begun|started|going on"
    r"|ongoing|since|history)\b"
)
_CLAUSE = re.compile(
    r"[,;:(—–]\s|\b(?:which|and|but|so|because)\s(?=(?:has|have|you|had|began|started|it|the|he|she|i|your)\b)"
    r"|\bthat\s(?=(?:has|have|began|started|you|is|are)\b)"
)
# A condition holds to the end of its sentence, but not for "…, which you have had for two years".
_CONDITION = re.compile(r"\b(?:if|unless|should|when|whenever|in case|as soon as)\b")
_RELATIVE = re.compile(r"\s*(?:which|that\s+(?:you|has)|you\s+have|you've)\b")
# "A cough that lasts as long as yours, more than eight weeks."
_YOURS = re.compile(
    r"\b(?:like|as long as|such as) yours,? (?:of |that is |which is )?(?:more than |over |about |nearly |now )?$"
)
_OFTEN = re.compile(
    r"\b(?:once|twice|(?:\w+|\d+)\s+times|every)\s+(?:a\s+|per\s+)?(?:day|night|week|morning|evening|hour)\b"
)
_COMPLAINT = re.compile(
    r"\b(?:\w*aches?|pains?|cough\w*|fevers?|attacks?|episodes?|sick|vomit\w*|bleed\w*|getting\s+up|rash|symptoms?"
    r"|dizz\w*|cramps?|snor\w*)\b"
)
_LONGER = re.compile(r"\b(?:more|longer)\s+than\s+$|\b(?:over|beyond|at\s+least)\s+$")
# A month is not two: beyond this ratio two honest roundings of one length no longer meet.
_TOLERANCE = 1.7


def find_durations(case: ReplyCase) -> Iterator[Problem]:
    """A length given as the complaint's that lies beside every length in the question."""
    asked = [_days(hit) for hit in _ANY.finditer(case.asked_folded) if not _AGE.match(case.asked_folded, hit.end())]
    asked += [(0.2, 2.0) for _ in _YESTERDAY.finditer(case.asked_folded)]
    asked += [span for pattern, span in _BEGINNING for _ in pattern.finditer(case.asked_folded)]
    if not asked:
        return
    for sentence in case.sentences:
        for start, end, days in _own_lengths(sentence.text):
            longer = _LONGER.search(sentence.text[:start])
            if any(_agree(days, span) or (longer and days[0] <= span[1]) for span in asked):
                continue
            message = "The reply gives another length of time than the question."
            low, high = sentence.start + start, sentence.start + end
            yield problem(case, TYPE, low, high, severity=Severity.WARN, message=message)


def _own_lengths(sentence: str) -> Iterator[tuple[int, int, tuple[float, float]]]:
    """Lengths that the folded sentence gives as those of the complaint: start, end, (least, most) days."""
    for hit in _ANY.finditer(sentence):
        if _is_own(sentence, hit):
            yield hit.start(), hit.end(), _days(hit)
    for pattern, span in _BEGINNING:
        for hit in pattern.finditer(sentence):
            clause = _clause_before(sentence, hit.start())
            if not _NOT_OWN.search(clause):
                yield hit.start(), hit.end(), span


def _clause_before(sentence: str, at: int) -> str:
    """What stands before `at` in its clause, 120 characters at most.

    What a cause may be or a person should do in an earlier clause says nothing of this one: "can be panic, which you
    have had for two years".
    """
    return _CLAUSE.split(sentence[:at][-120:])[-1]


def _is_dosing(clause: str) -> bool:
    """ "Shampoo twice a week for four weeks": how often, and no complaint that comes so often."""
    return _OFTEN.search(clause) is not None and _COMPLAINT.search(clause) is None


def _is_own(sentence: str, hit: re.Match[str]) -> bool:
    clause = _clause_before(sentence, hit.start())
    after = sentence[hit.end() : hit.end() + 40]
    conditional = _CONDITION.search(sentence, 0, hit.start()) and not _RELATIVE.match(clause)
    if _is_dosing(clause) or conditional or _NOT_OWN.search(clause) or _AGE.match(after) or _NOT_OWN_AFTER.match(after):
        return False
    if _YOURS.search(sentence, 0, hit.start()):
        return True
    if re.match(r"\s+ago\b", after):
        return bool(re.search(r"\b(?:you|your|he|his|she|her|started|began|since|that|which)\b", clause))
    if re.search(r"\b(?:for|over|in|during|lasting|lasted|since)\s+(?:\w+\s+){0,2}$", clause):
        # "Headaches for more than a year": a complaint and its length need no verb; "in three months" needs one.
        if re.search(r"\b(?:over|in|during|within)\s+(?:the|these)\s+(?:past|last)\s+$", clause):
            return True
        is_for = re.search(r"\b(?:for|lasting|lasted|since)\s+(?:\w+\s+){0,2}$", clause) is not None
        return is_for or _OWN.search(clause) is not None
    if re.match(r"(?:'s?|-long| long)?\s+(?:of|history|course)\b", after):
        return True
    return bool(
        _OWN.search(clause)
        and re.search(r"\b(?:now|already|about|around|nearly|almost|been|lasted|your|these|had)\s+$", clause)
    ) or ("-" in hit[0] and re.search(r"\b(?:your|his|her|this|the)\s+(?:\w+\s+)?$", clause) is not None)


# "Two weeks of treatment", "three times a day for a week", "a month of rest".
_NOT_OWN_AFTER = re.compile(
    r"\s+(?:of\s+(?:treatment|rest|tablets|antibiotics|physiotherapy|exercise|patience|\w*ing\b(?<!ing of)|cream"
    r"|use)|apart|before|after"
    r"|from\s+now|later|or\s+(?:two|so|more)\s+(?:before|until)|pregnan\w+)"
)


def _days(hit: re.Match[str]) -> tuple[float, float]:
    """(least, most) days the words allow."""
    unit = _DAYS[hit["unit"]]
    if hit["vague"]:
        low, high = _VAGUE[hit["vague"]]
    else:
        low = read_number(hit["low"])
        high = max(low, read_number(hit["high"]) if hit["high"] else low)
    if hit["half"]:
        low, high = low + 0.5, high + 0.5
    return low * unit, high * unit


def _agree(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] * _TOLERANCE and other[0] <= one[1] * _TOLERANCE
