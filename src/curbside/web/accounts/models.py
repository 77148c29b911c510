"""Staff: users, the roles they hold, and the verified record of each doctor. Askers have no account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return False  # there is no Django admin


class Role(models.TextChoices):
    DOCTOR = "doctor"
    REVIEWER = "reviewer"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class RoleGrant(models.Model):
    """A role a user holds from `granted_at` until `revoked_at`; history stays."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_by = models.CharField(max_length=80)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(revoked_at__isnull=True), name="one_live_grant"
            )
        ]


class Doctor(models.Model):
    """The one record a doctor's name, department and affiliation come from, everywhere."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="doctor")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    bio = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    licence = models.CharField(max_length=60)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="verified_doctors")
    second_verified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verification_expires_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verified_on__isnull=True) | ~models.Q(verified_by=models.F("second_verified_by")),
                name="two_people_verify_a_doctor",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """Where a doctor works and for which department they answer, with dates: an answer keeps the one of its day."""

    doctor = models.ForeignKey(Doctor, on_delete=models.CASCADE, related_name="affiliations")
    department = models.ForeignKey("departments.Department", on_delete=models.PROTECT, related_name="affiliations")
    institution = models.CharField(max_length=200)
    institution_department = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["doctor", "department"],
                condition=models.Q(until__isnull=True),
                name="one_live_affiliation",
            )
        ]
