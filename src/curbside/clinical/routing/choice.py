"""Which department should answer: the top three with reasons, or an honest "unsure"."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from curbside.clinical.demographics.person import read_demographics
from curbside.clinical.findings.reading import Finding, Status, find_all
from curbside.clinical.findings.vocabulary import read_words, site_matcher
from curbside.clinical.routing.evidence import (
    PEDIATRICS,
    Evidence,
    crisis_evidence,
    denied_departments,
    evidence_of,
    person_evidence,
    site_evidence,
    totals_of,
)
from curbside.clinical.routing.meaning import meaning_model
from curbside.clinical.routing.model import routing_model

MOST = 3
# Weight of the learned model against the rules' weights of 1 to 4 per complaint; chosen by training/fit_routing.py.
LEARNED = 2.0
# The same when the question's meaning is read too, which is right more often. The scores of meaning are not odds:
# MEANING makes them log odds, to which the words' log odds are added WORDS-fold (training/fit_meaning.py).
LEARNED_MEANING = 6.0
# What meaning finds unlikely speaks against a department, by log odds of no less than this.
FLOOR_MEANING = -3.0
MEANING, WORDS = 14.0, 0.25
_MOST_SITES = 50
# Softmax temperature at which the first place's mean probability equals how often it is right (0.61), and the floors
# below which routing says that it is unsure: chosen on the 230 labelled questions with even CRC-32, with a model that
# had been taught none of them. The other half measures (docs/clinical/readers.md).
TEMPERATURE = 3.5
# The same with meaning, for the even half of the labelled questions and every other line of a stranger's
# (tests/evaluation/data/routing_read.jsonl), by weights taught by made-up texts alone.
TEMPERATURE_MEANING = 7.0
LEAST_EVIDENCE = 2.0
LEAST_SCORE = 0.25
# With little said in words the rules know, a learned model less sure than this makes routing unsure; less sure than a
# bare guess, and family medicine is named first. Where meaning is read its best guess stays first, however unsure: it
# is right more often than family medicine would be (docs/clinical/readers.md).
LEAST_LEARNED, LEAST_GUESS, LEAST_GUESS_MEANING = 0.5, 0.2, 0.0
_NOT_OWN = frozenset({Status.ABSENT, Status.FAMILY})
UNSURE = "family-medicine"
_ADULT_YEARS = 18
# Whom an asker calls by these words is grown up.
GROWN = frozenset({"parent", "partner"})
WORDING = "the wording as a whole"
LESS_LIKELY = "Less likely, by the wording as a whole."
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


@dataclass(frozen=True, slots=True)
class Learned:
    """Department → probability by what was learned, and how it counts: see `route_findings`."""

    probabilities: Mapping[str, float]
    weight: float
    floor: float
    temperature: float
    least_guess: float


def layers() -> tuple[str, ...]:
    """What routing reads by: "rules", "words", "meaning", as far as their files are there and fit each other."""
    words, meaning = ("words",) if routing_model() else (), ("meaning",) if meaning_model() else ()
    return ("rules", *words, *meaning)


def route(
    text: str,
    *,
    age_years: float | None = None,
    sex: str | None = None,
    pregnant: bool | None = None,
) -> Routing:
    """Rank departments for `text`, best first, three at most. Never raises on any text."""
    person = read_demographics(text)
    findings = find_all(text, subject=person.subject)
    learned = learned_of(text, own_words(text, findings))
    return route_findings(
        findings,
        age_years=person.age_years if age_years is None else age_years,
        sex=sex or person.sex,
        pregnant=person.pregnant if pregnant is None else pregnant,
        child=person.subject == "child",
        adult=person.subject in GROWN,
        named_sites=frozenset(mention.id for mention in site_matcher().mentions(read_words(text))[:_MOST_SITES]),
        learned=learned.probabilities if learned else None,
        learned_weight=learned.weight if learned else LEARNED,
        learned_floor=learned.floor if learned else 0.0,
        temperature=learned.temperature if learned else TEMPERATURE,
        least_guess=learned.least_guess if learned else LEAST_GUESS,
    )


def learned_of(text: str, own: str) -> Learned | None:
    """What words and meaning of `own` say, which is `text` with some of it blanked out; None when no learned model is
    packaged."""
    model, meaning = routing_model(), meaning_model()
    words = model.probabilities(own) if model else {}
    scores = meaning.scores(text, own) if meaning else {}
    if scores:
        odds = joined(scores, words)
        return Learned(odds, LEARNED_MEANING, FLOOR_MEANING, TEMPERATURE_MEANING, LEAST_GUESS_MEANING)
    return Learned(words, LEARNED, 0.0, TEMPERATURE, LEAST_GUESS) if model else None


def joined(scores: Mapping[str, float], words: Mapping[str, float]) -> dict[str, float]:
    """Probabilities by the scores of meaning and the probabilities of words, the latter perhaps none."""
    least = 1e-9
    odds = {one: MEANING * score + WORDS * log(words.get(one, 0.0) + least) for one, score in scores.items()}
    top = max(odds.values())
    raised = {one: exp(value - top) for one, value in odds.items()}
    whole = sum(raised.values())
    return {one: value / whole for one, value in raised.items()}


def own_words(text: str, findings: tuple[Finding, ...]) -> str:
    """The text with blanks in place of what is denied or somebody else's: the learned models know no denial."""
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
    learned_floor: float = 0.0,
    temperature: float = TEMPERATURE,
    least_guess: float = LEAST_GUESS,
) -> Routing:
    """Rank departments for findings already read.

    `child`: the asker calls the person their child; `adult`: the asker's parent or partner; `named_sites`: body
    sites (ids) the text names; `learned`: department → probability by what was learned, None when no learned model is
    packaged; its log odds against chance, no less than `learned_floor`, count `learned_weight` beside the rules, and
    the sum is divided by `temperature`. The list is filled up to three with what was learned to be likeliest, but for
    what only something denied speaks for; with little said and nothing likelier than `least_guess`, family medicine
    is named first.
    """
    grown = adult or (age_years is not None and age_years >= _ADULT_YEARS)
    told = evidence_of(findings, sex=sex, adult=grown) + site_evidence(named_sites, findings)
    evidence = told + _learned_evidence(learned or {}, learned_weight, floor=learned_floor, adult=grown)
    person = person_evidence(evidence, age_years=age_years, pregnant=pregnant, child=child)
    evidence += person
    evidence += crisis_evidence(findings, evidence)
    personal = max((piece.weight for piece in person), default=0.0)
    totals = totals_of(evidence)
    if not totals:
        return Routing((DepartmentScore(UNSURE, 0.0, "Nothing in the words points to one department."),), abstain=True)
    shares, said_by = _softmax(totals, temperature), learned or {}
    spoken_for = {piece.department for piece in evidence if piece.weight > 0}
    denied = denied_departments(findings) - spoken_for
    ranked = sorted(
        ((one, share) for one, share in shares.items() if one not in denied),
        key=lambda pair: (-pair[1], -said_by.get(pair[0], 0.0), pair[0]),
    )
    ranked += _next_likeliest(learned or {}, named=shares, left_out=denied, adult=grown)
    said = max((sum(e.weight for e in told if e.department == one) for one in totals), default=0.0)
    likeliest = max((learned or {}).values(), default=0.0)
    thin = max(said, personal) < LEAST_EVIDENCE
    abstain = (thin and likeliest < LEAST_LEARNED) or ranked[0][1] < LEAST_SCORE
    note = RULES_ALONE if learned is None else ""
    scores = [DepartmentScore(one, round(score, 4), _reason(one, evidence) + note) for one, score in ranked]
    return Routing(_first_unsure(scores) if thin and likeliest < least_guess else tuple(scores[:MOST]), abstain)


