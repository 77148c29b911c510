"""Giving and taking roles, and the record of a doctor."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from curbside.web.accounts.models import Affiliation, Doctor, Role, RoleGrant, User
from curbside.web.audit.actions import record

# A licence is looked at again once a year.
VERIFICATION_PERIOD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DoctorRecord:
    slug: str
    name: str
    licence: str
    bio: str = ""
    languages: tuple[str, ...] = ("en",)


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


def grant_role(user: User, role: Role, *, actor: str, now: datetime) -> None:
    RoleGrant.objects.get_or_create(
        user=user, role=role, revoked_at=None, defaults={"granted_by": actor, "granted_at": now}
    )
    record("role.grant", f"user:{user.pk}", actor=actor, now=now, detail={"role": role.value})


def revoke_role(user: User, role: Role, *, actor: str, now: datetime, reason: str) -> None:
    RoleGrant.objects.filter(user=user, role=role, revoked_at=None).update(revoked_at=now)
    record("role.revoke", f"user:{user.pk}", actor=actor, now=now, reason=reason, detail={"role": role.value})


def add_doctor(user: User, doctor: DoctorRecord, posts: list[Post], *, actor: str, now: datetime) -> Doctor:
    """An unverified doctor: cannot claim or answer until two people have verified the licence."""
    row = Doctor.objects.create(
        user=user,
        slug=doctor.slug,
        name=doctor.name,
        licence=doctor.licence,
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
