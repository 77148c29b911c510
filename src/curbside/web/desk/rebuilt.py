"""More info made anew that waits for one doctor's yes."""

from django.db.models import QuerySet

from curbside.web.accounts.queries import Viewer
from curbside.web.drafts.models import Explanation
from curbside.web.drafts.rebuilding import waiting_explanations


def rebuilt_for(viewer: Viewer) -> QuerySet[Explanation]:
    """Of answers this doctor signed, with their pages, oldest first. One query."""
    mine = waiting_explanations().filter(question__answer__doctor=viewer.doctor_id or 0)
    return mine.select_related("question__publication")
