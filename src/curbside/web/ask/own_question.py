"""A question whose private link this browser holds."""

from django.http import Http404, HttpRequest

from curbside.web.access import question_or_404, viewer_of
from curbside.web.questions.models import Question


def own_question(request: HttpRequest, ref: str) -> Question:
    """The question, or 404; a doctor's sign-in does not open this door."""
    viewer = viewer_of(request)
    question = question_or_404(viewer, ref)
    if question.thread_id not in viewer.asker_of:
        raise Http404("There is no such question.")
    return question
