"""Which bare numbers are somebody's age by the words around them: "mother 74", "(27)", "22 here", "now at 32"."""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age_number import NUMBER_WORD_SET, NUMBER_WORDS
from curbside.clinical.demographics.kin import KIN_WORD

# People a text tells of who are no relatives; everyday English nouns.
_NOUNS = (
    "man|woman|lady|gentleman|guy|bloke|male|female|person|boss|teacher|neighbour|neighbor|grandad|"
    "stepson|stepfather|stepmother|fiancee|twin|pupil|tenant|coach|manager|employee|worker|nurse|carer|maid"
)
PERSON = rf"(?:{KIN_WORD}|{_NOUNS})"
_LITTLE = r"(?:(?:a|only|just|almost|nearly|about|around|now|already|still|both|currently|over)\s+){0,2}"
# Behind an age no unit can stand: any plural noun counts as one, and the singular ones of medicine and measure.
_UNIT = (
    r"weeks?|wks?|w|days?|d|months?|mo|mos|mths?|hours?|hrs?|h|minutes?|mins?|year|yr|yo|y|of(?!\sage)|out|to|x|cm|mm|m|km|kg|kgs|"
    r"kilos?|lbs?|lb|pounds?|stone|feet|foot|ft|inch(?:es)?|in\s\d+|percent|per|mg|mcg|g|ml|iu|units?|mmol|mmhg|bpm|mph|"
    r"degrees?|pm|am|a\.m|p\.m|o|dpo|dpt|th|point|and\sa\shalf|more|less|other|different|grade|half|year-"
)
NOT_UNIT = (
    rf"(?!\s?[%°º+×<>=*#~]|\s?/|['’\"]|[.,:]\d|\s?[-–]\s?\d|\s\d|\s(?:{_UNIT})\b|(?:-|\s)(?:{_UNIT})[\s-]"
    r"|\s(?!(?:as|is|has|was|its|this|always|plus|perhaps|yes|sometimes|besides)\b)[a-z]+s\b)"
)
_END = rf"(?=\s*(?:$|[,.;:!?)\n]|(?:with|has|had|who|is|was|and|but|keeps)\b)){NOT_UNIT}"
_STOP = rf"(?=\s?(?:[,.;:)!?\n]|$|(?:and|&|or)\s\d|\syears?\s?[,)])){NOT_UNIT}"
_BE = (
    r"\b(?:i\s+am|i['’]?m|(?:he|she|they|we|you|who)(?:\s+(?:is|are|was|were)|['’](?:s|re))|i\s+was|"
    r"(?:i|he|she)(?:\s+will|['’]ll)\s+be|turn(?:ed|s|ing)?|"
    rf"{PERSON}s?(?:\s+(?:is|are|was|were)|['’]s))\s+{_LITTLE}"
)
# "still at 39" is a temperature where one of these stands before it.
_MEASURE = re.compile(
    r"\b(?:fever|temp\w*|pulse|rate|bpm|pressure|bp|sugars?|glucose|levels?|weigh\w*|oxygen|sats?|spo2|bmi|stay\w*|"
    r"stable|steady|constant|hr|score\w*|dose|speed|a1c|inr|tsh|counts?|platelets|set|runs?|running|woke|wakes?|"
    r"opens?|closes?|ferritin|flow|bus|train|arriv\w+|°)\b[^.!?\n]{0,50}$",
    re.IGNORECASE,
)
_AT_CUE = (
    r"\b(?:now|still|even|already|died|dead|diagnosed|stroke|attack|menopause|retired|away|pregnant|acne|normal|common|"
    r"him|her|me|birth|married|cancer|usual|rare|possible|again)[,\s]\s*(?:at|by)\s+(?:about\s+|only\s+|just\s+)?$"
)
# (form, what must stand before, what must follow)
_CONTEXTS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (form, re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE))
    for form, before, after in (
        ("bare", rf"{_BE}$", NOT_UNIT),
        ("near", rf"\b{PERSON}s?(?:,?\s(?-i:[A-Z])[\w'’-]{{1,20}}){{0,2}}\s?[,(]\s?(?:who\sis\s|age[d:]?\s)?$", _STOP),
        ("near", rf"\b{PERSON}(?:\s(?-i:[A-Z])[\w'’-]{{1,20}})?\s$", _END),
        ("near", r"(?:^|[\s(])(?:(?-i:I)|me|him)\s?[:,(]\s?$", _STOP),
        ("near", r"\bhere,\s$", _STOP),
        ("near", r"(?:^|[.,!?\n])\s*$", r"\s?here\b"),
        (
            "second",
            rf"\b(?:{PERSON}s?\s?\(|age[ds]?\s|{PERSON}s?\sare\s(?:aged\s)?)\d{{1,2}}\s?(?:and|&|,|or)\s?$",
            _STOP,
        ),
        ("second", r"\baged?\s\d{1,2}\s?(?:and|&)\s?$", _END),
        ("near", r"(?:^|[.!?\n,]|\bi['’]?m|\bam)\s*$", r"\s?,\s?(?:fe)?male\b|\s?,\s?(?:wo)?man\b"),
        ("at", _AT_CUE, NOT_UNIT.replace(r"of(?!\sage)|", "")),
        ("at", r"\bat\s$", rf",?\s(?:i|my)\b|\s(?:on|in)\s(?:my|his|her)\b|\sto\s(?=[a-z]){NOT_UNIT}"),
        (
            "of_years",
            rf"(?<!girl)(?<!boy)\b(?!partner|husband|wife|friend|boyfriend|girlfriend|spouse){PERSON}\sof\s$",
            r"\s(?:years?|yrs?|months?)\b(?!\s(?:of|experience|smok|marri))",
        ),
        ("of_years", r"\b(?:i['’]?m|am)\san?\s(?:[a-z]+\s){1,3}of\s$", r"(?<=[5-9]\d)\s(?:years?|yrs?)\b(?!\sof)"),
    )
)  # fmt: skip
_DIGITS = re.compile(r"(?<![\w.,/'’+-])\d{1,3}(?!\w)")
# A lower-case m behind a number is metres unless the writer presents themselves with it.
_LETTER = re.compile(
    r"(?:^\s*|[(\[]|\b(?:i['’]?m|am|hi|hey|hello|doc|doctor|doctors|all|there|guys|everyone)[,.!]?\s+)"
    r"(?P<n>[1-9]\d)\s?/?\s?m(?=\s*(?:[,.)\]]|here\b|$))",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"\b{NUMBER_WORDS}\b"
    r"(?=\s*(?:$|[,.;:!?)\n]|and\b(?!\sa\b)|but\b|with\b|now\b|male\b|female\b|never\b|so\b))",
    re.IGNORECASE,
)
_SPELT_BEFORE = re.compile(rf"(?:{_BE})$", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+")
# The last word before an age, by form: a cheap look before the expensive one.
_LAST = {
    "bare": frozenset(
        [
            *("am", "im", "was", "were", "is", "are", "be", "turn", "turned", "turns", "turning", "a", "only", "just"),
            *("almost", "nearly", "about", "around", "now", "already", "still", "both", "currently", "over"),
        ]
    ),
    "at": frozenset(["at", "by", "about", "only", "just"]),
    "of_years": frozenset(["of"]),
}
_VERB_ENDS = ("'s", "’s", "'m", "’m", "'re", "’re")
_WINDOW = 60
_NEAR, _BEHIND = 44, 24
_Found = tuple[str, int, int]


def find_bare_ages(text: str) -> Iterator[tuple[str, int, int, int]]:
    """(form, start, start of the number, end) of every bare number that its neighbours make an age."""
    seen: dict[tuple[str, str, str], _Found | None] = {}
    for hit in _DIGITS.finditer(text):
        # A text of tables repeats itself: the same surroundings are read once.
        around = text[max(0, hit.start() - _WINDOW) : hit.start()], hit[0], text[hit.end() : hit.end() + _BEHIND]
        if around not in seen:
            seen[around] = _read_context(text, hit.start(), hit.end())
        if found := seen[around]:
            form, before, behind = found
            yield form, hit.start() - before, hit.start(), hit.end() + behind
    for hit in _LETTER.finditer(text):
        yield "sex", hit.start("n"), hit.start("n"), hit.end()
    if not NUMBER_WORD_SET.isdisjoint(_LETTERS.findall(text.lower())):
        for hit in _SPELT.finditer(text):
            lead = _SPELT_BEFORE.search(text[max(0, hit.start() - _WINDOW) : hit.start()])
            if lead:
                yield "bare", hit.start() - len(lead[0]), hit.start(), hit.end()


def _read_context(text: str, at: int, end: int) -> _Found | None:
    """(form, characters before the number, characters behind it) that belong to the wording."""
    window = text[max(0, at - _NEAR) : at]
    if window[-1:].isdigit() or text[end : end + 2].strip().isdigit():
        return None
    last = (window.split() or [""])[-1].lower()
    for form, before, after in _CONTEXTS:
        if form in _LAST and not (last in _LAST[form] or (form == "bare" and last.endswith(_VERB_ENDS))):
            continue
        follows = after.match(text, end)
        hit = before.search(window) if follows else None
        if hit is None or follows is None or (form == "at" and not _is_event_age(text, at, end)):
            continue
        behind = follows.end() - end if form == "of_years" else 0
        # The second of two ages must not swallow the first.
        return form, 0 if form == "second" else len(window) - hit.start(), behind
    return None


def _is_event_age(text: str, at: int, end: int) -> bool:
    """Behind "at": 13 to 99, and no measurement before it."""
    return 13 <= int(text[at:end]) <= 99 and not _MEASURE.search(text[max(0, at - _WINDOW) : at])
