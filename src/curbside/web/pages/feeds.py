"""Newest answers as Atom (RFC 4287): of the site, of a department, of a topic."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from curbside.web.pages.addresses import absolute, permanent_path, question_path
from curbside.web.publishing.models import Publication

ENTRIES = 30
# A reader who kept an answer learns from the same entry that it was taken back.
RETRACTIONS_FOR = timedelta(days=90)


def atom(
    request: HttpRequest, pages: Iterable[Publication], *, title: str, path: str, retracted: Iterable[Publication] = ()
) -> HttpResponse:
    """A feed about the page at `path`, answers that were `retracted` first and without their words.

    An entry's id is its permanent address: a new headline or a retraction makes no new entry.
    """
    feed = Atom1Feed(
        title=title,
        link=absolute(request, path),
        description=_("Answers from verified doctors. General information, not a diagnosis."),
        feed_url=absolute(request, request.path),
        language=get_language(),
        author_name=settings.SITE_NAME,
    )
    for page in retracted:
        feed.add_item(
            title=_("Retracted: %(headline)s") % {"headline": page.headline},
            link=absolute(request, question_path(page.ref, page.slug)),
            unique_id=absolute(request, permanent_path(page.ref)),
            description=page.correction_notes[0]["note"],
            pubdate=page.published_at,
            updateddate=page.updated_at,
            categories=(page.department.label,),
        )
    for page in pages:
        feed.add_item(
            title=page.headline,
            link=absolute(request, question_path(page.ref, page.slug)),
            unique_id=absolute(request, permanent_path(page.ref)),
            description=page.answer_excerpt,
            author_name=page.doctor_name,
            pubdate=page.published_at,
            updateddate=page.updated_at,
            categories=(page.department.label,),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
