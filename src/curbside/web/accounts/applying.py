"""A doctor applies, two people check the proof, and the doctor is verified; or is not."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from curbside.errors import BadInput
from curbside.web.accounts.actions import (
    DoctorRecord,
    Post,
    add_doctor,
    add_user,
    refuse_taken_name,
    verify_doctor,
)
from curbside.web.accounts.evidence import CleanDocument
from curbside.web.accounts.models import (
    Application,
    ApplicationState,
    Doctor,
    LicenceCheck,
    LicenceDocument,
    User,
)
from curbside.web.accounts.names import name_problem
from curbside.web.audit.actions import record

CHECKS_NEEDED = 2
LEAST_NOTE_CHARS = 8
REF_BYTES = 9  # 72 bits: an application's address is not guessed


class AlreadyChecked(BadInput):
    """This person has checked this application, or may not."""


@dataclass(frozen=True, slots=True)
class LicenceClaim:
    """What a doctor says about themselves; `languages` are tags such as "en"."""

    name: str
    email: str
    licence: str
    licence_authority: str
    licence_country: str
    department_id: str
    institution: str
    institution_department: str
    languages: tuple[str, ...] = ("en",)
    bio: str = ""


def apply_to_answer(
    claim: LicenceClaim, document: CleanDocument, *, doctor: Doctor | None, now: datetime
) -> Application:
    """Keep one application with its proof; `doctor` when the verification is to be renewed.

    Raises NameTaken for a name that another doctor has or seems to have, BadInput for one nobody writes.
    """
    problem = name_problem(claim.name)
    if problem and doctor is None:
        raise BadInput(problem)
    refuse_taken_name(claim.name, own=doctor)
    application = Application.objects.create(
        ref=secrets.token_urlsafe(REF_BYTES),
        doctor=doctor,
        name=claim.name,
        email=claim.email.lower(),
        licence=claim.licence,
        licence_authority=claim.licence_authority,
        licence_country=claim.licence_country,
        department_id=claim.department_id,
        institution=claim.institution,
        institution_department=claim.institution_department,
        languages=list(claim.languages),
        bio=claim.bio,
        applied_at=now,
    )
    LicenceDocument.objects.create(
        application=application, kind=document.kind, content=document.content, sha256=document.sha256
    )
    actor = f"user:{doctor.user_id}" if doctor else "applicant"
    record("application.receive", f"application:{application.ref}", actor=actor, now=now)
    return application


def check_licence(application: Application, reviewer: User, *, note: str, now: datetime) -> Doctor | None:
    """One person's check; with the second one the doctor is verified and returned.

    Raises AlreadyChecked for the same person twice, for a doctor's own application, and when it is decided already.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.state != ApplicationState.OPEN:
        raise AlreadyChecked("This application has been decided already.")
    if application.email == reviewer.email or (application.doctor and application.doctor.user_id == reviewer.pk):
        raise AlreadyChecked("Nobody checks their own licence.")
    if len(note.strip()) < LEAST_NOTE_CHARS:
        raise BadInput("Say what you compared, and with which register.")
    try:
        with transaction.atomic():
            LicenceCheck.objects.create(application=application, reviewer=reviewer, note=note.strip()[:500], at=now)
    except IntegrityError as error:
        raise AlreadyChecked("You have checked this licence. A second person must do it too.") from error
    record("licence.check", f"application:{application.ref}", actor=f"user:{reviewer.pk}", now=now, reason=note)
    checkers = [check.reviewer for check in application.checks.select_related("reviewer")]
    return _verify(application, checkers, now=now) if len(checkers) >= CHECKS_NEEDED else None


def _verify(application: Application, checkers: list[User], *, now: datetime) -> Doctor:
    actor = f"user:{checkers[-1].pk}"
    doctor = application.doctor or _new_doctor(application, actor=actor, now=now)
    Doctor.objects.filter(pk=doctor.pk).update(
        licence=application.licence,
        licence_authority=application.licence_authority,
        licence_country=application.licence_country,
        revoked_at=None,
    )
    doctor.refresh_from_db()
    verify_doctor(doctor, checkers[0], checkers[1], now=now)
    _decide(application, ApplicationState.APPROVED, reason="", now=now)
    return doctor


def _new_doctor(application: Application, *, actor: str, now: datetime) -> Doctor:
    user = User.objects.filter(email=application.email).first()
    if user and Doctor.objects.filter(user=user).exists():
        raise BadInput("This address belongs to a doctor of this service already. Ask them to renew instead.")
    user = user or add_user(application.email, application.name, password=None, actor=actor, now=now)
    given = DoctorRecord(
        slug=free_slug(application.name),
        name=application.name,
        licence=application.licence,
        bio=application.bio,
        languages=tuple(application.languages),
        licence_authority=application.licence_authority,
        licence_country=application.licence_country,
    )
    return add_doctor(user, given, [_post(application, now.date())], actor=actor, now=now)


def _post(application: Application, since: date) -> Post:
    return Post(application.department_id, application.institution, application.institution_department, since=since)


def free_slug(name: str) -> str:
    """An address for a doctor's page that no other doctor has."""
    wanted = slugify(name.removeprefix("Dr. "))[:40].strip("-") or "doctor"
    taken = set(Doctor.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def refuse_application(application: Application, reviewer: User, *, reason: str, now: datetime) -> None:
    """One person is enough to say no. The reason stays inside: it may name what the proof lacked."""
    if len(reason.strip()) < LEAST_NOTE_CHARS:
        raise BadInput("Say why, for the colleague who meets this applicant next.")
    if not Application.objects.filter(pk=application.pk, state=ApplicationState.OPEN).exists():
        raise AlreadyChecked("This application has been decided already.")
    _decide(application, ApplicationState.REFUSED, reason=reason.strip()[:300], now=now)
    actor = f"user:{reviewer.pk}"
    record("application.refuse", f"application:{application.ref}", actor=actor, now=now, reason=reason)


def _decide(application: Application, state: ApplicationState, *, reason: str, now: datetime) -> None:
    """The proof has done its work: what stays is its hash in nobody's way."""
    Application.objects.filter(pk=application.pk).update(state=state, decided_at=now, decision_reason=reason)
    application.refresh_from_db()


def forget_documents(decided_before: datetime) -> int:
    """Erase the proofs of applications decided before then. Returns how many."""
    return LicenceDocument.objects.filter(application__decided_at__lt=decided_before).delete()[0]
