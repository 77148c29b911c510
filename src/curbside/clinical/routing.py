"""Which department should answer: the top three with reasons, or an honest "unsure"."""

from dataclasses import dataclass
from math import exp

from curbside.clinical.demographics import read_demographics
from curbside.clinical.findings import Finding, find_all
from curbside.clinical.routing_evidence import Evidence, evidence_of, person_evidence, site_evidence
from curbside.clinical.vocabulary import read_words, site_matcher

MOST = 3
_MOST_SITES = 50
# Softmax temperature and the floor below which the first place is not trusted; chosen on one half (by hash) of a
# set of 469 real patient questions with department; on the other half (239) the first place was right for 45 %, one of
# three for 69 %, and the first of those not abstained (76 %) for 59 %.
TEMPERATURE = 1.6
LEAST_EVIDENCE = 2.0
LEAST_SCORE = 0.3
UNSURE = "family-medicine"


@dataclass(frozen=True, slots=True)
class DepartmentScore:
    """`score` is a probability-like number in [0, 1]; `reason` names the words or findings that speak for it."""

    department: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Routing:
    departments: tuple[DepartmentScore, ...]
    abstain: bool


def route(
    text: str, *, age_years: float | None = None, sex: str | None = None, pregnant: bool | None = None
) -> Routing:
    """Rank departments for `text`, best first, three at most. Never raises on any text."""
    person = read_demographics(text)
    findings = find_all(text, subject=person.subject)
    return route_findings(
        findings,
        age_years=person.age_years if age_years is None else age_years,
        sex=sex or person.sex,
        pregnant=person.pregnant if pregnant is None else pregnant,
        child=person.subject == "child",
        named_sites=frozenset(mention.id for mention in site_matcher().mentions(read_words(text))[:_MOST_SITES]),
    )


def route_findings(
    findings: tuple[Finding, ...],
    *,
    age_years: float | None = None,
    sex: str | None = None,
    pregnant: bool | None = None,
    child: bool = False,
    named_sites: frozenset[str] = frozenset(),
) -> Routing:
    """Rank departments for findings already read.

    `child`: the asker calls the person their child; `named_sites`: body sites (ids) the text names.
    """
    evidence = evidence_of(findings, sex=sex) + site_evidence(named_sites, findings)
    evidence += person_evidence(evidence, age_years=age_years, pregnant=pregnant, child=child)
    totals: dict[str, float] = {}
    for piece in evidence:
        totals[piece.department] = totals.get(piece.department, 0.0) + piece.weight
    if not totals:
        return Routing((DepartmentScore(UNSURE, 0.0, "Nothing in the words points to one department."),), abstain=True)
    ranked = sorted(_softmax(totals).items(), key=lambda pair: (-pair[1], pair[0]))
    abstain = max(totals.values()) < LEAST_EVIDENCE or ranked[0][1] < LEAST_SCORE
    scores = [DepartmentScore(one, round(score, 4), _reason(one, evidence)) for one, score in ranked]
    return Routing(_first_unsure(scores) if abstain else tuple(scores[:MOST]), abstain)


def _softmax(totals: dict[str, float]) -> dict[str, float]:
    """Shares of exp(weight / temperature); departments nobody named share one unit of doubt."""
    top = max(totals.values())
    raised = {one: exp((weight - top) / TEMPERATURE) for one, weight in totals.items()}
    whole = sum(raised.values()) + exp(-top / TEMPERATURE)
    return {one: value / whole for one, value in raised.items()}


def _first_unsure(scores: list[DepartmentScore]) -> tuple[DepartmentScore, ...]:
    """Family medicine first when the evidence is thin, the guesses after it; it bears the top guess's score."""
    others = [one for one in scores if one.department != UNSURE]
    first = DepartmentScore(UNSURE, scores[0].score, "The words do not point clearly to one department.")
    return (first, *others[: MOST - 1])


def _reason(department: str, evidence: tuple[Evidence, ...]) -> str:
    pieces = sorted((e for e in evidence if e.department == department), key=lambda e: -e.weight)
    return "Because of: " + ", ".join(dict.fromkeys(piece.words for piece in pieces[:4])) + "."
