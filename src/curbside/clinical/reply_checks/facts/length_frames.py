"""Does a sentence itself say that a length of time has been lived through: "yours, at ten days", "four weeks in"?

The frames are everyday English, our own list; unreviewed. They hold whatever advice stands elsewhere in the sentence.
"""

import re

from curbside.clinical.demographics.age_number import NUMBER_WORDS, read_number

_ABOUT = (
    r"(?:about|around|roughly|some|just|only|barely|hardly|nearly|almost|already|now|over|under|well\s+over|more\s+than|a\s+good"
    r"|(?:the\s+)?(?:best|better)\s+part\s+of|close\s+to|getting\s+on\s+for|coming\s+up\s+(?:to|for)|going\s+on)"
)
# What ends right before the length.
_BEFORE = re.compile(
    rf"\b(?:yours|this|it|that|his|hers),?\s+(?:being\s+|is\s+now\s+)?at\s+(?:{_ABOUT}\s+){{0,2}}$"
    rf"|\b(?:has|have|'ve|'s)\s+(?:now\s+|already\s+|only\s+)?(?:bothered|troubled|plagued|kept|hurt|pained|annoyed|followed|worried)"
    rf"\s+(?:you|him|her)(?:\s+\w+)?\s+(?:for\s+)?(?:{_ABOUT}\s+){{0,2}}$"
)
_AHEAD = re.compile(
    r"\b(?:may|might|can|will|would|should|must|if|when|until|about|often|usually|within|start\w*)\b[^.;]*$"
)
_HEAD = re.compile(rf"(?:^\W*|[.;:]\s+|,\s+(?:and\s+|but\s+)?)(?:(?:now|still|{_ABOUT})\s+){{0,2}}$")
_ARE = re.compile(
    rf"\b(?:you|he|she|we)(?:'re|'s|\s+are|\s+is)\s+(?:{_ABOUT}\s+){{0,2}}$|\bbeing\s+(?:{_ABOUT}\s+){{0,2}}$"
)
_AFTER_HEAD = re.compile(rf"(?:^\W*|[,;:]\s+|\b(?:and|that|but)\s+)after\s+(?:{_ABOUT}\s+){{0,2}}$")
_FOR_HEAD = re.compile(rf"(?:^\W*|[,;:]\s+)for\s+(?:{_ABOUT}\s+){{0,2}}$")
_WITH_HEAD = re.compile(rf"\bwith\s+(?:{_ABOUT}\s+){{0,2}}$")
_THE = re.compile(r"\b(?:the|those|these|all\s+(?:the|those)|your|his|her)\s+$")
_ARTICLE = re.compile(r"\b(?:an?|any|such\s+an?|the|this|that|your|his|her)\s+(?:\w+\s+)?$")
# What starts right behind it.
_IN = re.compile(r"\s+in(?:to\s+(?:it|this|the\s+\w+))?(?=\s*[,.;:]|\s+(?:and|so|now)\b|\s*$)")
_ON = re.compile(r"\s+(?:on|in|down\s+the\s+(?:line|road)),")
_OF_IT = re.compile(
    r"\s+(?:of\s+(?:this|it|that|such|being|having|feeling|living|coughing|vomiting|itching|bleeding|hurting|limping|symptoms?|complaints?"
    r"|trouble|pain|discomfort|hoarseness|an?\s+\w+)|like\s+this|with\s+(?:it|this|that))\b"
)
_BEHIND = re.compile(r"\s+(?:of\s+(?:\w+\s+){1,3})?behind\s+(?:you|him|her)\b")
_HAVING = re.compile(
    r",?\s+(?:that\s+|which\s+|now\s+)?(?:you|he|she|it)(?:'ve|'s|\s+have|\s+has)\s+(?:now\s+|already\s+)?(?:been|had|lived|put\s+up|taken|worn|known|felt|slept|gone|given|held|\w+ed)\b"
)
_JUDGED = re.compile(
    r"\s+(?:is|are)\s+(?:(?:not|never|still|rather|quite|very|really|too|fairly|already|hardly|surely|much|a\s+bit|by\s+no\s+means)\s+){0,2}"
    r"(?:nothing|long|a\s+long\s+(?:time|while)|early|late|soon|no\s+time|short|recent|enough|new|fresh|old)\b"
)
# "Two years into lamotrigine": whatever began then, it has been so long.
# "A cough of ten days", "with a toothache of three weeks": whatever is to be done about it.
_COMPLAINT_OF = re.compile(rf"\s+of\s+(?:{_ABOUT}\s+){{0,2}}$")
_INTO = re.compile(r"\s+in\s?to\s+(?!(?:a|an|the)\s+(?:course|treatment)\b)[a-z]+")
_OLD = re.compile(r"\s+old\b")
# A thing that is weeks old and no person.
_THING_IS = re.compile(rf"\b(?:that|which|it|this|[a-z]{{4,}})\s+(?:is|are|was)\s+(?:{_ABOUT}\s+){{0,2}}$")
_PERSON_IS = re.compile(
    rf"\b(?:you|he|she|who|son|daughter|child|baby|husband|wife|mother|father|mum|mom|dad)\s+(?:is|are|was)\s+(?:{_ABOUT}\s+){{0,2}}$"
)


