"""What patients were told about their appointments, and when the clinic reminds them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from appointments.models.appointment import Appointment
from clinics.kit.ids import new_id


class NoticeKind(models.TextChoices):
    BOOKED = "booked", _("Confirmation")
    MOVED = "moved", _("Change")
    CANCELLED = "cancelled", _("Cancellation")
    REMINDER = "reminder", _("Reminder")
    NONE = "none", _("Nothing to tell")


class NotTold(models.TextChoices):
    """Why nothing was written."""

    NO_ADDRESS = "no_address", _("No e-mail address")
    OVER = "over", _("Too late")
    UNCHANGED = "unchanged", _("Nothing that the patient does not know")
    NOT_WANTED = "not_wanted", _("The patient does not want it")
    TOLD_ALREADY = "told_already", _("Confirmed only just before")
    SAMPLE = "sample", _("Sample data")


class AppointmentNoticeQuerySet(models.QuerySet["AppointmentNotice"]):
    def told(self) -> AppointmentNoticeQuerySet:
        """Those that put an entry into the patient's calendar, changed it or took it away."""
        calendar = (NoticeKind.BOOKED, NoticeKind.MOVED, NoticeKind.CANCELLED)
        return self.filter(kind__in=calendar, mail_id__isnull=False).order_by("sequence")

    def reminders(self) -> AppointmentNoticeQuerySet:
        return self.filter(kind=NoticeKind.REMINDER)


class AppointmentNotice(models.Model):
    """One answer to a domain event, or one reminder: the mail that was written, or why none was. Insert-only.

    It says what the patient was told: times, place, provider. `sequence` is iCalendar's SEQUENCE.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("kind", "not_told")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="notices")
    event_id = models.UUIDField(null=True, unique=True)
    kind = models.CharField(_("what"), max_length=10, choices=NoticeKind.choices)
    not_told = models.CharField(_("why not"), max_length=12, choices=NotTold.choices, blank=True)
    mail_id = models.UUIDField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    location_id = models.UUIDField()
    provider_id = models.UUIDField()
    at = models.DateTimeField(_("when"))

    objects = AppointmentNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice about an appointment")
        verbose_name_plural = _("notices about appointments")
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=NoticeKind.values), name="a_notice_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(mail_id__isnull=False, not_told="") | models.Q(mail_id__isnull=True),
                name="a_notice_was_written_or_not",
            ),
            models.UniqueConstraint(
                fields=["appointment", "starts_at"],
                condition=models.Q(kind="reminder"),
                name="nobody_is_reminded_twice_of_the_same_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence}"

    def says_of(self, appointment: Appointment) -> bool:
        """Whether this is how the appointment stands now."""
        return (self.starts_at, self.ends_at, self.location_id, self.provider_id) == told_of(appointment)


def told_of(appointment: Appointment) -> tuple[datetime, datetime, UUID, UUID]:
    """What patients are told of an appointment."""
    return appointment.starts_at, appointment.ends_at, appointment.location_id, appointment.provider_id


class ReminderPolicyQuerySet(models.QuerySet["ReminderPolicy"]):
    def current(self) -> ReminderPolicy:
        """What the clinic decided; what it begins with when it decided nothing."""
        return self.first() or ReminderPolicy()


class ReminderPolicy(models.Model):
    """The one row that says whether patients are reminded, and how long before."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    is_on = models.BooleanField(_("remind patients by e-mail"), default=True)
    hours_before = models.PositiveSmallIntegerField(_("hours before"), default=24)

    objects = ReminderPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminders")
        verbose_name_plural = _("reminders")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="a_clinic_has_one_reminder_policy"),
            models.CheckConstraint(
                condition=models.Q(hours_before__range=(1, 336)), name="a_reminder_comes_within_two_weeks"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours_before} h"

    @property
    def before(self) -> timedelta:
        return timedelta(hours=self.hours_before)
