"""What should the reader watch for, from the topics of the complaint, worst first?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curbside.drafting.evidence import Passage
from curbside.drafting.fitness import why_unfit
from curbside.drafting.person import Person, fits_person
from curbside.drafting.points import Point
from curbside.drafting.terms import meanings
from curbside.drafting.topic_index import idf, topic_name_stems
from curbside.drafting.topic_names import named_topics
from curbside.drafting.wording import standing
from curbside.knowledge.topics import topics as packaged_topics

_LEAD = {"now": "Call the emergency number if", "today": "Get medical help today if", "soon": "See a doctor soon if"}
# What a doctor's words on urgency allow a line to say; "at once" may be either. First match wins.
_LEVELS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"emergency|ambulance|\b(?:911|999|112|119)\b", re.I), frozenset({"now"})),
    (
        re.compile(
            r"\b(?:at once|immediately|right away|straight away|quickly|(?:to|a|the) hospital|get help)\b", re.I
        ),
        frozenset({"now", "today"}),
    ),
    (re.compile(r"\b(?:same day|today|tonight|within (?:hours|a day|24 hours))\b", re.I), frozenset({"today"})),
)
_SOON = frozenset({"soon"})
# Where a warning goes over from one urgency to another: "soon for weight loss, and at once if you cannot swallow".
_TURN = re.compile(
    r"[;,]?\s+and\s+(?=(?:at once|soon|today|immediately|the same day|call|go|see|come)\b)|;\s*|,\s*(?=but\b)", re.I
)
_HAVE = re.compile(r"\b(?:you|person) (?:have|has|had|take|use|are on|with)\b|\bwith (?:MS|Parkinson)", re.I)
# Shares of a line's idf-weight, tuned on the thirty tuning replies: what the case must speak of, and what a warning of
# the doctor's must say for the line to be that warning.
_MIN_CONCERN, _MIN_SAME = 0.45, 0.4
# What a sign must say of one member of a line's list, and how much that member must weigh (nats).
_MIN_PART, _MIN_WEIGHT = 0.7, 1.2
_MEMBERS = re.compile(r",\s*(?:or|and)?\s*|\s+(?:or|and)\s+|\s+(?:comes? with|with)\s+")
# Words that tell no sign by themselves.
_LIGHT = meanings("keep come comes coming back begin began last lasts new started day week month time")
_PER_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """One part of a warning of the doctor's: the levels that its words on urgency allow, and what it speaks of."""

    levels: frozenset[str]
    stems: frozenset[str]
    warning: Point


def signs_of(warnings: Sequence[Point]) -> tuple[Sign, ...]:
    """The warnings, cut where their urgency changes."""
    return tuple(
        Sign(_levels(part), meanings(part), warning)
        for warning in warnings
        for part in _TURN.split(warning.text)
        if part
    )


def watch_lines(
    claims: Sequence[Passage],
    warnings: Sequence[Point],
    *,
    topics: Sequence[str],
    wanted: frozenset[str],
    person: Person,
) -> Iterator[tuple[str, Passage, Point | None]]:
    """(sentence, claim, the doctor's warning that says so): first the doctor's own signs, worst level first, then for a
    level without one the best other condition. For this person only.

    `topics` are slugs, best first; `wanted` the meanings of question and warnings. A line that is less urgent than
    the doctor's own words on the same sign, or more, is left out.
    """
    signs = signs_of(warnings)
    fit = [claim for claim in claims if _is_fit(claim, topics, person)]
    said: dict[str, list[tuple[float, Passage, Point]]] = {level: [] for level in _LEAD}
    other: dict[str, list[tuple[float, Passage]]] = {level: [] for level in _LEAD}
    for claim in fit:
        share, sign = _same_sign(claim, signs)
        if sign is None:
            other[claim.section].append((_share(claim, wanted), claim))
        elif claim.section in sign.levels:
            said[claim.section].append((share, claim, sign.warning))
    for level in _LEAD:
        for _, claim, warning in sorted(said[level], key=lambda line: -line[0])[:_PER_LEVEL]:
            yield _sentence(claim), claim, warning
    for level in _LEAD:
        near = [line for line in other[level] if line[0] >= _MIN_CONCERN]
        if near and not said[level]:
            best = max(near, key=lambda line: (line[0], -topics.index(line[1].ref)))[1]
            yield _sentence(best), best, None


def first_lines(claims: Sequence[Passage], *, topics: Sequence[str], person: Person) -> Iterator[tuple[str, Passage]]:
    """(sentence, claim): for each level, worst first, the first condition that fits this person."""
    for level in _LEAD:
        fit = (claim for claim in claims if claim.section == level and _is_fit(claim, topics, person))
        if claim := next(fit, None):
            yield _sentence(claim), claim


def _is_fit(claim: Passage, topics: Sequence[str], person: Person) -> bool:
    return (
        claim.section in _LEAD
        and claim.ref in topics
        and fits_person(claim.quote, person)
        and not why_unfit(_sentence(claim))
        and not _presumes(claim, topics)
    )


def _presumes(claim: Passage, topics: Sequence[str]) -> bool:
    """Does the line take it that the person has or treats an illness the case is not about ("you have diabetes and …")?
    What is coded as a symptom ("you have chest pain") is no illness."""
    hit = _HAVE.search(claim.quote)
    named = named_topics(_MEMBERS.split(claim.quote[hit.end() :])[0]) if hit else {}
    return any(slug not in topics and not _is_symptom(slug) for slug in named)


def _is_symptom(slug: str) -> bool:
    """Are all the topic's ICD-10 codes in chapter R, symptoms and signs?"""
    codes = packaged_topics()[slug].codes.get("icd10", ())
    return bool(codes) and all(code.startswith("R") for code in codes)


def _same_sign(claim: Passage, signs: Sequence[Sign]) -> tuple[float, Sign | None]:
    shares = ((_same(claim, sign.stems), sign) for sign in signs)
    share, sign = max(shares, key=lambda p: (p[0], claim.section in p[1].levels), default=(0.0, None))
    return (share, sign) if share >= _MIN_SAME else (share, None)


def _same(claim: Passage, said: frozenset[str]) -> float:
    """The share of the line that a sign says, or 1 when the sign says nearly all of one member of its list."""
    own = topic_name_stems(claim.ref)
    for part in _MEMBERS.split(claim.quote):
        terms = meanings(part) - own - _LIGHT
        total = sum(map(idf, terms))
        if total >= _MIN_WEIGHT and sum(map(idf, terms & said)) >= _MIN_PART * total:
            return 1.0
    return _share(claim, said)


def _levels(words: str) -> frozenset[str]:
    return next((levels for cue, levels in _LEVELS if cue.search(words)), _SOON)


def _sentence(claim: Passage) -> str:
    return f"{_LEAD[claim.section]} {standing(claim).rstrip('.')}."


def _share(claim: Passage, wanted: frozenset[str]) -> float:
    terms = meanings(claim.quote)
    total = sum(idf(stem) for stem in terms)
    return sum(idf(stem) for stem in terms & wanted) / total if total else 0.0