def is_lived_through(sentence: str, start: int, end: int, complaint: re.Pattern[str]) -> bool:
    """Is the length at [start, end) of the folded sentence one that the complaint has had? `complaint`: its nouns."""
    before = sentence[max(0, start - 90) : start]
    after = sentence[end : end + 50]
    hyphened = "-" in sentence[start:end]
    return bool(
        _BEFORE.search(before)
        or (_ARE.search(before) and _IN.match(after))
        or (_HEAD.search(before) and (_ON.match(after) or _JUDGED.match(after)))
        or _is_complaint_of(before, complaint)
        or (_INTO.match(after) and not _AHEAD.search(before))
        or (_AFTER_HEAD.search(before) and _OF_IT.match(after))
        or (_FOR_HEAD.search(before) and _HAVING.match(after))
        or (_WITH_HEAD.search(before) and _BEHIND.match(after))
        or (_THE.search(before) and _HAVING.match(after))
        or (hyphened and _ARTICLE.search(before) and re.match(rf"\s+(?:\w+\s+)?{complaint.pattern}", after))
        or (
            _OLD.match(after)
            and _THING_IS.search(before)
            and not _PERSON_IS.search(before)
            and complaint.search(before)
        )
    )


def _is_complaint_of(before: str, complaint: re.Pattern[str]) -> bool:
    """ "After a cough of …": a complaint that is there, of the length that follows; not "any cough of"."""
    of = _COMPLAINT_OF.search(before)
    if of is None or _AHEAD.search(before) or re.search(r"\b(?:any|every|each|no|longer|more)\b", before[-30:]):
        return False
    return (
        re.search(
            rf"\b(?:an?|the|your|his|her|this|that|with)\s+(?:[a-z-]+\s+){{0,2}}{complaint.pattern}$",
            before[: of.start()],
        )
        is not None
    )


_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12,
}  # fmt: skip
_UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
# "A cough that is in its eighth week", "now in your second day of this".
ORDINAL = re.compile(
    rf"\b(?:in|into|on)\s+(?:its|your|his|her)\s+(?P<nth>{'|'.join(_ORDINALS)})\s+(?P<unit>day|week|month|year)\b(?!\s+of\s+(?:pregnancy|life))"
)


# "She is on day nine of it", "you are in week six".
ON_DAY = re.compile(
    rf"\b(?:is|are|'re|'s|was|were|now|already|only|just)\s+(?:now\s+|only\s+|just\s+|already\s+)?(?:at|on|in)\s+(?P<unit>day|week|month)\s+(?P<n>\d{{1,2}}|{NUMBER_WORDS})\b"
)


def on_day_days(hit: re.Match[str]) -> tuple[float, float]:
    """(least, most) days of "on day nine"."""
    n, unit = read_number(hit["n"]), _UNIT_DAYS[hit["unit"]]
    return max(0.3, (n - 1) * unit), n * unit


def ordinal_days(hit: re.Match[str]) -> tuple[float, float]:
    """(least, most) days of "in its eighth week"."""
    nth, unit = _ORDINALS[hit["nth"]], _UNIT_DAYS[hit["unit"]]
    return max(0.3, (nth - 1) * unit), nth * unit
