"""When did it start and how long has it lasted, in the asker's own words?"""

import re
from dataclasses import dataclass
from functools import cache

_COUNT = (
    r"(?:\d{1,3}(?:\s?(?:-|–|to|or)\s?\d{1,3})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"a\s+few|few|several|a\s+couple(?:\s+of)?|couple(?:\s+of)?|many|some)"
)
_UNIT = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|wks?|months?|mths?|years?|yrs?)"
_ABOUT = r"(?:(?:about|around|approximately|roughly|almost|nearly|over|more\s+than|at\s+least)\s+)?"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_NAMED = rf"(?:last\s+|the\s+)?(?:{_DAY}|{_MONTH}|week|month|year|night|summer|winter|spring|autumn|fall)"
# Chinese: "三天前" is an onset, "三天" a duration.
_HAN_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十兩两幾几半好]{1,3})"
_HAN_UNIT = r"(?:天|週|周|個月|个月|個星期|个星期|星期|年|個小時|小時|小时|分鐘)"
_ONSET = (
    rf"{_HAN_COUNT}\s*{_HAN_UNIT}(?:以|之)?前|(?:昨天|昨晚|今早|今天早上|上週|上周|上個月|上个月|去年|前天)(?:開始)?",
    rf"{_ABOUT}{_COUNT}\s+{_UNIT}\s+(?:ago|back)\b",
    rf"\bsince\s+(?:yesterday|this\s+morning|childhood|birth|i\s+was\s+[a-z0-9]{{1,12}}|\d{{4}}|{_NAMED})\b",
    rf"\b(?:yesterday|last\s+(?:night|week|month|year|{_DAY}|{_MONTH})|this\s+morning|earlier\s+today)\b",
)
_DURATION = (
    rf"\bfor\s+(?:the\s+)?(?:(?:past|last)\s+)?{_ABOUT}{_COUNT}\s+{_UNIT}\b(?!\s+(?:ago|old))",
    rf"\b(?:in|over|during|within)\s+the\s+(?:past|last)\s+(?:{_COUNT}\s+)?{_UNIT}\b",
    rf"\b(?:the\s+)?(?:past|last)\s+{_COUNT}\s+{_UNIT}\b",
    rf"\b(?:over|in|within)\s+{_COUNT}\s+{_UNIT}\b",
    r"\b(?:all\s+(?:day|night|week|month|year)|day\s+and\s+night|on\s+and\s+off\s+for\s+\w+)\b",
    rf"{_HAN_COUNT}\s*{_HAN_UNIT}(?!\s*(?:以|之)?前)",
    r"\b(?:for|since)\s+(?:months|years|weeks|days|ages|a\s+long\s+time|a\s+while)\b",
    rf"\b{_COUNT}\s+{_UNIT}\s+(?:now|straight|in\s+a\s+row)\b",
)
_LEADING = re.compile(
    r"^(?:for|in|over|during|within)\s+(?:the\s+)?|^the\s+|^since\s+(?=months|years|weeks|days|ages|a\s)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TimeSaid:
    """One expression of time at characters [start, end); `kind` is "onset" or "duration"."""

    kind: str
    said: str
    start: int
    end: int


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in (_ONSET if kind == "onset" else _DURATION)), re.IGNORECASE)


def times_said(text: str) -> tuple[TimeSaid, ...]:
    """Every onset ("about a week ago") and duration ("past few days") in order; linear in the text."""
    found = [
        TimeSaid(kind, _LEADING.sub("", match.group().strip()), match.start(), match.end())
        for kind in ("onset", "duration")
        for match in _pattern(kind).finditer(text)
    ]
    return tuple(sorted(found, key=lambda time: time.start))
