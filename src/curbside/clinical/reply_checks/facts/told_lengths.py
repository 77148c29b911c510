"""What does the question tie its lengths of time to, and does the reply give one of them another unit or another event?

A number told again with another unit ("nine days", "nine weeks") is the commonest slip with lengths; it can be
named even where the sentence alone does not say whose length it is. The same holds for a
length and what it is counted from.

The frames are everyday English, our own lists; unreviewed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curbside.clinical.demographics.age_number import read_number
from curbside.clinical.reply_checks.clauses import CONDITIONS
from curbside.clinical.reply_checks.contents import contents, holds
from curbside.clinical.reply_checks.facts.named_times import WEEKDAY_PAST, WEEKDAY_SPAN
from curbside.clinical.reply_checks.lengths import (
    ANY_LENGTH,
    BEGINNINGS,
    CHANGED_WITHIN,
    DATES,
    DAYS,
    days_of,
    lengths,
    meets,
)
from curbside.clinical.reply_checks.lexicon import words
from curbside.clinical.sentences import Sentence

_PIECES = re.compile(r"[,;:()–—]\s*|\b(?:but|then|because|so|while)\s|\band\s+(?=(?:i|he|she|it|since|for|now)\b)")
_AGE = re.compile(r"[\s-]?(?:old\b|of age\b|pregnant\b|postpartum\b)")
# "Day 6", "on the sixth day" say a number of days too.
_NUMBERED = re.compile(r"\b(?P<unit>day|week|month)\s+(?P<n>\d{1,2})\b")
_NTH = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12,
}  # fmt: skip
_ORDINAL = re.compile(rf"\b(?P<nth>{'|'.join(_NTH)})\s+(?P<unit>day|week|month|year)\b")
# "In two weeks", "every six hours", "for the next ten days": a length that lies ahead, or comes round.
_AHEAD_BEFORE = re.compile(
    r"\b(?:within|every|each|until|till|next|coming|another|further|at\s+least|at\s+most|up\s+to|in\s+about|in|over|next\s+in|by|before|wait|again"
    r"|first|lasts?|takes?|last)\s+(?:the\s+)?(?:next\s+|coming\s+|another\s+|about\s+|some\s+|first\s+)*$"
)
_AHEAD_AFTER = re.compile(
    r"'s?\s+time\b|\s+(?:of\s+(?:treatment|rest|tablets?|antibiotics?|physiotherapy|exercises?|patience|use|\w+ing\b)|at\s+(?:the\s+)?(?:most|least)|from\s+now|later"
    r"|before\s+(?!(?:i|you|he|she|the\s+\w+\s+(?:began|started))\b)|each|at\s+a\s+time|apart|pregnan\w+|of\s+pregnancy)|[\s-]+(?:course|check|review|follow-up|appointment|scan|supply|break)"
)
# The clause advises, or tells what happens to anybody.
_ADVISES = re.compile(
    r"^\W*(?:and\s+|then\s+|please\s+|also\s+)*(?:take|try|rest|wear|use|apply|keep|give|wait|repeat|check|stop|start|continue|avoid|leave|hold|do|put|have|see|book|ask"
    r"|come|go|let|stay|drink|eat|sleep|write|measure|count|finish|carry|treat|walk|ring|call|plan|expect|allow|halve|cut)\b"
    r"|\b(?:should|must|ought\s+to|need(?:s)?\s+to|will|would|may|might|could|can|usually|often|normally|generally|typically|mostly|most|people"
    r"|patients|children|babies|everybody|anybody|if|unless|whenever|mg|twice|once|daily|times|a\s+day|per\s+day|such\s+\w+s)\b"
)
# "A year" and "one day" are said of anything; a number from four on is rarely the same by chance.
_FEWEST = 4
# Lengths of treatment and healing that any letter may name.
_COURSES = frozenset(
    (*((n, "week") for n in (4, 6, 8, 12)), *((n, "day") for n in (5, 7, 10, 14)), *((n, "month") for n in (6, 12)))
)
# "Two weeks after the bite", "three days into the tablets": what the length is counted from.
_COUNTED = re.compile(r"(?:'s?)?\s+(?:after|into|since|on\s+from|on|following|of)\s+(?P<event>(?:[a-z'-]+\s*){1,5})")
_TREATMENT = re.compile(
    r"\b(?:treatment|tablets?|pills?|capsules?|antibiotics?|cream|ointment|drops|spray|gel|patch(?:es)?|physio\w*|exercises?|therapy"
    r"|brace|splint|sling|rest|diet|medicines?|medication|injections?|course|use|using|taking|wearing)\b"
)
# Two honest roundings of one length meet within the loose ratio; a number told again is no rounding.
_LOOSE, _TIGHT = 1.7, 1.2


@dataclass(frozen=True, slots=True)
class Told:
    """A length of the question: number (0 when vague), unit, (least, most) days, words told with it, its sentence's."""

    number: float
    unit: str
    days: tuple[float, float]
    words: frozenset[str]
    sentence: frozenset[str] = frozenset()


