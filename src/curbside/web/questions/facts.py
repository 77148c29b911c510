"""Who the question is about, from the form and from the text, so that the two never disagree."""

from dataclasses import replace

from curbside.clinical.case import Subject
from curbside.clinical.demographics import read_demographics
from curbside.web.questions.submission import Submission

# Below this age a person asking for themselves takes the young people's path: not published (product, section 2).
ADULT_CONSENT_AGE = 16


def with_facts_of_text(submission: Submission) -> Submission:
    """`submission` with subject, age and sex filled in from the text where the form was skipped.

    An age the text states of the same person wins over the form's: the published text carries its band.
    """
    said = read_demographics(submission.body)
    subject = submission.subject or said.subject or Subject.SELF.value
    same_person = said.subject == subject
    years = said.age_years if same_person and said.age_years is not None else submission.age_years
    sex = submission.sex or ((said.sex or "") if same_person else "")
    pregnant = submission.pregnant if submission.pregnant is not None else (said.pregnant if same_person else None)
    return replace(submission, subject=subject, age_years=years, sex=sex, pregnant=pregnant)


def is_young_asker(submission: Submission) -> bool:
    """Under 16 and asking for themselves, by the form or by what they wrote."""
    known = with_facts_of_text(submission)
    return known.subject == Subject.SELF and known.age_years is not None and known.age_years < ADULT_CONSENT_AGE
