"""One event for one endpoint."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.events.models import DomainEvent
from clinics.kit.ids import new_id
from clinics.webhooks.models.endpoint import Endpoint


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Not delivered")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> DeliveryQuerySet:
        """What may be sent now, those that were tried least first."""
        waiting = self.filter(state=DeliveryState.WAITING, due_at__lte=at, endpoint__is_enabled=True)
        return waiting.order_by("tries", "due_at", "id")

    def latest_first(self) -> DeliveryQuerySet:
        return self.order_by("-created_at", "-id")

    def for_log(self) -> DeliveryQuerySet:
        return self.select_related("endpoint").latest_first()

    def for_page(self) -> DeliveryQuerySet:
        """With its endpoint, its event and each try."""
        return self.select_related("endpoint", "event").prefetch_related("attempts")

    def finished_before(self, at: datetime) -> DeliveryQuerySet:
        return self.filter(created_at__lt=at).exclude(state=DeliveryState.WAITING)


class Delivery(models.Model):
    """What one endpoint is to be told, and how that stands.

    `taken_at` is set while a worker tries; one that is found taken when it is due again was interrupted.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("kind", "state")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(DomainEvent, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("what"), max_length=60)
    state = models.CharField(_("state"), max_length=9, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("due"))
    taken_at = models.DateTimeField(_("taken"), null=True)
    created_at = models.DateTimeField(_("since"))
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="deliveries_waiting"),
            models.Index(fields=["-created_at", "-id"], name="deliveries_latest_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "endpoint"], name="an_endpoint_hears_an_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
