"""Which words of a reply's sentence put care off, with no "if" that they hang on?"""

import re
from dataclasses import dataclass, replace

from curbside.clinical.reply_checks.clauses import CONDITIONS, DOSE, PARTS, REFUSALS, SECOND_LOOK, SHOULD_AT_HEAD
from curbside.clinical.reply_checks.lexicon import phrases
from curbside.clinical.reply_checks.safety.delayed_net import (
    emergency_places,
    has_deed_at_head,
    is_near,
    later_times,
    parts_of,
)

_PARTS = re.compile(PARTS)
_CONDITION = re.compile(rf"\b(?:{CONDITIONS}|unless|in case)\b|{SHOULD_AT_HEAD}")
_NOT = re.compile(
    rf"(?:\b(?:{REFUSALS}|sooner than|before"
    r"|earlier than)|n't)\s+(?:\w+\s+){0,4}$"
)
# The second look at what was looked at, and what comes after it.
_AFTERWARDS = re.compile(
    rf"\b(?:again|{SECOND_LOOK}|another (?:scan|test|look|x-?ray|film)|later on|after that|afterwards)\b|{DOSE}"
)
_BARE_WORDS = 5
_IT = re.compile(r"\W*(?:so|and|but|then)?\s*(?:this|it|that)\s")
_MONTHS = re.compile(r"months?|term|season|spring|summer|autumn|winter|year|january|february|march|april|june|july")


@dataclass(frozen=True, slots=True)
class MainDelay:
    """Offsets in the folded sentence; whether it says to wait at all, for months, names an emergency room,
    or speaks of the complaint itself ("this should be tested next term")."""

    start: int
    end: int
    waits: bool
    months: bool
    at_emergency_place: bool
    of_complaint: bool


def main_delays(sentence: str) -> tuple[MainDelay, ...]:
    """The delays of a folded sentence, in its order; none of a question, of a denied one or beside a nearer day."""
    if sentence.rstrip().endswith("?"):
        return ()
    found: list[MainDelay] = []
    for low, part in parts_of(sentence, _PARTS):
        found += (replace(one, start=one.start + low, end=one.end + low) for one in _of_part(part))
    return tuple(found)


def _of_part(part: str) -> "list[MainDelay]":
    if _AFTERWARDS.search(part):
        return []
    found = []
    at_place = emergency_places().search(part)
    if is_near(emergency_places().sub(" ", part)):
        return []
    for hit in later_times(part):
        left = max((cut.end() for cut in re.finditer(r",\s+|:\s+", part[: hit.start()])), default=0)
        condition = _CONDITION.search(part, left, hit.start()) or (_CONDITION.search(part) if not at_place else None)
        if _NOT.search(part[: hit.start()]) or condition:
            continue
        clause = part[left : hit.start()] + part[hit.end() :]
        # "Go to the ward, by taxi if you must, tomorrow": the day alone hangs on what stands before it.
        if has_deed_at_head(clause) or (len(clause.split()) <= _BARE_WORDS and has_deed_at_head(part)):
            months, subject = bool(_MONTHS.search(hit[0])), bool(_IT.match(clause))
            found.append(MainDelay(hit.start(), hit.end(), False, months, at_place is not None, subject))
    for pattern in phrases("outright_waits"):
        found += [
            MainDelay(hit.start(), hit.end(), True, bool(_MONTHS.search(part)), False, True)
            for hit in pattern.finditer(part)
            if not (_NOT.search(part[: hit.start()]) or _CONDITION.search(part[: hit.start()]))
        ]
    return sorted(found, key=lambda one: one.start)
