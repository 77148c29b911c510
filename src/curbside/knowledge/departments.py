"""The departments: ids that stay put, labels and plain descriptions."""

from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    label: str
    description: str  # one plain sentence for askers: what this department looks after


@cache
def departments() -> tuple[Department, ...]:
    """All departments in the order of departments.yaml. Raises KnowledgeError when an entry is incomplete."""
    rows = read_table("departments.yaml")
    try:
        return tuple(Department(str(row["id"]), str(row["label"]), str(row["description"])) for row in rows)
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"departments.yaml: every entry needs id, label and description ({error})") from error


@cache
def department_ids() -> frozenset[str]:
    """The ids alone, to check what other tables name."""
    return frozenset(department.id for department in departments())
