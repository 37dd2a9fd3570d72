"""What patients come for."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from appointments.models.tone import Tone
from clinics.kit.ids import new_id


class AppointmentTypeQuerySet(models.QuerySet["AppointmentType"]):
    def active(self) -> AppointmentTypeQuerySet:
        return self.filter(is_active=True)

    def offered_by(self, provider_id: UUID) -> AppointmentTypeQuerySet:
        """What this provider offers: what names them, and what names nobody."""
        return self.filter(models.Q(offerings__provider=provider_id) | models.Q(offerings__isnull=True))

    def in_order(self) -> AppointmentTypeQuerySet:
        return self.order_by("order", "name", "pk")


class AppointmentType(models.Model):
    """What an appointment is for: how long it takes, what it needs, what it costs.

    `fee` is in `currency`, the clinic's when it was set; without a fee both are empty. `preparation` is told to
    patients. `equipment_kind` names a kind of equipment that it needs.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("name", "tone", "currency", "preparation", "equipment_kind")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120, unique=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    tone = models.CharField(_("color"), max_length=8, choices=Tone.choices, default=Tone.BLUE)
    fee = models.DecimalField(_("fee"), max_digits=14, decimal_places=4, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    preparation = models.TextField(_("how to prepare"), max_length=2000, blank=True)
    needs_room = models.BooleanField(_("needs a room"), default=True)
    equipment_kind = models.CharField(_("needs equipment"), max_length=60, blank=True)
    books_online = models.BooleanField(_("patients book it themselves"), default=False)
    is_active = models.BooleanField(_("can be booked"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = AppointmentTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment type")
        verbose_name_plural = _("appointment types")
        ordering = ("order", "name", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__range=(5, 1440)), name="an_appointment_type_takes_time"),
            models.CheckConstraint(condition=models.Q(tone__in=Tone.values), name="a_type_color_is_known"),
            models.CheckConstraint(
                condition=models.Q(fee__isnull=True, currency="") | models.Q(fee__gte=0) & ~models.Q(currency=""),
                name="a_fee_has_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Offering(models.Model):
    """A provider offers a type of appointment. A type nobody is named for is offered by everybody."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    type = models.ForeignKey(AppointmentType, models.CASCADE, related_name="offerings")
    provider = models.ForeignKey("appointments.Provider", models.CASCADE, related_name="offerings")

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(fields=["type", "provider"], name="a_provider_offers_a_type_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type_id} {self.provider_id}"