def told_lengths(sentences: tuple[Sentence, ...]) -> tuple[Told, ...]:
    """Every counted length of the folded question sentences, ages left out."""
    found: list[Told] = []
    for sentence in sentences:
        text, whole = sentence.text, _said(sentence.text)
        for hit in lengths(text):
            if _AGE.match(text, hit.end()):
                continue
            number = read_number(hit["low"]) if hit["low"] else float(hit["vague"] in ("a", "an"))
            found.append(
                Told(number, _unit(hit["unit"]), days_of(hit), _words_beside(text, hit.start(), hit.end()), whole)
            )
        for hit in _NUMBERED.finditer(text):
            number, unit = float(hit["n"]), hit["unit"]
            days = ((number - 0.3) * DAYS[unit], number * DAYS[unit])
            found.append(Told(number, unit, days, _words_beside(text, hit.start(), hit.end()), whole))
        dated = [(hit, span) for pattern, span in (*DATES, *BEGINNINGS) for hit in pattern.finditer(text)]
        dated += [(hit, WEEKDAY_SPAN) for hit in WEEKDAY_PAST.finditer(text)]
        found += [Told(0, "", span, _words_beside(text, hit.start(), hit.end()), whole) for hit, span in dated]
    return tuple(found)


def tied_lengths(sentence: str, start: int, end: int, told: tuple[Told, ...]) -> tuple[Told, ...]:
    """The lengths that the question tells of what the clause around [start, end) of a reply's sentence is about."""
    return _tied(_clause(sentence, start, end), told)


def _tied(folded: str, told: tuple[Told, ...]) -> tuple[Told, ...]:
    said = _said(folded)
    return tuple(one for one in told if any(holds(one.words, word) for word in said))


def swapped_units(sentence: str, told: tuple[Told, ...]) -> Iterator[tuple[int, int]]:
    """Lengths of a folded sentence of the reply whose number the question gives with other units alone."""
    for hit in ANY_LENGTH.finditer(sentence):
        number, unit = read_number(hit["low"]) if hit["low"] and not hit["high"] else 0.0, _unit(hit["unit"])
        told_so = _is_swapped(number, unit, days_of(hit), told) and _is_of_the_same(sentence, hit, number, told)
        if told_so and _may_have_passed(sentence, hit, number, unit):
            yield hit.start(), hit.end()
    for hit in _ORDINAL.finditer(sentence):
        number, unit = float(_NTH[hit["nth"]]), hit["unit"]
        if _is_swapped(number, unit, _nth_days(hit), told) and not _ADVISES.search(
            _clause(sentence, hit.start(), hit.end())
        ):
            yield hit.start(), hit.end()


