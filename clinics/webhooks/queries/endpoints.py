"""Endpoints for pages and programs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from clinics.webhooks.models import DeliveryState, StopReason
from clinics.webhooks.models.endpoint import Endpoint, EndpointQuerySet

NEEDS_A_LOOK_AFTER = timedelta(hours=1)


def for_index() -> EndpointQuerySet:
    """All of them with `waiting`, how many deliveries wait, and `delivered_at`, when the last one arrived."""
    waiting = Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING))
    delivered = Max("deliveries__finished_at", filter=Q(deliveries__state=DeliveryState.DELIVERED))
    return Endpoint.objects.for_list().annotate(waiting=waiting, delivered_at=delivered)


def in_order() -> EndpointQuerySet:
    return Endpoint.objects.for_list()


def in_trouble(at: datetime) -> EndpointQuerySet:
    """Those that have accepted nothing for an hour, or were given up, the longest failing first."""
    failing = Q(is_enabled=True, failing_since__lte=at - NEEDS_A_LOOK_AFTER)
    given_up = Q(is_enabled=False) & ~Q(stop_reason=StopReason.BY_PERSON)
    return Endpoint.objects.filter(failing | given_up).order_by("failing_since", "name")
