"""Short words for what a list or a case shows of a question."""

from curbside.clinical.demographics import AGE_BANDS
from curbside.web.questions.models import Question

BAND_LABELS = {band.id: band.label for band in AGE_BANDS}


def urgency_reason(question: Question) -> str:
    return ", ".join(reason["title"] for reason in question.urgency_reasons[:2])
