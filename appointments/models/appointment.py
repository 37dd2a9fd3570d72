"""Who meets whom, where and when, and how far it has come."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import DateField, DateTimeField, Func
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from appointments.models.resource import LONGEST
from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id
from clinics.staff.permissions import Permission
from patients.models.seeing import in_sight

if TYPE_CHECKING:
    from clinics.kit.actor import Actor


class AppointmentStatus(models.TextChoices):
    """FHIR's words for appointments and encounters, as far as a day at a clinic needs them."""

    BOOKED = "booked", _("Booked")
    ARRIVED = "arrived", _("Arrived")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    NO_SHOW = "no_show", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")


DAY, FARTHEST_ZONE = timedelta(days=1), timedelta(hours=15)
EARLY = timedelta(hours=12)
"""How long before its time somebody may arrive for an appointment."""
STANDING = (
    AppointmentStatus.BOOKED,
    AppointmentStatus.ARRIVED,
    AppointmentStatus.IN_PROGRESS,
    AppointmentStatus.COMPLETED,
)
"""Statuses in which an appointment takes up its time."""


UNTOLD = (
    *("overbooking_reason", "outside_hours_reason", "cancellation_text"),
    *("equipment", "recorded_at", "booked_by_id", "booked_by_name"),
)


class CancellationReason(models.TextChoices):
    PATIENT = "patient", _("The patient asked for it")
    CLINIC = "clinic", _("The clinic cannot keep it")
    ILLNESS = "illness", _("Someone is ill")
    LEFT = "left", _("The patient left before being seen")
    WEATHER = "weather", _("Weather or traffic")
    OTHER = "other", _("Another reason")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, actor: Actor) -> AppointmentQuerySet:
        """Of those who see the calendar: the appointments of the patients they see."""
        return in_sight(self, actor) if actor.may(Permission.CALENDAR_VIEW) else self.none()

    def between(self, starts_at: datetime, ends_at: datetime) -> AppointmentQuerySet:
        """Those that share some time with [starts_at, ends_at); none is longer than a day, which the index uses."""
        return self.filter(starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST, ends_at__gt=starts_at)

    def beginning_on(self, day: date) -> AppointmentQuerySet:
        """Those of this day by the clock of their own site; the bounds around it are for the index."""
        begin = datetime.combine(day, time(), tzinfo=UTC)
        around = self.filter(starts_at__gt=begin - FARTHEST_ZONE, starts_at__lt=begin + DAY + FARTHEST_ZONE)
        at_the_site = Func("location__time_zone", "starts_at", function="timezone", output_field=DateTimeField())
        return around.alias(local_day=Cast(at_the_site, DateField())).filter(local_day=day)

    def at_location(self, location_id: UUID) -> AppointmentQuerySet:
        return self.filter(location=location_id)

    def about(self, patient_id: UUID) -> AppointmentQuerySet:
        return self.filter(patient=patient_id)

    def standing(self) -> AppointmentQuerySet:
        """Those that take up their time: not cancelled, missed or entered in error."""
        return self.filter(status__in=STANDING)

    def for_day_page(self) -> AppointmentQuerySet:
        """With all that the day shows of each, in the day's order."""
        return self.select_related("patient", "provider", "type", "room", "equipment").order_by("starts_at", "pk")

    def for_search(self) -> AppointmentQuerySet:
        """With what the search says of each, the next first."""
        return self.select_related("patient", "provider", "type", "location").order_by("starts_at", "pk")

    def for_record(self) -> AppointmentQuerySet:
        """With what programs are told of each."""
        return self.defer(*UNTOLD)

    def for_timeline(self) -> AppointmentQuerySet:
        """With what a patient's timeline says of each, the latest first."""
        return self.select_related("type", "provider").order_by("-starts_at", "-pk")

    def for_appointment_page(self) -> AppointmentQuerySet:
        """With all that the page of one appointment shows."""
        versions = AppointmentVersion.objects.select_related("provider", "location", "room")
        return self.select_related("patient", "provider", "type", "location", "room", "equipment").prefetch_related(
            models.Prefetch("versions", versions)
        )

    def for_settings_list(self) -> AppointmentQuerySet:
        """With all that a list of what stands in the way shows of each, the soonest first."""
        return self.for_day_page().select_related("location")

    def for_notice(self) -> AppointmentQuerySet:
        """With all that a message to its patient says."""
        return self.select_related("patient", "provider", "location").prefetch_related("patient__contacts")

    def locked(self) -> AppointmentQuerySet:
        """For update, against others who move or change the same appointment."""
        return self.select_for_update(no_key=True, of=("self",))


