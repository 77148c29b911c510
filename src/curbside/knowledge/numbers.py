"""Emergency, crisis and abuse numbers by country."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from curbside.knowledge.tables import read_table

KINDS = ("emergency", "crisis", "abuse", "poison")
# Where a country's table has no line of its own, a directory stands in; a poison centre has no directory.
_FOUND_BY_DIRECTORY = ("crisis", "abuse")


@dataclass(frozen=True, slots=True)
class HelpNumber:
    """`kind` is emergency | crisis | abuse | poison; `number` as dialled (or a web address); `source` a URL.

    `checked` is the ISO date on which a person compared the number with its source; empty until then.
    """

    kind: str
    name: str
    number: str
    hours: str
    source: str
    checked: str


def help_numbers(country: str, kind: str | None = None) -> tuple[HelpNumber, ...]:
    """Numbers for an ISO 3166 alpha-2 country (any case), emergency first, of one `kind` or all.

    An unknown country gets 112 and, like a country without a crisis or abuse line, the directory of helplines.
    """
    numbers = _numbers_of(country.strip().upper())
    return tuple(number for number in numbers if kind in (None, number.kind))


@cache
def known_countries() -> frozenset[str]:
    """The country codes that knowledge/numbers.yaml lists."""
    return frozenset(_table()["countries"])


def _numbers_of(country: str) -> tuple[HelpNumber, ...]:
    table = _table()
    checked: str = table["checked"]
    listed_rows: list[tuple[str, str, str, str, str]] = table["countries"].get(country, [])
    rows = [HelpNumber(kind, name, number, hours, url, checked) for kind, name, number, hours, url in listed_rows]
    if not rows:
        rows = [HelpNumber(kind="emergency", checked=checked, **table["fallback_emergency"])]
    listed = {row.kind for row in rows}
    rows.extend(
        HelpNumber(kind=kind, checked=checked, **table["finder"]) for kind in _FOUND_BY_DIRECTORY if kind not in listed
    )
    return tuple(sorted(rows, key=lambda row: KINDS.index(row.kind)))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_table("numbers.yaml")
    return table
