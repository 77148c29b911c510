"""The departments: ids that stay put, labels and plain descriptions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    label: str
    description: str  # one plain sentence for askers: what this department looks after


def departments() -> tuple[Department, ...]:
    """All departments in the order of departments.yaml."""
    raise NotImplementedError
