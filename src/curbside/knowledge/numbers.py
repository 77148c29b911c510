"""Emergency, crisis and abuse numbers by country."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HelpNumber:
    """`kind` is emergency | crisis | abuse | poison; `number` as dialled; `source` a URL; `checked` ISO date."""

    kind: str
    name: str
    number: str
    hours: str
    source: str
    checked: str


def help_numbers(country: str, kind: str | None = None) -> tuple[HelpNumber, ...]:
    """Numbers for an ISO 3166 alpha-2 country; an unknown country gets 112 (kind "emergency") and a find-a-helpline entry."""
    raise NotImplementedError
