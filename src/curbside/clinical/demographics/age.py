"""Where a text states an age, how old that is, and whether it is somebody's age today."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from curbside.clinical.demographics.age_context import find_bare_ages
from curbside.clinical.demographics.age_forms import PATTERNS
from curbside.clinical.demographics.age_groups import find_groups, middle_of
from curbside.clinical.demographics.age_number import read_number

# "3-year-old scar" is the age of a thing; "20 years old crown" likewise.
_THING = re.compile(
    r"[\s-]{1,2}(?:scar|injury|wound|fracture|tattoo|crown|implant|prescription|machine|car|house|"
    r"filling|mole|"
    r"problem|issue|medication|mattress|pacemaker|surgery|stent|film|scan|x-ray|mri|report)s?\b",
    re.IGNORECASE,
)
# An age in the past or of an event does not say how old the person is today.
_PAST_BEFORE = re.compile(
    r"(?:\bwhen\s+(?:i|he|she|we|they)\s+(?:was|were|turned)|\bsince\s+(?:i|he|she)\s+was|\bsince|\bat|"
    r"\bat\s+the|\bfrom|\buntil|"
    r"\b(?:babies|infants|newborns|children|kids|people|adults|women|men|anyone|those|patients)\s(?:aged\s)?(?:under|over|"
    r"above|below)|\b(?:younger|older|more|less)\sthan|"
    r"\bwas|\bbefore|\bby|\bever\s+since|\bafter|\bage|\bdied)\s*(?:the\s|about\s|around\s|"
    r"only\s)?$",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_NEEDS: dict[str, tuple[str, ...]] = {
    "years": ("year", "yr", "yo", "y.o", "y/o"),
    "unit": ("old", "of age", "y/o", "yo", "y o"),
    "aged": ("age",),
    "sex": ("f", "m"),
    "birthday": ("birthday",),
    "decade": ("in my", "in his", "in her", "in their"),
    "han_years": ("歲", "岁"),
    "han_months": ("個月", "个月", "個多月", "个多月"),
    "han_weeks": ("周", "週", "星期", "禮拜", "礼拜"),
    "han_days": ("天大", "日大", "出生"),
    "han_bare": ("今年", "才", "剛", "刚", "齡", "龄", "歲", "岁"),
}
# Where such a word stands an age may stand; the whole wording is looked for around it alone.
_ANCHORS = {
    form: re.compile(pattern, re.IGNORECASE)
    for form, pattern in (
        ("unit", r"olds?\b|of\s+age\b|y\s?/?o\b"),
        ("years", r"y/o|y\.o|yo\b|(?:years?|yrs?)[-\s]"),
        ("aged", r"\bage"),
        ("birthday", r"\sbirthday"),
        ("decade", r"\bin\s+(?:my|his|her|their)\b"),
    )
}
_PER_YEAR = {"months": 12.0, "weeks": 52.18, "days": 365.25}
_BEFORE, _BEHIND = 45, 40


@dataclass(frozen=True, slots=True)
class AgeMention:
    """Characters [start, end) that state an age of `years`; `form` names the wording; `current`:
    today's age."""

    start: int
    end: int
    years: float
    form: str
    current: bool
    # A group instead of an exact age; `years` is then its first year of ten, or the middle of the band.
    decade: bool = False
    number_start: int = 0


@lru_cache(maxsize=4)  # redaction and reading of one question follow each other
def find_ages(text: str) -> tuple[AgeMention, ...]:
    """Every age stated in `text`, in order, the longest wording where two overlap; 0..130 years only."""
    low = text.lower()
    digits = bool(_DIGIT.search(text))
    # A form is looked for only where a word it cannot do without stands in the text: a tenth of the time.
    forms = {form for form, words in _NEEDS.items() if any(word in low for word in words)}
    forms -= set() if digits else {"sex", "birthday"}
    patterns = ((form, pattern) for form, pattern in PATTERNS if form in forms)
    hits = ((form, hit) for form, pattern in patterns for hit in _search(text, form, pattern))
    found = [mention for form, hit in chain(hits, find_groups(text)) if (mention := _mention(text, form, hit))]
    found += _find_bare(text)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept = found[:1]
    for _, mention in pairwise(found):
        if mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _search(text: str, form: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    anchor = _ANCHORS.get(form)
    if anchor is None:
        yield from pattern.finditer(text)
        return
    done = 0
    for hit in anchor.finditer(text):
        for found in pattern.finditer(text, max(done, hit.start() - _BEFORE), hit.end() + _BEHIND):
            done = found.end()
            yield found


def _find_bare(text: str) -> Iterator[AgeMention]:
    for form, start, at, end in find_bare_ages(text):
        number = re.match(r"\d{1,3}|[a-z]+(?:[- ][a-z]+)?", text[at:end], re.IGNORECASE)
        years = read_number(number[0]) if number else 131
        if "month" in text[at:end]:
            years /= 12
        before = text[max(0, start - 30) : at].lower()
        past = re.search(r"\b(?:was|were|died|dead)\b|\bwhen\b[^,.]*$", before[-20:]) or (
            form == "at" and not re.search(r"\b(?:now|still|even|already)\b", before)
        )
        if years <= 130 and not _THING.match(text, end):
            yield AgeMention(start, end, years, form, not past, number_start=at)


def _mention(text: str, form: str, hit: re.Match[str]) -> AgeMention | None:
    if form == "band":
        return AgeMention(hit.start(), hit.end(), middle_of(hit), form, True, True, hit.start())
    # A Chinese wording holds a person or a verb that is no part of the age.
    start = hit.start("n") if form.startswith("han") else hit.start()
    if form in ("unit", "baby"):
        form = next(unit for unit in ("years", "months", "weeks", "days") if hit.groupdict().get(unit))
    value = read_number(hit["n"]) + (0.5 if re.search(r"half|½|1/2|[歲岁]半", hit[0]) else 0.0)
    years = value / _PER_YEAR.get(form.removeprefix("han_"), 1.0)
    if years > 130 or _THING.match(text, hit.end()):
        return None
    current = form != "birthday" and not _PAST_BEFORE.search(text[max(0, hit.start() - 30) : hit.start()])
    return AgeMention(start, hit.end(), years, form, current, form == "decade", hit.start("n"))
