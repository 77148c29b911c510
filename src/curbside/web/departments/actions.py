"""Taking the packaged departments into the database."""

from curbside.knowledge.departments import departments
from curbside.web.departments.models import Department


def set_switches(department_id: str, *, more_info_on: bool, drafts_on: bool) -> bool:
    """False when nothing has changed."""
    same = {"more_info_on": more_info_on, "drafts_on": drafts_on}
    changed = Department.objects.filter(pk=department_id).exclude(**same)
    return bool(changed.update(**same))


def load_departments() -> int:
    """Add what is missing; what an operator renamed stays renamed. Returns how many there are."""
    for position, department in enumerate(departments()):
        Department.objects.get_or_create(
            id=department.id,
            defaults={"label": department.label, "description": department.description, "position": position},
        )
    return Department.objects.count()
