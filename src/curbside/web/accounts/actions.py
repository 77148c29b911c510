"""Giving and taking roles, and the record of a doctor."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from curbside.errors import BadInput
from curbside.web.accounts.models import Affiliation, Doctor, Role, RoleGrant, User
from curbside.web.accounts.names import name_skeleton
from curbside.web.audit.actions import record

# A licence is looked at again once a year.
VERIFICATION_PERIOD = timedelta(days=365)


class NameTaken(BadInput):
    """A doctor of this site has this name, or one that looks the same."""

    def __init__(self) -> None:
        super().__init__(
            "A doctor of this service has this name, or one that looks the same. "
            "Add a middle name or an initial, so that readers can tell you apart."
        )


@dataclass(frozen=True, slots=True)
class DoctorRecord:
    slug: str
    name: str
    licence: str
    bio: str = ""
    languages: tuple[str, ...] = ("en",)
    licence_authority: str = ""
    licence_country: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """Where a doctor works: the department answered for, the institution and its own department."""

    department_id: str
    institution: str
    institution_department: str
    since: date


def add_user(email: str, name: str, *, password: str | None, actor: str, now: datetime) -> User:
    user = User.objects.create_user(email, password, name=name, date_joined=now)
    record("user.add", f"user:{user.pk}", actor=actor, now=now)
    return user


def grant_role(user: User, role: Role, *, actor: str, now: datetime, reason: str = "") -> None:
    RoleGrant.objects.get_or_create(
        user=user, role=role, revoked_at=None, defaults={"granted_by": actor, "granted_at": now}
    )
    record("role.grant", f"user:{user.pk}", actor=actor, now=now, reason=reason, detail={"role": role.value})


def end_sessions(user: User) -> None:
    """Sign out everywhere: no session of this person survives its next request."""
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])


def close_account(user: User, *, actor: str, now: datetime, reason: str) -> None:
    """Nobody signs in with it any more; what the person did stays in the records."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    record("user.close", f"user:{user.pk}", actor=actor, now=now, reason=reason)


def revoke_role(user: User, role: Role, *, actor: str, now: datetime, reason: str) -> None:
    RoleGrant.objects.filter(user=user, role=role, revoked_at=None).update(revoked_at=now)
    end_sessions(user)
    record("role.revoke", f"user:{user.pk}", actor=actor, now=now, reason=reason, detail={"role": role.value})


def refuse_taken_name(name: str, *, own: Doctor | None = None) -> None:
    """Raises NameTaken when a doctor other than `own` has this name, or one that looks the same."""
    alike = Doctor.objects.filter(name_skeleton=name_skeleton(name))
    if (alike.exclude(pk=own.pk) if own else alike).exists():
        raise NameTaken


def add_doctor(user: User, doctor: DoctorRecord, posts: list[Post], *, actor: str, now: datetime) -> Doctor:
    """An unverified doctor: cannot claim or answer until two people have verified the licence. Raises NameTaken."""
    refuse_taken_name(doctor.name)
    row = Doctor.objects.create(
        user=user,
        slug=doctor.slug,
        name=doctor.name,
        name_skeleton=name_skeleton(doctor.name),
        licence=doctor.licence,
        licence_authority=doctor.licence_authority,
        licence_country=doctor.licence_country,
        bio=doctor.bio,
        languages=list(doctor.languages),
    )
    Affiliation.objects.bulk_create(
        Affiliation(
            doctor=row,
            department_id=post.department_id,
            institution=post.institution,
            institution_department=post.institution_department,
            since=post.since,
        )
        for post in posts
    )
    record("doctor.add", f"doctor:{row.slug}", actor=actor, now=now)
    return row


def verify_doctor(doctor: Doctor, first: User, second: User, *, now: datetime) -> None:
    """Two different people have seen the licence evidence. Grants the doctor role."""
    if first.pk == second.pk:
        raise ValueError("Two different people must verify a doctor.")
    if doctor.user_id in (first.pk, second.pk):
        raise ValueError("Nobody verifies themselves.")
    doctor.verified_by, doctor.second_verified_by = first, second
    doctor.verified_on = now.date()
    doctor.verification_expires_on = now.date() + VERIFICATION_PERIOD
    doctor.save(update_fields=["verified_by", "second_verified_by", "verified_on", "verification_expires_on"])
    record(
        "doctor.verify",
        f"doctor:{doctor.slug}",
        actor=f"user:{first.pk}",
        now=now,
        detail={"second": f"user:{second.pk}"},
    )
    grant_role(doctor.user, Role.DOCTOR, actor=f"user:{second.pk}", now=now)


def add_post(doctor: Doctor, post: Post, *, actor: str, now: datetime) -> Affiliation:
    """From `post.since` on; the one for the same department ends on that day. Answers keep the post of their day."""
    earlier = Affiliation.objects.filter(doctor=doctor, department_id=post.department_id, until=None)
    if earlier.filter(since__gte=post.since).exists():
        raise BadInput("The new post must begin after the one it follows.")
    earlier.update(until=post.since)
    row = Affiliation.objects.create(
        doctor=doctor,
        department_id=post.department_id,
        institution=post.institution,
        institution_department=post.institution_department,
        since=post.since,
    )
    record("post.add", f"doctor:{doctor.slug}", actor=actor, now=now, detail={"department": post.department_id})
    return row


def end_post(post: Affiliation, *, on: date, actor: str, now: datetime) -> None:
    if on < post.since:
        raise BadInput("A post cannot end before it began.")
    Affiliation.objects.filter(pk=post.pk).update(until=on)
    detail = {"department": post.department_id, "until": on.isoformat()}
    record("post.end", f"doctor:{post.doctor.slug}", actor=actor, now=now, detail=detail)


def revoke_doctor(doctor: Doctor, *, actor: str, now: datetime, reason: str) -> None:
    """Cannot answer from this moment; answers given stay under the name of their day."""
    Doctor.objects.filter(pk=doctor.pk).update(revoked_at=now)
    record("doctor.revoke", f"doctor:{doctor.slug}", actor=actor, now=now, reason=reason)
    revoke_role(doctor.user, Role.DOCTOR, actor=actor, now=now, reason=reason)
