"""Who is looking, and which doctors may answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import FilteredRelation, Prefetch, Q, QuerySet

from curbside.web.accounts.models import (
    Affiliation,
    Application,
    ApplicationState,
    Doctor,
    LicenceCheck,
    Role,
    RoleGrant,
    RoleProposal,
    User,
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Everything visibility depends on. `asker_of` holds ids of questions this browser has opened by private link."""

    user_id: int | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    doctor_id: int | None = None
    departments: frozenset[str] = frozenset()
    asker_of: frozenset[int] = frozenset()

    @property
    def actor(self) -> str:
        """This viewer's name in the audit log."""
        return f"user:{self.user_id}" if self.user_id else "anonymous"

    def has_role(self, *roles: str) -> bool:
        return bool(self.roles.intersection(roles))


ANONYMOUS = Viewer()


def roles_of(user_id: int) -> frozenset[str]:
    grants = RoleGrant.objects.filter(user_id=user_id, revoked_at__isnull=True)
    return frozenset(grants.values_list("role", flat=True))


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Names by audit actor ("user:4"), for those among `actors` that are accounts: one query."""
    ids = {int(actor[5:]) for actor in actors if actor.startswith("user:") and actor[5:].isdecimal()}
    return {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}


def answering_doctors(today: date) -> QuerySet[Doctor]:
    """Doctors whose verification is complete, unexpired and not revoked."""
    return Doctor.objects.filter(
        verified_on__lte=today,
        verification_expires_on__gt=today,
        revoked_at__isnull=True,
        user__is_active=True,
    )


def viewer_for(user: User | AnonymousUser, *, today: date, asker_of: frozenset[int] = frozenset()) -> Viewer:
    """The viewer behind a signed-in user. A doctor whose verification lapsed keeps no doctor role."""
    if not isinstance(user, User) or not user.is_active:
        return Viewer(asker_of=asker_of)
    roles = roles_of(user.pk)
    posts = _posts_of(user, today) if Role.DOCTOR in roles else []
    return Viewer(
        user_id=user.pk,
        name=user.name,
        roles=roles if posts else roles - {Role.DOCTOR},
        doctor_id=posts[0][0] if posts else None,
        departments=frozenset(department_id for _, department_id in posts if department_id),
        asker_of=asker_of,
    )


def _posts_of(user: User, today: date) -> list[tuple[int, str | None]]:
    """The doctor's id with each department answered for, None where there is none; nothing for a doctor who may not
    answer. One query: every page of the desk asks it."""
    live = FilteredRelation("affiliations", condition=Q(affiliations__until__isnull=True))
    doctors = answering_doctors(today).filter(user=user).annotate(live=live)
    return list(doctors.values_list("pk", "live__department_id"))


def affiliation_on(doctor: Doctor, department_id: str, day: date) -> Affiliation | None:
    """Where `doctor` answered for `department_id` on `day`; any live affiliation when none is for that department."""
    live = doctor.affiliations.filter(Q(until__isnull=True) | Q(until__gt=day)).filter(since__lte=day)
    return live.filter(department_id=department_id).first() or live.first()


def is_answering(doctor: Doctor, today: date) -> bool:
    """What answering_doctors asks of a row, for a doctor at hand with their user."""
    verified = doctor.verified_on is not None and doctor.verified_on <= today
    in_date = doctor.verification_expires_on is not None and doctor.verification_expires_on > today
    return verified and in_date and doctor.revoked_at is None and doctor.user.is_active


def doctor_record(slug: str) -> Doctor | None:
    """A doctor who was ever verified, with live posts: their answers stay, so does their page. Two queries."""
    posts = Affiliation.objects.filter(until__isnull=True).select_related("department")
    known = Doctor.objects.filter(verified_on__isnull=False).select_related("user")
    return known.prefetch_related(Prefetch("affiliations", posts)).filter(slug=slug).first()


def verified_slugs() -> QuerySet[Doctor, str]:
    """Addresses of doctors who have a page."""
    return Doctor.objects.filter(verified_on__isnull=False).order_by("slug").values_list("slug", flat=True)


def public_doctors(department_id: str | None = None, *, today: date) -> QuerySet[Doctor]:
    doctors = answering_doctors(today).prefetch_related(
        Prefetch("affiliations", Affiliation.objects.filter(until__isnull=True).select_related("department"))
    )
    if department_id:
        doctors = doctors.filter(affiliations__department_id=department_id, affiliations__until__isnull=True)
    return doctors.order_by("name").distinct()


def open_applications() -> QuerySet[Application]:
    """Applications that wait for a check, oldest first, each with its checks."""
    waiting = Application.objects.filter(state=ApplicationState.OPEN).select_related("department", "doctor")
    return waiting.prefetch_related(Prefetch("checks", LicenceCheck.objects.select_related("reviewer")))


def application_of(ref: str) -> Application | None:
    found = Application.objects.select_related("department", "doctor__user", "document")
    return found.defer("document__content").prefetch_related("checks__reviewer").filter(ref=ref).first()


def staff_people() -> QuerySet[User]:
    """Everybody with an account, by name, with the roles they hold and their doctor's record. Two queries."""
    live = RoleGrant.objects.filter(revoked_at__isnull=True).order_by("role")
    return User.objects.select_related("doctor").prefetch_related(Prefetch("role_grants", live)).order_by("name", "pk")


