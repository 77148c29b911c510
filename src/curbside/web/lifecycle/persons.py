"""Who does a deed, and how the audit log names them and the question."""

from datetime import datetime

from curbside.clinical.case import CaseReply
from curbside.web.accounts.models import Affiliation, Doctor, Role, User
from curbside.web.accounts.queries import Viewer, affiliation_on
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.questions.models import Question

FALLBACK_DEPARTMENT = "family-medicine"


def name_of(question: Question) -> str:
    return f"question:{question.ref}"


def asker_of(question: Question) -> str:
    return f"asker:{question.ref}"


def doctor_of(viewer: Viewer) -> Doctor:
    doctor = Doctor.objects.filter(pk=viewer.doctor_id).first() if viewer.doctor_id else None
    if doctor is None:
        raise NotAllowed("Only a verified doctor can do this.")
    return doctor


def moderator_of(viewer: Viewer) -> User:
    if viewer.user_id is None or not viewer.has_role(Role.MODERATOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a moderator can do this.")
    return User.objects.get(pk=viewer.user_id)


def post_of(question: Question, doctor: Doctor, now: datetime) -> Affiliation:
    post = affiliation_on(doctor, question.department_id or FALLBACK_DEPARTMENT, now.date())
    if post is None:
        raise NotAllowed("Your record has no current affiliation. An administrator can add it.")
    return post


def case_reply(text: str, doctor: Doctor, post: Affiliation) -> CaseReply:
    affiliation = f"{post.institution_department}, {post.institution}"
    return CaseReply(text=text, doctor=doctor.name, department=post.department.label, affiliation=affiliation)
