"""What the first page shows: departments with their waiting time, newest answers, and two honest numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from curbside.web.answers.queries import ALL_DEPARTMENTS, Wait, waits_by_department
from curbside.web.departments.models import Department
from curbside.web.departments.queries import open_departments
from curbside.web.pages.addresses import department_path
from curbside.web.pages.cards import AnswerCard, answer_cards
from curbside.web.pages.wording import plain_hours
from curbside.web.publishing.queries import answered_counts, cards

NEWEST_SHOWN = 6
TILES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class DepartmentTile:
    """`wait` is half of all waits, in words; empty until ten answers were given."""

    id: str
    label: str
    url: str
    description: str
    answered: int
    wait: str
    long_wait: str


@dataclass(frozen=True, slots=True)
class HomePage:
    departments: tuple[DepartmentTile, ...]
    newest: tuple[AnswerCard, ...]
    answered: int
    wait: str
    canonical: str


def department_tiles() -> tuple[DepartmentTile, ...]:
    """Open departments in the operator's order: three queries, however many there are."""
    counts, waits = answered_counts(), waits_by_department()
    return tuple(department_tile(department, counts, waits) for department in open_departments())


def department_tile(department: Department, counts: Mapping[str, int], waits: Mapping[str, Wait]) -> DepartmentTile:
    wait = waits.get(department.id)
    return DepartmentTile(
        id=department.id,
        label=department.label,
        url=department_path(department.id),
        description=department.description,
        answered=counts.get(department.id, 0),
        wait=plain_hours(wait.median_hours if wait else None),
        long_wait=plain_hours(wait.p90_hours if wait else None),
    )


def home_page(canonical: str) -> HomePage:
    """The busiest departments first, then the operator's order."""
    counts, waits = answered_counts(), waits_by_department()
    tiles = [department_tile(department, counts, waits) for department in open_departments()]
    everywhere = waits.get(ALL_DEPARTMENTS)
    return HomePage(
        departments=tuple(sorted(tiles, key=lambda tile: -tile.answered)[:TILES_SHOWN]),
        newest=answer_cards(cards()[:NEWEST_SHOWN]),
        answered=sum(counts.values()),
        wait=plain_hours(everywhere.median_hours if everywhere else None),
        canonical=canonical,
    )