def _learned_evidence(
    learned: Mapping[str, float], weight: float, *, floor: float, adult: bool
) -> tuple[Evidence, ...]:
    """`weight` times the log of how much likelier than chance each department is, from `floor` on (0: nothing speaks
    against any). None for a children's department when the person is grown up, whatever the words sound like."""
    odds = {one: max(log(max(probability * len(learned), 1e-9)), floor) for one, probability in learned.items()}
    return tuple(
        Evidence(one, weight * value, WORDING)
        for one, value in odds.items()
        if value != 0.0 and not (adult and one == PEDIATRICS)
    )


def _next_likeliest(
    learned: Mapping[str, float], *, named: Mapping[str, float], left_out: frozenset[str], adult: bool
) -> list[tuple[str, float]]:
    """Departments without evidence, likeliest first, with which the list is filled up; none ranks above a named one."""
    least = min(named.values())
    return [
        (one, min(probability, least))
        for one, probability in sorted(learned.items(), key=lambda pair: (-pair[1], pair[0]))
        if one not in named and one not in left_out and not (adult and one == PEDIATRICS)
    ]


def _softmax(totals: dict[str, float], temperature: float) -> dict[str, float]:
    """Shares of exp(weight / temperature); departments nobody named share one unit of doubt."""
    top = max(totals.values())
    raised = {one: exp((weight - top) / temperature) for one, weight in totals.items()}
    whole = sum(raised.values()) + exp(-top / temperature)
    return {one: value / whole for one, value in raised.items()}


def _first_unsure(scores: list[DepartmentScore]) -> tuple[DepartmentScore, ...]:
    """Family medicine first when next to nothing speaks for any department; it bears the top guess's score."""
    others = [one for one in scores if one.department != UNSURE]
    first = DepartmentScore(UNSURE, scores[0].score, "The words do not point clearly to one department.")
    return (first, *others[: MOST - 1])


def _reason(department: str, evidence: tuple[Evidence, ...]) -> str:
    pieces = sorted((e for e in evidence if e.department == department and e.weight > 0), key=lambda e: -e.weight)
    if not pieces:
        return LESS_LIKELY
    return "Because of: " + ", ".join(dict.fromkeys(piece.words for piece in pieces[:4])) + "."