class Appointment(models.Model):
    """One patient with one provider at one site; a room and equipment where the type needs them.

    Times are UTC and half-open. `status_at` is since when the status holds: who arrived waits since then. `version`
    grows with every change and is the ETag; what each said is in `AppointmentVersion`. `reason` is why the patient
    comes, `comment` a word among colleagues. The reasons for overbooking and for a time outside the hours are
    there where either was done.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("status", "cancellation_reason", "booked_by_id", "booked_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="appointments", db_index=False)
    type = models.ForeignKey("appointments.AppointmentType", models.PROTECT, related_name="appointments")
    provider = models.ForeignKey("appointments.Provider", models.PROTECT, related_name="appointments", db_index=False)
    location = models.ForeignKey("places.Location", models.PROTECT, related_name="appointments", db_index=False)
    room = models.ForeignKey(
        "places.Location", models.PROTECT, related_name="room_appointments", null=True, blank=True, db_index=False
    )
    equipment = models.ForeignKey(
        "appointments.Equipment", models.PROTECT, related_name="appointments", null=True, blank=True, db_index=False
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    status = models.CharField(
        _("status"), max_length=16, choices=AppointmentStatus.choices, default=AppointmentStatus.BOOKED
    )
    status_at = models.DateTimeField(_("status since"))
    reason = SealedTextField(
        _("reason for coming"), label="appointments.Appointment.reason", max_length=300, blank=True, default=""
    )
    comment = SealedTextField(
        _("comment"), label="appointments.Appointment.comment", max_length=1000, blank=True, default=""
    )
    is_overbooked = models.BooleanField(_("overbooked"), default=False)
    overbooking_reason = SealedTextField(
        _("why overbooked"), label="appointments.Appointment.overbooking_reason", max_length=300, blank=True, default=""
    )
    is_outside_hours = models.BooleanField(_("outside the hours"), default=False)
    outside_hours_reason = SealedTextField(
        _("why outside the hours"),
        label="appointments.Appointment.outside_hours_reason",
        max_length=300,
        blank=True,
        default="",
    )
    cancellation_reason = models.CharField(
        _("why cancelled"), max_length=12, choices=CancellationReason.choices, blank=True
    )
    cancellation_text = SealedTextField(
        _("explanation"), label="appointments.Appointment.cancellation_text", max_length=300, blank=True, default=""
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    recorded_at = models.DateTimeField(_("booked at"))
    booked_by_id = models.CharField(max_length=100)
    booked_by_name = models.CharField(_("booked by"), max_length=120, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ("starts_at", "id")
        indexes = [
            models.Index(fields=["location", "starts_at"], name="appointments_of_a_day"),
            models.Index(fields=["patient", "-starts_at"], name="appointments_of_a_patient"),
            models.Index(fields=["provider", "starts_at"], name="appointments_of_a_provider"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=AppointmentStatus.values), name="an_appointment_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at"))
                & models.Q(ends_at__lte=models.F("starts_at") + LONGEST),
                name="an_appointment_lasts_up_to_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(status=AppointmentStatus.CANCELLED) & ~models.Q(cancellation_reason="")
                | ~models.Q(status=AppointmentStatus.CANCELLED) & models.Q(cancellation_reason=""),
                name="a_cancelled_appointment_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"

    @property
    def is_standing(self) -> bool:
        return self.status in STANDING

    @property
    def is_cancelled(self) -> bool:
        return self.status == AppointmentStatus.CANCELLED

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def minutes(self) -> int:
        return int(self.length.total_seconds() // 60)


class AppointmentVersion(models.Model):
    """What an appointment said after a change, and who made it. Insert-only.

    `change` is the event without its noun, such as "booked", "moved", "arrived", "undone".
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("change", "status", "by_kind", "by_id", "by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    change = models.CharField(_("change"), max_length=20)
    status = models.CharField(_("status"), max_length=16, choices=AppointmentStatus.choices)
    provider = models.ForeignKey("appointments.Provider", models.PROTECT, related_name="+", db_index=False)
    location = models.ForeignKey("places.Location", models.PROTECT, related_name="+", db_index=False)
    room = models.ForeignKey("places.Location", models.PROTECT, related_name="+", null=True, db_index=False)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    is_overbooked = models.BooleanField(_("overbooked"), default=False)
    at = models.DateTimeField(_("when"))
    by_kind = models.CharField(max_length=10)
    by_id = models.CharField(max_length=100)
    by_name = models.CharField(_("who"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("version of an appointment")
        verbose_name_plural = _("versions of appointments")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["appointment", "number"], name="an_appointment_version_is_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.change} {self.number}"
