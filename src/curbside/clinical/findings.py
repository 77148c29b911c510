"""What was said: symptoms and facts with status, site, side, onset and duration; the concern; what was not said."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    POSSIBLE = "possible"
    PAST = "past"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    FEARED = "feared"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing said. `concept` is the vocabulary's id, `label` its plain name, `hpo` like "HP:0002380" or None.

    `preserved` marks a function said to work ("I can still jump"): status absent for the loss of it.
    """

    text: str
    start: int
    end: int
    concept: str
    label: str
    hpo: str | None
    status: Status
    site: str | None = None
    side: str | None = None
    onset: str | None = None
    duration: str | None = None
    severity: str | None = None
    preserved: bool = False


@dataclass(frozen=True, slots=True)
class Concern:
    """A disease or outcome the person says they fear."""

    text: str
    start: int
    end: int
    concept: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question worth asking back, in plain words, and the concept it is about."""

    ask: str
    about: str


@dataclass(frozen=True, slots=True)
class Reading:
    findings: tuple[Finding, ...]
    concerns: tuple[Concern, ...]
    subject: str
    age_years: float | None
    sex: str | None
    follow_up: tuple[FollowUp, ...]


def read(
    text: str, *, age_years: float | None = None, sex: str | None = None, subject: str | None = None
) -> Reading:
    """Read one text. Facts given as arguments win over what the text seems to say. Never raises on any text."""
    raise NotImplementedError