def counted_otherwise(sentence: str, told: tuple[Told, ...]) -> Iterator[tuple[int, int]]:
    """Lengths of, or from, an event that the question counts too, by another length: "two days after the tick"."""
    hits = [(hit.start(), hit.end(), days_of(hit)) for hit in ANY_LENGTH.finditer(sentence)]
    hits += [(hit.start(), hit.end(), _nth_days(hit)) for hit in _ORDINAL.finditer(sentence)]
    for start, end, days in hits:
        event = _COUNTED.match(sentence, end)
        if event is None or (_treats(event["event"]) and not _CHANGE.search(event["event"])):
            continue
        # "In the first twelve months after a stent": what is usual then.
        if _USUAL_SPAN.search(sentence[:start]):
            continue
        # "Five weeks of crying would wear out anybody": what stands behind is said of it.
        of = re.match(r"(?:'s?)?\s+of\b", sentence[end : end + 8]) is not None
        if _ADVISES.search(_clause_before(sentence, start) if of else _clause(sentence, start, end)):
            continue
        tied = _tied(event["event"], told)
        # The question's own figure is no slip, whatever stands beside it there.
        if any(one.number and one.days == days for one in told):
            continue
        if any(meets(days, one.days, _LOOSE if one.number else 1.0) for one in tied):
            continue
        beside = [one.days for one in tied]
        if beside and not any(meets(days, between, _LOOSE) for between in _between(beside, told)):
            yield start, end


_USUAL_SPAN = re.compile(r"\b(?:within|first|next|until|for\s+up\s+to|up\s+to|every)\s+(?:the\s+|some\s+|about\s+)?$")
# "Six weeks after the rise in levothyroxine": a day, and no treatment that may go on.
_CHANGE = re.compile(
    r"\b(?:rise|raise|increase|change|switch|step|start(?:ing|ed)?|began|beginning|new\s+dose|higher\s+dose|lower\s+dose|last\s+dose|first\s+dose)\b"
)


def called_new(sentence: str, told: tuple[Told, ...]) -> Iterator[tuple[int, int]]:
    """ "Whose diabetes is quite new" where the question counts years of it; "long-standing" of what began this week."""
    for pattern, low, high in ((_NEW, _HALF_YEAR, float("inf")), (_OF_OLD, 0.0, _MONTH)):
        for hit in pattern.finditer(sentence):
            tied = _tied(hit["what"], told)
            if tied and all(low <= one.days[0] and one.days[1] <= high for one in tied):
                yield hit.span()


_HALF_YEAR, _MONTH = 180.0, 31.0
_NEW = re.compile(
    r"\b(?P<what>[a-z]{4,})\s+(?:is|was|being)\s+(?:(?:quite|rather|so|still|very|fairly|all|only)\s+)?(?:new|recent|fresh)(?=\s*[,.;:]|\s+and\b|\s*$)"
)
_OF_OLD = re.compile(r"\b(?:long-?standing|lifelong|age-old|years-old)\s+(?P<what>(?:[a-z]+\s+)?[a-z]{4,})\b")


def _between(beside: list[tuple[float, float]], told: tuple[Told, ...]) -> Iterator[tuple[float, float]]:
    """Days from an event to another one: tablets four weeks ago and a swelling for two lie two weeks apart."""
    for early in beside:
        for late in told:
            if early[1] > late.days[0]:
                yield max(0.0, early[0] - late.days[1]), early[1] - late.days[0]


def _is_swapped(number: float, unit: str, days: tuple[float, float], told: tuple[Told, ...]) -> bool:
    same = {one.unit for one in told if one.number == number}
    if number <= 1 or not same or unit in same or {unit, *same} <= {"day", "night"}:
        return False
    return not any(meets(days, one.days, _TIGHT if one.number else 1.0) for one in told)


