"""Taking the packaged departments into the database."""

from curbside.knowledge.departments import departments
from curbside.web.departments.models import Department


def load_departments() -> int:
    """Add what is missing; what an operator renamed stays renamed. Returns how many there are."""
    for position, department in enumerate(departments()):
        Department.objects.get_or_create(
            id=department.id,
            defaults={"label": department.label, "description": department.description, "position": position},
        )
    return Department.objects.count()
