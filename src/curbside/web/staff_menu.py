"""What the menu of staff pages offers: only what this person may enter."""

from typing import Any, TypedDict

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from curbside.web.access import viewer_of


class StaffContext(TypedDict):
    """`staff_roles` is the frozenset of roles of whoever is signed in, looked up when first read."""

    staff_roles: Any


def staff(request: HttpRequest) -> StaffContext:
    """Context processor. Looks nothing up until a template asks, so a reader's page stays the same for all."""
    return StaffContext(staff_roles=SimpleLazyObject(lambda: viewer_of(request).roles))
