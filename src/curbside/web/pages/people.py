"""What the pages of a department and of a doctor show."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from curbside.web.accounts.models import Doctor
from curbside.web.accounts.queries import is_answering, public_doctors
from curbside.web.answers.queries import waits_by_department
from curbside.web.departments.models import Department
from curbside.web.pages.addresses import absolute, department_path, doctor_path
from curbside.web.pages.cards import Link, topic_link
from curbside.web.pages.home import DepartmentTile, department_tile
from curbside.web.pages.lists import AnswerList, answer_list
from curbside.web.pages.wording import language_label
from curbside.web.publishing.queries import pages_of_department, pages_of_doctor
from curbside.web.topics.queries import topics_of_department


@dataclass(frozen=True, slots=True)
class Post:
    """Where a doctor works now and for which department they answer here."""

    department: Link
    place: str


@dataclass(frozen=True, slots=True)
class DoctorCard:
    name: str
    url: str
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    tile: DepartmentTile
    url: str
    doctors: tuple[DoctorCard, ...]
    topics: tuple[Link, ...]
    answers: AnswerList
    breadcrumbs: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DoctorPage:
    """`answering`: the verification is complete and in date."""

    card: DoctorCard
    url: str
    bio: str
    languages: tuple[str, ...]
    answering: bool
    verified_on: date | None
    verified_until: date | None
    answers: AnswerList
    breadcrumbs: tuple[Link, ...]


def department_page(request: HttpRequest, department: Department, *, today: date) -> DepartmentPage:
    """Six queries besides the department: waits, doctors, their posts, topics, count and answers."""
    answers = answer_list(pages_of_department(department.id), request.GET.get("page"))
    return DepartmentPage(
        tile=department_tile(department, {department.id: answers.total}, waits_by_department()),
        url=absolute(request, department_path(department.id)),
        doctors=tuple(doctor_card(doctor) for doctor in public_doctors(department.id, today=today)),
        topics=tuple(topic_link(topic) for topic in topics_of_department(department.id)),
        answers=answers,
        breadcrumbs=(Link(_("Home"), "/"), Link(_("Departments"), "/departments/")),
    )


def doctor_page(request: HttpRequest, doctor: Doctor, *, today: date) -> DoctorPage:
    """`doctor` as accounts.queries.doctor_record gives it, posts included. Two more queries: count and answers."""
    card = doctor_card(doctor)
    return DoctorPage(
        card=card,
        url=absolute(request, doctor_path(doctor.slug)),
        bio=doctor.bio,
        languages=tuple(language_label(code) for code in doctor.languages),
        answering=is_answering(doctor, today),
        verified_on=doctor.verified_on,
        verified_until=doctor.verification_expires_on,
        answers=answer_list(pages_of_doctor(doctor.pk), request.GET.get("page")),
        breadcrumbs=(Link(_("Home"), "/"), *(post.department for post in card.posts[:1])),
    )


def doctor_card(doctor: Doctor) -> DoctorCard:
    posts = (
        Post(
            Link(post.department.label, department_path(post.department_id)),
            ", ".join(part for part in (post.institution_department, post.institution) if part),
        )
        for post in doctor.affiliations.all()
    )
    return DoctorCard(doctor.name, doctor_path(doctor.slug), tuple(posts))
