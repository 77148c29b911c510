"""Staff: users, the roles they hold, and the verified record of each doctor. Askers have no account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


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
    # Part of every session's hash: counting it up ends all sessions of this person with their next request.
    session_generation = models.PositiveIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return False  # there is no Django admin

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """As Django makes it from the password, with the generation beside it."""
        salt = "curbside.web.accounts.models.User.session"
        value = f"{self.session_generation}:{self.password}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


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


class RoleProposal(models.Model):
    """One administrator wants somebody to become administrator; another one says yes or no."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_proposals")
    role = models.CharField(max_length=20, choices=Role.choices)
    reason = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(decided_at__isnull=True), name="one_open_proposal"
            ),
            models.CheckConstraint(
                condition=models.Q(granted=None)
                | models.Q(granted=False)
                | (~models.Q(decided_by=models.F("proposed_by")) & ~models.Q(decided_by=models.F("user"))),
                name="two_people_make_an_administrator",
            ),
        ]


class Doctor(models.Model):
    """The one record a doctor's name, department and affiliation come from, everywhere."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="doctor")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    # What the name looks like: two doctors whose names look the same cannot both stand here (names.py).
    name_skeleton = models.CharField(max_length=120, unique=True)
    bio = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    licence = models.CharField(max_length=60)
    licence_authority = models.CharField(max_length=120, blank=True)
    licence_country = models.CharField(max_length=2, blank=True)  # ISO 3166
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


class ApplicationState(models.TextChoices):
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


class Application(models.Model):
    """A doctor asks to be verified: for the first time, or anew (`doctor` is set) before the verification ends."""

    ref = models.CharField(max_length=16, unique=True)
    doctor = models.ForeignKey(Doctor, null=True, blank=True, on_delete=models.CASCADE, related_name="applications")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    licence = models.CharField(max_length=60)
    licence_authority = models.CharField(max_length=120)
    licence_country = models.CharField(max_length=2)
    department = models.ForeignKey("departments.Department", on_delete=models.PROTECT, related_name="+")
    institution = models.CharField(max_length=200)
    institution_department = models.CharField(max_length=200)
    languages = models.JSONField(default=list)
    bio = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.OPEN)
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["applied_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["doctor"], condition=models.Q(state="open", doctor__isnull=False), name="one_open_renewal"
            )
        ]


class LicenceDocument(models.Model):
    """The proof of a licence, cleaned (evidence.py). In the database, so that backup and erasure reach it."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="document")
    kind = models.CharField(max_length=20)  # media type
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)


class LicenceCheck(models.Model):
    """One person has compared the proof with the register. The same person cannot do it twice."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="checks")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="licence_checks")
    note = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="one_check_a_person")]
