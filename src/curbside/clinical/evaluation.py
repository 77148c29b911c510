"""How well do routing and reading do on labelled lines? Table rows with exact 95 % bounds."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from curbside.clinical.findings.reading import Reading, read
from curbside.clinical.routing.choice import Routing, route
from curbside.errors import BadInput

LEVEL = 0.95
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """`hits` of `total` for `what`: their `share` with its two-sided 95 % interval [low, high]."""

    what: str
    hits: int
    total: int
    share: float
    low: float
    high: float


def evaluate_route(lines: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Rows for top-1, top-3, what was not abstained, its top-1, and top-1 of each department.

    `lines`: {"text", "department", "age_years"?, "sex"?} with department ids. Raises BadInput for a line without text
    or department, or when there is none.
    """
    judged: list[tuple[str, Routing]] = []
    for number, line in enumerate(lines, start=1):
        text, department = _field(line, "text", number), _field(line, "department", number)
        judged.append((department, route(text, age_years=line.get("age_years"), sex=line.get("sex"))))
    if not judged:
        raise BadInput("no labelled lines")
    sure = [(right, found) for right, found in judged if not found.abstain]
    rows = [
        row_of("top-1", [_rank(right, found) == 0 for right, found in judged]),
        row_of("top-3", [_rank(right, found) >= 0 for right, found in judged]),
        row_of("not abstained", [not found.abstain for _, found in judged]),
        row_of("top-1 when not abstained", [_rank(right, found) == 0 for right, found in sure]),
    ]
    by_department = (
        row_of(f"top-1 of {name}", [_rank(right, found) == 0 for right, found in judged if right == name])
        for name in sorted({right for right, _ in judged})
    )
    return (*rows, *by_department)


def evaluate_read(lines: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Rows for findings found and given the right status, overall and by status; for those read as present or absent;
    and for the subject, where lines name it.

    `lines`: {"text", "findings": [{"concept" or "start" and "end", "status"}, …], "subject"?}. A concept counts at its
    first mention, a span with the finding that shares most characters with it. Raises BadInput for a line without
    findings or without their parts, or when there is none.
    """
    judged: list[tuple[str, str]] = []
    subjects: list[bool] = []
    for number, line in enumerate(lines, start=1):
        text, wanted = _field(line, "text", number), line.get("findings")
        if not isinstance(wanted, list) or not all(isinstance(one, Mapping) for one in wanted):
            raise BadInput(f"line {number}: findings must be a list of concept and status")
        reading = read(text)
        judged.extend((_field(one, "status", number), _status_read(one, reading, number)) for one in wanted)
        if "subject" in line:
            subjects.append(reading.subject == line["subject"])
    if not judged:
        raise BadInput("no labelled findings")
    rows = [
        row_of("found", [bool(said) for _, said in judged]),
        row_of("right status", [said == right for right, said in judged]),
        row_of("right status when found", [said == right for right, said in judged if said]),
        row_of("present when read as present", [right == said for right, said in judged if said == "present"]),
        row_of("absent when read as absent", [right == said for right, said in judged if said == "absent"]),
    ]
    by_status = (
        row_of(f"right status of {status}", [said == right for right, said in judged if right == status])
        for status in sorted({right for right, _ in judged})
    )
    return (*rows, *by_status, *([row_of("right subject", subjects)] if subjects else []))


def _status_read(wanted: Mapping[str, Any], reading: Reading, number: int) -> str:
    """The status of the finding `wanted` names by span, else by concept; empty when there is none."""
    if "start" not in wanted:
        concept = _field(wanted, "concept", number)
        return next((one.status.value for one in reading.every_finding() if one.concept == concept), "")
    start, end = wanted["start"], wanted.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise BadInput(f"line {number}: start and end must be whole numbers")
    shared = [(min(one.end, end) - max(one.start, start), one) for one in reading.every_finding()]
    most = max(shared, key=lambda pair: pair[0], default=None)
    return most[1].status.value if most and most[0] > 0 else ""


def bounds(hits: int, total: int, *, level: float = LEVEL) -> tuple[float, float]:
    """The exact binomial interval (Clopper and Pearson, Biometrika 1934;26:404), by bisection on the binomial tail."""
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else _solve(hits, total, tail)
    high = 1.0 if hits >= total else 1 - _solve(total - hits, total, tail)
    return low, high


def _solve(hits: int, total: int, tail: float) -> float:
    """The chance p at which `hits` or more of `total` have probability `tail`."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_least(hits, total, middle) < tail else (low, middle)
    return (low + high) / 2


def _at_least(hits: int, total: int, p: float) -> float:
    whole = math.lgamma(total + 1)
    logs = (
        whole - math.lgamma(k + 1) - math.lgamma(total - k + 1) + k * math.log(p) + (total - k) * math.log1p(-p)
        for k in range(hits, total + 1)
    )
    return math.fsum(math.exp(value) for value in logs)


def row_of(what: str, outcomes: list[bool]) -> Row:
    """The share of `outcomes` that are true, with its bounds; of none, 0 within [0, 1]."""
    hits, total = sum(outcomes), len(outcomes)
    low, high = bounds(hits, total) if total else (0.0, 1.0)
    return Row(what, hits, total, hits / total if total else 0.0, low, high)


def _rank(right: str, found: Routing) -> int:
    return next((place for place, one in enumerate(found.departments) if one.department == right), -1)


def _field(line: Mapping[str, Any], name: str, number: int) -> str:
    value = line.get(name)
    if not isinstance(value, str) or not value:
        raise BadInput(f"line {number}: {name} is missing")
    return value
