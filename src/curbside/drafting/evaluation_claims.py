"""How well does the verifier tell claims a passage says from others? Rows with exact 95 % bounds, and the misses."""

from collections.abc import Iterable, Mapping
from typing import Any

from curbside.clinical.evaluation import Row, row_of
from curbside.drafting.evidence import Passage
from curbside.drafting.verify import verify
from curbside.errors import BadInput

LABELS = ("entailed", "neutral", "contradicted")


def evaluate_verify(lines: Iterable[Mapping[str, Any]]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Rows for claims passed that are entailed, entailed ones passed, claims withheld that are not, those withheld, and
    each change withheld.

    `lines`: {"passage", "claim", "label": entailed | neutral | contradicted, "change": "" or what was changed}. Raises
    BadInput for any other line, or when there is none.
    """
    judged: list[tuple[bool, str, bool]] = []
    misses: list[str] = []
    for number, line in enumerate(lines, start=1):
        try:
            passage, claim, entailed, change = _fields(line)
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput(f"line {number}: needs passage, claim, label and change ({error!r})") from error
        verdict = verify(claim, [Passage("topic", "claim", passage)])
        judged.append((entailed, change, verdict.supported))
        if verdict.supported != entailed:
            how = "passed" if verdict.supported else "withheld"
            misses.append(f"{how} {change or 'entailed'}: “{claim}” on “{passage}” {verdict.why}".rstrip())
    if not judged:
        raise BadInput("no labelled lines")
    rows = [
        row_of("passed claims that are entailed", [good for good, _, passed in judged if passed]),
        row_of("entailed claims passed", [passed for good, _, passed in judged if good]),
        row_of("withheld claims that are not entailed", [not good for good, _, passed in judged if not passed]),
        row_of("claims not entailed withheld", [not passed for good, _, passed in judged if not good]),
    ]
    changes = sorted({change for good, change, _ in judged if not good})
    by_change = (
        row_of(f"withheld: {name}", [not p for good, c, p in judged if not good and c == name]) for name in changes
    )
    return (*rows, *by_change), tuple(misses)


def _fields(line: Mapping[str, Any]) -> tuple[str, str, bool, str]:
    passage, claim, label, change = (line[key] for key in ("passage", "claim", "label", "change"))
    if label not in LABELS or not isinstance(passage, str) or not isinstance(claim, str):
        raise ValueError(f"label {label!r}")
    return passage, claim, label == "entailed", str(change)
