"""What a reply check reports."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at before signing: offsets into the reply's text, the evidence and a plain message."""

    type: str
    severity: Severity
    start: int
    end: int
    evidence: str
    message: str