def _is_of_the_same(sentence: str, hit: re.Match[str], number: float, told: tuple[Told, ...]) -> bool:
    """Nothing ties the length to another event than the one that the question counts with this number.

    "Five months after such a loss" beside "I sleep 5 hours" is no slip: one number, two things.
    """
    if _CONDITION.search(sentence, 0, hit.start()):
        return False
    event = _COUNTED.match(sentence, hit.end())
    if event is None or not (said := _said(event["event"])):
        return True
    same = [one for one in told if one.number == number]
    return any(holds(one.sentence, word) for one in same for word in said)


_CONDITION = re.compile(rf"\b(?:{CONDITIONS}|unless|until|as soon as|in case|should (?:you|he|she|it))\b")


def _nth_days(hit: re.Match[str]) -> tuple[float, float]:
    """(least, most) days of "in the third week"."""
    number, unit = _NTH[hit["nth"]], DAYS[hit["unit"]]
    return (number - 1) * unit, number * unit


def _may_have_passed(sentence: str, hit: re.Match[str], number: float, unit: str) -> bool:
    """Nothing in the clause says that the length lies ahead; of a small number, something says that it is past."""
    start, end = hit.span()
    if re.match(r"\s+ago\b", sentence[end : end + 8]):
        return True
    before = sentence[max(0, start - 90) : start]
    if CHANGED_WITHIN.search(before):
        return True
    if _AHEAD_BEFORE.search(before) or _AHEAD_AFTER.match(sentence, end):
        return False
    # "After nine weeks it should be seen": what stands behind is said of it. Not so of a usual course of treatment.
    usual = number < _FEWEST or (number, unit) in _COURSES
    if _ADVISES.search(_clause(sentence, start, end) if usual else _clause_before(sentence, start)):
        return False
    clause = _clause_before(sentence, start)
    if _treats(clause) and not re.search(r"\b(?:have|has|had|been)\b|'ve\b", clause):
        return False
    return number >= _FEWEST or _PASSED.search(before) is not None or _COUNTED.match(sentence, end) is not None


# What stands before a length that has passed, whatever its verb.
_PASSED = re.compile(
    r"(?:^\W*|[.;:,]\s+|\b(?:no|yes|and|but|that|as|since)\s+)(?:after|at|with|for|these|those|the|your|his|her|now|already|only|just)?\s*$"
    r"|\b(?:for|been|lasted|after|at|of|these|those|since)\s+(?:only\s+|about\s+|the\s+(?:last|past)\s+|just\s+|already\s+)?$"
)


def _clause_before(sentence: str, start: int) -> str:
    return re.split(r"[,;:()–—]\s|[\"“”]|\b(?:but|so|because|which|and\s+(?=(?:you|i|he|she|it)\b))", sentence[:start])[
        -1
    ]


def _clause(sentence: str, start: int, end: int) -> str:
    after = re.split(r"[,;:()–—]\s|[\"“”]|\b(?:but|so|because|which|and\s)", sentence[end:])[0]
    return f"{_clause_before(sentence, start)}{sentence[start:end]}{after}"


def _words_beside(text: str, start: int, end: int) -> frozenset[str]:
    """The words of the piece of the sentence around [start, end), or of the piece before where it holds none."""
    edges = [0, *(hit.end() for hit in _PIECES.finditer(text))]
    starts = [edge for edge in edges if edge <= start]
    close = next((edge for edge in edges if edge >= end), len(text))
    said = _said(f"{text[starts[-1] : start]} {text[end:close]}")
    # "A cough, now six weeks": the piece before says of what.
    return said or (_said(text[starts[-2] : starts[-1]]) if len(starts) > 1 else said)


def _said(folded: str) -> frozenset[str]:
    return frozenset(word for word in contents(folded) if not word[0].isdigit())


def _treats(folded: str) -> bool:
    """Is what is counted a treatment, which may go on for another time than it has?"""
    return _TREATMENT.search(folded) is not None or words("prescribed_drugs").search(folded) is not None


def _unit(word: str) -> str:
    return {"hr": "hour", "wk": "week", "mth": "month", "mo": "month", "yr": "year"}.get(word, word)
