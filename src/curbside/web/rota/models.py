"""When a department works, when a doctor is on duty, and how much one doctor takes in a day."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

DAY_MINUTES = 24 * 60
MINUTES = [MinValueValidator(0), MaxValueValidator(DAY_MINUTES)]


class WorkingHours(models.Model):
    """A department's clock runs in these hours; a department without a row works around the clock."""

    department = models.OneToOneField("departments.Department", on_delete=models.CASCADE, primary_key=True)
    timezone = models.CharField(max_length=40, default="UTC")
    days = models.CharField(max_length=7, default="12345")  # ISO weekdays, Monday is 1
    opens = models.PositiveSmallIntegerField(default=9 * 60, validators=MINUTES)  # minutes after local midnight
    closes = models.PositiveSmallIntegerField(default=17 * 60, validators=MINUTES)
    holidays = models.JSONField(default=list)  # [{"day": "2026-12-25", "name": "Christmas"}]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="hours_open_before_they_close")]


class Shift(models.Model):
    """A doctor who has shifts is on duty in them alone; one without any is on duty unless absent."""

    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    starts = models.PositiveSmallIntegerField(validators=MINUTES)
    ends = models.PositiveSmallIntegerField(validators=MINUTES)
    timezone = models.CharField(max_length=40, default="UTC")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="shift_starts_before_it_ends")]


class Absence(models.Model):
    """Whole days away, both ends included."""

    doctor = models.ForeignKey("accounts.Doctor", on_delete=models.CASCADE, related_name="absences")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="absence_ends_after_it_starts")]


class DeskChoice(models.Model):
    """How one doctor wants to work: questions a day (none: no limit), and whether single keys act."""

    doctor = models.OneToOneField("accounts.Doctor", on_delete=models.CASCADE, primary_key=True)
    daily_cap = models.PositiveSmallIntegerField(null=True, blank=True)
    keys_on = models.BooleanField(default=True)
