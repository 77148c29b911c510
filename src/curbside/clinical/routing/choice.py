"""Which department should answer: the top three with reasons, or an honest "unsure"."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from curbside.clinical.demographics.person import read_demographics
from curbside.clinical.findings.reading import Finding, Status, find_all
from curbside.clinical.findings.vocabulary import read_words, site_matcher
from curbside.clinical.routing.evidence import PEDIATRICS, Evidence, evidence_of, person_evidence, site_evidence
from curbside.clinical.routing.model import routing_model

MOST = 3
# Weight of the learned model against the rules' weights of 1 to 4 per complaint; chosen by training/fit_routing.py.
LEARNED = 2.0
_MOST_SITES = 50
# Softmax temperature at which the first place's mean probability equals how often it is right (0.61), and the floors
# below which routing says that it is unsure: chosen on the 230 labelled questions with even CRC-32, with a model that
# had been taught none of them. The other half measures (docs/clinical/readers.md).
TEMPERATURE = 3.5
LEAST_EVIDENCE = 2.0
LEAST_SCORE = 0.25
# With little said in words the rules know, a learned model less sure than this makes routing unsure; less sure than a
# bare guess, and family medicine is named first.
LEAST_LEARNED, LEAST_GUESS = 0.5, 0.2
_NOT_OWN = frozenset({Status.ABSENT, Status.FAMILY})
UNSURE = "family-medicine"
_ADULT_YEARS = 18
# Whom an asker calls by these words is grown up.
GROWN = frozenset({"parent", "partner"})
WORDING = "the wording as a whole"
RULES_ALONE = " (By rules alone: no learned model is installed.)"


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
    model = routing_model()
    return route_findings(
        findings,
        age_years=person.age_years if age_years is None else age_years,
        sex=sex or person.sex,
        pregnant=person.pregnant if pregnant is None else pregnant,
        child=person.subject == "child",
        adult=person.subject in GROWN,
        named_sites=frozenset(mention.id for mention in site_matcher().mentions(read_words(text))[:_MOST_SITES]),
        learned=model.probabilities(_own_words(text, findings)) if model else None,
    )


def _own_words(text: str, findings: tuple[Finding, ...]) -> str:
    """The text without what is denied or somebody else's: the learned model knows no denial."""
    for finding in findings:
        if finding.status in _NOT_OWN:
            text = f"{text[: finding.start]}{' ' * (finding.end - finding.start)}{text[finding.end :]}"
    return text


def route_findings(
    findings: tuple[Finding, ...],
    *,
    age_years: float | None = None,
    sex: str | None = None,
    pregnant: bool | None = None,
    child: bool = False,
    adult: bool = False,
    named_sites: frozenset[str] = frozenset(),
    learned: Mapping[str, float] | None = None,
    learned_weight: float = LEARNED,
) -> Routing:
    """Rank departments for findings already read.

    `child`: the asker calls the person their child; `adult`: the asker's parent or partner; `named_sites`: body
    sites (ids) the text names; `learned`: department → probability by the words alone, None when no learned model is
    packaged.
    """
    grown = adult or (age_years is not None and age_years >= _ADULT_YEARS)
    told = evidence_of(findings, sex=sex, adult=grown) + site_evidence(named_sites, findings)
    evidence = told + _learned_evidence(learned or {}, weight=learned_weight, adult=grown)
    person = person_evidence(evidence, age_years=age_years, pregnant=pregnant, child=child)
    evidence += person
    personal = max((piece.weight for piece in person), default=0.0)
    totals: dict[str, float] = {}
    for piece in evidence:
        totals[piece.department] = totals.get(piece.department, 0.0) + piece.weight
    if not totals:
        return Routing((DepartmentScore(UNSURE, 0.0, "Nothing in the words points to one department."),), abstain=True)
    ranked = sorted(_softmax(totals).items(), key=lambda pair: (-pair[1], pair[0]))
    said = max((sum(e.weight for e in told if e.department == one) for one in totals), default=0.0)
    likeliest = max((learned or {}).values(), default=0.0)
    thin = max(said, personal) < LEAST_EVIDENCE
    abstain = (thin and likeliest < LEAST_LEARNED) or ranked[0][1] < LEAST_SCORE
    note = RULES_ALONE if learned is None else ""
    scores = [DepartmentScore(one, round(score, 4), _reason(one, evidence) + note) for one, score in ranked]
    return Routing(_first_unsure(scores) if thin and likeliest < LEAST_GUESS else tuple(scores[:MOST]), abstain)


def _learned_evidence(learned: Mapping[str, float], *, weight: float, adult: bool) -> tuple[Evidence, ...]:
    """Weight for each department likelier than chance: `weight` times the log of how much likelier. None for a
    children's department when the person is grown up, whatever the words sound like."""
    return tuple(
        Evidence(department, weight * log(probability * len(learned)), WORDING)
        for department, probability in learned.items()
        if probability * len(learned) > 1.0 and not (adult and department == PEDIATRICS)
    )


def _softmax(totals: dict[str, float]) -> dict[str, float]:
    """Shares of exp(weight / temperature); departments nobody named share one unit of doubt."""
    top = max(totals.values())
    raised = {one: exp((weight - top) / TEMPERATURE) for one, weight in totals.items()}
    whole = sum(raised.values()) + exp(-top / TEMPERATURE)
    return {one: value / whole for one, value in raised.items()}


def _first_unsure(scores: list[DepartmentScore]) -> tuple[DepartmentScore, ...]:
    """Family medicine first when next to nothing speaks for any department; it bears the top guess's score."""
    others = [one for one in scores if one.department != UNSURE]
    first = DepartmentScore(UNSURE, scores[0].score, "The words do not point clearly to one department.")
    return (first, *others[: MOST - 1])


def _reason(department: str, evidence: tuple[Evidence, ...]) -> str:
    pieces = sorted((e for e in evidence if e.department == department), key=lambda e: -e.weight)
    return "Because of: " + ", ".join(dict.fromkeys(piece.words for piece in pieces[:4])) + "."
