"""Whom a question is about, since when and what is denied, by its words alone: fast enough for each candidate."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from curbside.retrieval.plain import plain
from curbside.retrieval.words import content_words, tokens

# Enough for any question; what follows is detail that no answer hangs on, and keeps the cost bounded.
READ = 4000
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_NUMBERS: dict[str, float] = {word: number for number, word in enumerate(_WORDS.split())}
_NUMBERS |= {
    "half a": 0.5,
    "half an": 0.5,
    "a": 1,
    "an": 1,
    "couple": 2,
    "few": 3,
    "several": 4,
    "half": 0.5,
    "twenty": 20,
    "thirty": 30,
}
_NUMBER = rf"\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_DAYS = {"minute": 1 / 1440, "min": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365, "yr": 365}
_UNITS = "|".join(_DAYS)
_AGE = re.compile(
    rf"\b(?P<n>{_NUMBER})[\s-]*(?P<unit>day|week|month|year|yr)s?[\s-]*olds?\b"
    r"|\b(?P<years>\d{1,3})\s?(?:y\.?o\b|yrs?\b(?! ago)|/?[fm]\b)"
    r"|\b(?:aged?|i am|i'm|im|she is|he is|she's|he's|at)\s+"
    r"(?P<bare>\d{1,3})(?=\s*(?:[.,;:)!?]|$|and\b|with\b|male\b|female\b))"
    r"|\b(?P<sexed>\d{1,3})[\s-]*(?:male|female)\b"
    r"|\b(?:of|,)\s(?P<of>\d{1,3})(?=\s*(?:[.,;)!?]|$|has\b|is\b|and\b|with\b))",
    re.IGNORECASE,
)
_OLDEST = 110
_LASTING = re.compile(
    r"\b(?:for|since|past|last|lasted|over|in|about|almost|more than|it is|it's)\s+"
    r"(?:(?:the|past|last|about|almost|over|only)\s+)*"
    rf"(?P<n>{_NUMBER})\s+(?:of\s+)?(?P<unit>{_UNITS})s?\b(?!\s*old)"
    rf"|\b(?P<ago>{_NUMBER})\s+(?P<ago_unit>{_UNITS})s?\s+(?:ago|now)\b",
    re.IGNORECASE,
)
_MOST_TIMES = 8
_SHORT = 40
# Days that stand in a word or two.
_SINCE = tuple(
    (re.compile(words, re.IGNORECASE), days)
    for words, days in (
        (r"\b(?:just now|minutes ago|an hour ago|right now|all of a sudden|suddenly)\b", 0.1),
        (r"\b(?:today|tonight|this (?:morning|afternoon|evening)|all (?:day|afternoon))\b", 0.5),
        (r"\b(?:yesterday|last night)\b", 1.0),
        (r"\b(?:since|on|from) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\blast week(?:end)?\b", 4.0),
        (r"\b(?:for (?:months|ages)|all year(?: round)?|since (?:spring|summer|autumn|winter))\b", 120.0),
        (r"\b(?:for years|since (?:childhood|birth)|always|all my life|for decades)\b", 3650.0),
    )
)
# Pregnant or nursing as a fact: neither asking whether one is, nor wanting to be, nor a test.
_WITH_CHILD = re.compile(
    r"\b(?:weeks?|wks?|months?|mos?|days?)\s+(?:pregnant|along|gone)\b|\bpregnant with\b"
    r"|\b(?<!if )(?<!that )(?<!think )(?:i am|i'm|im|she is|she's|while|currently|now)\s+"
    r"(?:(?!not|be|get|getting)\w+\s+){0,3}pregnant\b"
    r"|\b(?:in|during|of|throughout|through)\s+(?:(?:early|late|the|my|a|first|second|third)\s+)*pregnancy\b"
    r"|\btrimester|\bbreast-?\s?feed|\bnursing (?:my|a|mother|mom|mum)|\bwhile nursing|\bunborn\b|\bi am expecting\b"
    r"|\bin week \d+ of my pregnancy|\bpregnant (?:women|woman|lady)",
    re.IGNORECASE,
)
_OF_CHILDBEARING = re.compile(
    r"\bpregn|\bbaby\b|\bf(?:o)?etus|\bconce(?:ive|ption)|\bmiscarr|\bovulat|\bperiods?\b|\bobgyn\b|\bplan b\b"
    r"|\bgestation|\bbirth\b|\blabou?r\b|\bpostpartum|\bnewborn|\bbreast-?\s?(?:feed|milk)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|without|neither|nor|(?:not|n't|never) (?:have|had|having|got|get|feel|felt)|never had|free of)\b",
    re.IGNORECASE,
)
# A bare "not" denies the next word: "they do not itch", but not "do not believe that fatigue is real".
_NOT = re.compile(r"(?:\bnot|n't)\s+(\w+)", re.IGNORECASE)
_ENDS = re.compile(r"[.,;:!?]|\b(?:but|and|although|though|because|since|when|if)\b", re.IGNORECASE)
# A denial reaches this far (NegEx, Chapman et al. 2001, five words), and only to the end of its clause.
_REACH = 45
# Years that a word leaves open; a number leaves half as much again, for answers change with the stage of life.
_YEARS_BY_WORD: tuple[tuple[frozenset[str], tuple[float, float]], ...] = tuple(
    (frozenset(words.split()), years)
    for words, years in (
        ("newborn neonate baby infant baby's", (0, 1.5)),
        ("toddler toddlers", (1, 4)),
        ("teen teens teenager teenagers teenage adolescent", (12, 20)),
        ("elderly grandmother grandma granny gran grandfather grandpa grandad granddad nan nana", (60, 120)),
        ("child children kid kids child's schoolboy schoolgirl", (0, 14)),
        ("son daughter boy girl son's daughter's", (0, 30)),
        ("adult adults grown-up grownup man woman men women husband wife", (17, 120)),
    )
)
_YOUNGER, _OLDER = 0.6, 1.6
# Stems that change no answer when denied: "no idea", "do not go out".
_VAGUE = frozenset(
    ("know", "sure", "idea", "find", "sleep", "work", "go", "get", "keep", "believ", "understand", "help", "option")
)


@dataclass(frozen=True, slots=True)
class PersonWords:
    """What one text says.

    `with_child`: told to be pregnant or nursing; `of_childbearing`: the subject comes up at all; `ages`: years that the
    words leave open; `lasting_days`: how long, when one time is named. `denied` and `said`: stems of content words, of
    texts up to 40 words; in longer ones denials are details.
    """

    with_child: bool
    of_childbearing: bool
    ages: tuple[float, float] | None
    lasting_days: float | None
    denied: frozenset[str]
    said: frozenset[str]


def person_words(text: str) -> PersonWords:
    """What the words of `text` say. Never raises on any text."""
    text = plain(text)[:READ].replace("’", "'")
    words = tokens(text)
    stems, denied = frozenset[str](), frozenset[str]()
    if len(words) <= _SHORT:
        stems = frozenset(content_words(text))
        denied = frozenset(stem for part in _denied_parts(text) for stem in content_words(part)) - _VAGUE
    return PersonWords(
        with_child=_WITH_CHILD.search(text) is not None,
        of_childbearing=_OF_CHILDBEARING.search(text) is not None,
        ages=_ages(text, words),
        lasting_days=_lasting_days(text),
        denied=denied,
        said=stems - denied,
    )


def _denied_parts(text: str) -> Iterator[str]:
    for match in _DENIED.finditer(text):
        rest = text[match.end() : match.end() + _REACH]
        end = _ENDS.search(rest)
        yield rest[: end.start()] if end else rest.rpartition(" ")[0] or rest
    yield from _NOT.findall(text)


def _ages(text: str, words: Sequence[str]) -> tuple[float, float] | None:
    """A number says more than a word; of words the narrower one, which stands earlier in the table, counts."""
    years = _age_years(text)
    if years is not None:
        return years * _YOUNGER - 0.5, years * _OLDER + 0.5
    return next((years for cues, years in _YEARS_BY_WORD if not cues.isdisjoint(words)), None)


def _age_years(text: str) -> float | None:
    for match in _AGE.finditer(text):
        found = match.groupdict()
        if found["n"]:
            return _number(found["n"]) * _DAYS[found["unit"].lower()] / 365
        years = next(float(value) for name, value in found.items() if value and name not in {"n", "unit"})
        if 0 < years <= _OLDEST:
            return years
    return None


def _lasting_days(text: str) -> float | None:
    """Days it has lasted when the text names one time; of several nobody knows which counts."""
    told = [
        _number(match["n"] or match["ago"]) * _DAYS[(match["unit"] or match["ago_unit"]).lower()]
        for match in islice(_LASTING.finditer(text), _MOST_TIMES)
    ]
    told += [days for words, days in _SINCE if words.search(text)]
    return told[0] if len(told) == 1 else None


def _number(word: str) -> float:
    return float(word) if word.isdigit() else _NUMBERS[word.lower()]
