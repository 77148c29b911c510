"""Taking an answer back where everybody sees it, and what leaned on it elsewhere."""

from datetime import datetime

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from curbside.web.drafts.stale import cites
from curbside.web.publishing.actions import start_new_generation
from curbside.web.publishing.models import Correction, Publication


def retract_page(publication: Publication, *, note: str, by: str, now: datetime) -> Correction:
    """The page stays and says that its answer was wrong and why. What software explained of it goes; nobody reviews it
    again."""
    retraction = Correction.objects.create(
        publication=publication, kind=Correction.Kind.RETRACTION, note=note, by=by, at=now
    )
    publication.retracted_at = publication.updated_at = now
    publication.held_at = None
    publication.more_info, publication.more_info_version, publication.more_info_on = [], "", None
    publication.similar = []
    shown = {"kind": retraction.kind, "note": note, "by": by, "at": now.isoformat()}
    publication.correction_notes = [shown, *publication.correction_notes]
    publication.save()
    start_new_generation()
    return retraction


def drop_citations(ref: str, *, now: datetime) -> int:
    """Take sentences off More info of other pages that cite the answer `ref`. Returns how many pages changed."""
    changed = 0
    for page in _citing(ref):
        kept = [each for each in page.more_info if not cites(each, ref)]
        if len(kept) < len(page.more_info):
            Publication.objects.filter(pk=page.pk).update(more_info=kept, updated_at=now)
            changed += 1
    if changed:
        start_new_generation()
    return changed


def _citing(ref: str) -> QuerySet[Publication]:
    # the column as text, so that the database and not this process reads every page
    words = Publication.objects.annotate(words=Cast("more_info", TextField()))
    return words.filter(words__contains=f'"{ref}"').only("pk", "more_info")
