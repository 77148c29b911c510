"""What speaks for each department: findings by status and kind, where they are, and who the person is."""

from dataclasses import dataclass

from curbside.clinical.findings.reading import Finding, Status
from curbside.knowledge.vocabulary import concepts, sites

# How much a mention counts by status: what one has now, more than what one fears; what is denied, nothing.
_STATUS = {
    Status.PRESENT: 1.0, Status.POSSIBLE: 0.8, Status.FEARED: 0.6, Status.PAST: 0.45, Status.HYPOTHETICAL: 0.4,
    Status.FAMILY: 0.1, Status.ABSENT: 0.0,
}  # fmt: skip
_KIND = {"symptom": 1.0, "condition": 1.0, "function": 0.8, "medicine": 0.5, "exposure": 0.6, "test": 0.4}
# A site counts less than the complaint there; each further finding for one department counts less than the one before.
_SITE, _FURTHER = 0.5, 0.7
# Complaints that mean the same to every department: their site decides.
_LOCAL = frozenset(
    {"swelling", "lump", "pain", "burn", "wound", "surgery", "injury", "infection", "burning", "fall", "bleeding"}
)
_LOCAL_SITE = 1.0
_CRISIS = frozenset({"suicidal", "self-harm"})
_CHILD_YEARS = 16
# From school age on a clear complaint goes to its organ, with pediatrics close behind. Our own choice: of 14 questions
# for children of 6 to 15 years on one site none was for pediatrics, of 13 for younger ones 8.
_SCHOOL_YEARS, _CLEAR, _BEHIND = 6, 2.0, 1.5
PEDIATRICS, _GYNECOLOGY, _PSYCHIATRY = "pediatrics", "obstetrics-gynecology", "psychiatry"


@dataclass(frozen=True, slots=True)
class Evidence:
    """`words` of the asker speak for `department` with `weight`."""

    department: str
    weight: float
    words: str


def evidence_of(findings: tuple[Finding, ...], *, sex: str | None = None, adult: bool = False) -> tuple[Evidence, ...]:
    """Evidence of every concept once, at its strongest mention; earlier and stronger findings count in full.

    `adult`: the person is grown up, so that nothing speaks for a children's department.
    """
    best: dict[str, dict[str, Evidence]] = {}
    for finding in findings:
        for piece in _pieces(finding):
            place = best.setdefault(piece.department, {})
            if piece.weight > place.get(finding.concept, piece).weight or finding.concept not in place:
                place[finding.concept] = piece
    return tuple(
        Evidence(piece.department, piece.weight * _FURTHER**rank * _fits(department, sex), piece.words)
        for department, pieces in best.items()
        if not (adult and department == PEDIATRICS)
        for rank, piece in enumerate(sorted(pieces.values(), key=lambda piece: -piece.weight))
    )


def person_evidence(
    evidence: tuple[Evidence, ...], *, age_years: float | None, pregnant: bool | None, child: bool
) -> tuple[Evidence, ...]:
    """What the person's age and pregnancy add: a small child goes to pediatrics, a pregnancy to obstetrics."""
    totals = totals_of(evidence)
    top = max(totals.values(), default=0.0)
    # What was learned may speak against a department: that is taken back before it is raised.
    against = {one: max(0.0, -total) for one, total in totals.items()}
    added = []
    if age_years is not None and _SCHOOL_YEARS <= age_years < _CHILD_YEARS and top >= _CLEAR:
        added.append(Evidence(PEDIATRICS, max(0.0, top - _BEHIND - totals.get(PEDIATRICS, 0.0)), "a child"))
    elif (age_years is not None and age_years < _CHILD_YEARS) or (child and age_years is None):
        raised = 1.5 if age_years is None else top + 1.5
        added.append(Evidence(PEDIATRICS, raised + against.get(PEDIATRICS, 0.0), "a child"))
    if pregnant:
        added.append(Evidence(_GYNECOLOGY, top + 1.0 + against.get(_GYNECOLOGY, 0.0), "pregnancy"))
    return tuple(added)


def crisis_evidence(findings: tuple[Finding, ...], evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Who speaks of harming themselves goes to psychiatry, whatever else is said and whoever they are."""
    said = [one for one in findings if one.concept in _CRISIS and one.status is not Status.ABSENT]
    totals = totals_of(evidence)
    lacking = max(totals.values(), default=0.0) + 1.0 - totals.get(_PSYCHIATRY, 0.0)
    return (Evidence(_PSYCHIATRY, lacking, said[0].text.strip().lower()),) if said and lacking > 0 else ()


def totals_of(evidence: tuple[Evidence, ...]) -> dict[str, float]:
    """Department → weight of all that speaks for it."""
    totals: dict[str, float] = {}
    for piece in evidence:
        totals[piece.department] = totals.get(piece.department, 0.0) + piece.weight
    return totals


def denied_departments(findings: tuple[Finding, ...]) -> frozenset[str]:
    """Departments that something denied would have spoken for."""
    denied = (concepts()[one.concept] for one in findings if one.status is Status.ABSENT)
    return frozenset(department for concept in denied for department, _ in concept.departments)


def site_evidence(named: frozenset[str], findings: tuple[Finding, ...]) -> tuple[Evidence, ...]:
    """What body sites (ids) named outside any finding add: a complaint in words nobody listed still has a place."""
    used = {finding.site for finding in findings}
    return tuple(
        Evidence(department, weight * _SITE, site.label)
        for site in (sites()[one] for one in sorted(named))
        if site.label not in used
        for department, weight in site.departments
    )


def _pieces(finding: Finding) -> list[Evidence]:
    concept = concepts()[finding.concept]
    factor = _STATUS[finding.status] * _KIND[concept.kind]
    words = finding.text.strip().lower()
    if concept.id in _CRISIS and finding.status is not Status.ABSENT:
        return [Evidence(_PSYCHIATRY, 12.0, words)]
    if not factor:
        return []
    weights = {department: float(weight) for department, weight in concept.departments}
    place = next((s for s in sites().values() if s.label == finding.site and s.id != concept.site), None)
    share = _LOCAL_SITE if concept.id in _LOCAL else _SITE
    for department, weight in place.departments if place and concept.placed else ():
        weights[department] = weights.get(department, 0.0) + weight * share
    return [Evidence(department, weight * factor, words) for department, weight in weights.items() if weight]


def _fits(department: str, sex: str | None) -> float:
    """A man's complaint is rarely for gynecology; a woman's urinary one may be for either."""
    return 0.2 if department == _GYNECOLOGY and sex == "male" else 1.0
