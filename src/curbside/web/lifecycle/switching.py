"""Software's help, switched on and off for a department by an administrator."""

from datetime import datetime

from django.db import transaction

from curbside.web.accounts.models import Role
from curbside.web.accounts.queries import Viewer
from curbside.web.audit.actions import record
from curbside.web.departments.actions import set_switches
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.publishing.actions import start_new_generation


def switch_department(
    department_id: str, viewer: Viewer, *, more_info_on: bool, drafts_on: bool, now: datetime
) -> None:
    """At once, for pages that are up too. What was approved stays kept and comes back with the switch."""
    if not viewer.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Only an administrator can do this.")
    with transaction.atomic():
        if set_switches(department_id, more_info_on=more_info_on, drafts_on=drafts_on):
            detail = {"more_info": more_info_on, "drafts": drafts_on}
            record("department.switch", f"department:{department_id}", actor=viewer.actor, now=now, detail=detail)
            start_new_generation()
