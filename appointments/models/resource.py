"""What an appointment takes up, and for how long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id

LONGEST = timedelta(hours=24)


class EquipmentQuerySet(models.QuerySet["Equipment"]):
    def open_on(self, day: date) -> EquipmentQuerySet:
        """What is in use on that day, where it stands."""
        own = models.Q(closed_from__isnull=True) | models.Q(closed_from__gt=day)
        place = models.Q(location__closed_from__isnull=True) | models.Q(location__closed_from__gt=day)
        return self.filter(own, place, location__is_active=True)

    def in_order(self) -> EquipmentQuerySet:
        return self.order_by("name", "pk")

    def of_kind(self, kind: str) -> EquipmentQuerySet:
        return self.filter(kind=kind)

    def at_site(self, site_id: UUID) -> EquipmentQuerySet:
        """Equipment that stands at this site, in a department or a room of it."""
        return self.filter(
            models.Q(location=site_id) | models.Q(location__parent=site_id) | models.Q(location__parent__parent=site_id)
        )


class Equipment(models.Model):
    """A thing some appointments need, such as an ultrasound scanner; `kind` is what types ask for.

    `closed_from` is the first day on which it is no longer used.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("name", "kind")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=60)
    location = models.ForeignKey("places.Location", models.PROTECT, related_name="equipment")
    closed_from = models.DateField(_("not in use from"), null=True, blank=True)

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def is_closed_on(self, day: date) -> bool:
        return self.closed_from is not None and self.closed_from <= day


class ResourceKind(models.TextChoices):
    PROVIDER = "provider", _("Provider")
    ROOM = "room", _("Room")
    EQUIPMENT = "equipment", _("Equipment")
    PATIENT = "patient", _("Patient")


class Resource(models.Model):
    """The row that is locked by whoever reserves a provider, a room, a piece of equipment or a patient.

    Its id is that of the provider, room, equipment or patient it stands for. Lock several in the order of their ids.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("kind",)

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(_("kind"), max_length=9, choices=ResourceKind.choices)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ResourceKind.values), name="a_resource_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def active(self) -> ReservationQuerySet:
        return self.filter(is_active=True)

    def of(self, resource_ids: Collection[UUID]) -> ReservationQuerySet:
        return self.filter(resource__in=resource_ids)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> ReservationQuerySet:
        """Those that share some time with [starts_at, ends_at); none is longer than a day, which the index uses."""
        return self.filter(
            during__startswith__lt=ends_at,
            during__startswith__gt=starts_at - LONGEST,
            during__endswith__gt=starts_at,
        )


class Reservation(models.Model):
    """An appointment takes up a resource for an interval, half-open, UTC.

    No two active ones of a resource overlap, unless somebody said that they may: `is_overbooked`.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey(
        "appointments.Appointment", models.PROTECT, related_name="reservations", db_index=False
    )
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="reservations", db_index=False)
    during = DateTimeRangeField(_("time"))
    is_active = models.BooleanField(default=True)
    is_overbooked = models.BooleanField(default=False)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        indexes = [
            models.Index(
                "resource",
                RangeStartsWith("during"),
                condition=models.Q(is_active=True),
                name="reservations_of_a_resource",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    during__isempty=False,
                    during__lower_inf=False,
                    during__upper_inf=False,
                    during__lower_inc=True,
                    during__upper_inc=False,
                ),
                name="a_reservation_has_a_beginning_and_an_end",
            ),
            models.UniqueConstraint(fields=["appointment", "resource"], name="an_appointment_takes_a_resource_once"),
            ExclusionConstraint(
                name="a_resource_is_reserved_once_at_a_time",
                expressions=[
                    (
                        models.Func("resource", "resource", models.Value("[]"), function="public.uuid_range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(is_active=True, is_overbooked=False),
            ),
        ]

    def __str__(self) -> str:
        return f"reservation {self.pk}"
