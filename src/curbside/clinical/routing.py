"""Which department should answer: the top three with reasons, or an honest "unsure"."""

from dataclasses import dataclass


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
    raise NotImplementedError
