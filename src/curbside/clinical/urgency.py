"""How fast does this text need a human? emergency | urgent | routine, with the words that say so."""

from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class Crisis(StrEnum):
    PLAN = "plan"
    IDEATION = "ideation"
    ABUSE = "abuse"


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired: its id, plain name, the words it read (offsets into the given text) and its source."""

    rule: str
    title: str
    level: Urgency
    text: str
    start: int
    end: int
    source: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    urgency: Urgency
    crisis: Crisis | None
    reasons: tuple[Reason, ...]


def screen(
    text: str,
    *,
    age_years: float | None = None,
    sex: str | None = None,
    subject: str | None = None,
    pregnant: bool | None = None,
) -> Screening:
    """Read `text` for danger. Never raises on any text; doubt means more urgent."""
    raise NotImplementedError
