"""What should the reader watch for, from the topics of the complaint, worst first?"""

import re
from collections.abc import Iterator, Sequence

from curbside.drafting.evidence import Passage
from curbside.drafting.fitness import why_unfit
from curbside.drafting.person import Person, fits_person
from curbside.drafting.points import Point
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import idf
from curbside.drafting.topic_names import named_topics

_LEAD = {"now": "Call the emergency number if", "today": "Get medical help today if", "soon": "See a doctor soon if"}
_URGENT = {
    "now": re.compile(r"emergency|ambulance|\b(?:911|999|112|119)\b", re.I),
    "today": re.compile(r"\b(?:same day|today|tonight|at once|immediately|right away|within hours)\b", re.I),
}
_HAVE = re.compile(r"\b(?:you|person) (?:have|has|had|take|use|are on|with)\b|\bwith (?:MS|Parkinson)", re.I)
# Shares of a line's idf-weight, set by hand on made-up cases: what the case must speak of, and what a warning of the
# doctor's must say for the line to be that warning.
_MIN_CONCERN, _MIN_SAME = 0.45, 0.5


def watch_lines(
    claims: Sequence[Passage],
    warnings: Sequence[Point],
    *,
    topics: Sequence[str],
    wanted: frozenset[str],
    person: Person,
) -> Iterator[tuple[str, Passage, Point | None]]:
    """(sentence, claim, the doctor's warning that says so) of the best condition per level, for this person only.

    `topics` are slugs, best first; `wanted` the content stems of question and reply. A line that is less urgent than
    the doctor's own words on the same sign, or more, is left out.
    """
    for level, lead in _LEAD.items():
        fit = [
            (claim, warning)
            for claim in claims
            if claim.section == level
            and claim.ref in topics
            and fits_person(claim.quote, person)
            and _share(claim, wanted) >= _MIN_CONCERN
            and not why_unfit(_sentence(lead, claim))
            and not _presumes(claim)
            for warning in (_same_sign(claim, warnings),)
            if warning is None or _level(warning) == level
        ]
        if fit:
            best = max(fit, key=lambda pair: (pair[1] is not None, _share(pair[0], wanted), -topics.index(pair[0].ref)))
            yield _sentence(lead, best[0]), *best


def _presumes(claim: Passage) -> bool:
    """Does the line take it that the person has or treats an illness ("you have diabetes and …")?"""
    return bool(_HAVE.search(claim.quote) and named_topics(claim.quote))


def _same_sign(claim: Passage, warnings: Sequence[Point]) -> Point | None:
    shares = [(_share(claim, content_stems(warning.text)), warning) for warning in warnings]
    share, warning = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return warning if share >= _MIN_SAME else None


def _level(warning: Point) -> str:
    return next((level for level, cue in _URGENT.items() if cue.search(warning.text)), "soon")


def _sentence(lead: str, claim: Passage) -> str:
    return f"{lead} {claim.quote.rstrip('.')}."


def _share(claim: Passage, wanted: frozenset[str]) -> float:
    terms = content_stems(claim.quote)
    total = sum(idf(stem) for stem in terms)
    return sum(idf(stem) for stem in terms & wanted) / total if total else 0.0