def person_record() -> QuerySet[User]:
    """People with the roles they hold and their doctor's posts, newest first."""
    posts = Affiliation.objects.select_related("department").order_by("-since", "-pk")
    return staff_people().prefetch_related(Prefetch("doctor__affiliations", posts))


def open_renewal(doctor: Doctor) -> Application | None:
    """The proof this doctor has sent and nobody has decided on."""
    return Application.objects.filter(doctor=doctor, state=ApplicationState.OPEN).first()


def open_proposals() -> QuerySet[RoleProposal]:
    return RoleProposal.objects.filter(decided_at__isnull=True).select_related("user", "proposed_by").order_by("pk")


def holders(*roles: Role) -> QuerySet[User]:
    """Active people who hold one of `roles` now."""
    held = RoleGrant.objects.filter(role__in=roles, revoked_at__isnull=True).values("user_id")
    return User.objects.filter(pk__in=held, is_active=True).order_by("pk")


def on_call(day: date) -> User | None:
    """The moderator who answers for readers' reports in the week of `day`: one a week, in turn. An administrator where
    there is no moderator."""
    people = list(holders(Role.MODERATOR) or holders(Role.ADMINISTRATOR))
    return people[(day.toordinal() - 1) // 7 % len(people)] if people else None


def lapsed_doctor(user: User | AnonymousUser, *, today: date) -> Doctor | None:
    """The record of a doctor who holds the role and may not answer any more: expired or revoked. None otherwise."""
    if not isinstance(user, User) or not user.is_active or Role.DOCTOR not in roles_of(user.pk):
        return None
    record = Doctor.objects.filter(user=user).first()
    return None if record is None or answering_doctors(today).filter(pk=record.pk).exists() else record


def ending_verifications(first: date, last: date) -> QuerySet[Doctor]:
    """Doctors whose verification ends within these days, both included."""
    doctors = Doctor.objects.filter(verification_expires_on__range=(first, last), revoked_at=None, user__is_active=True)
    return doctors.select_related("user").order_by("verification_expires_on", "pk")


def doctors_of(department_id: str, *, today: date) -> QuerySet[User]:
    """The accounts of doctors who answer for a department today."""
    doctors = answering_doctors(today).filter(
        affiliations__department_id=department_id, affiliations__until__isnull=True
    )
    return User.objects.filter(pk__in=doctors.values("user_id")).order_by("pk")
