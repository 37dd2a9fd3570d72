"""Endpoints for pages and programs."""

from __future__ import annotations

from django.db.models import Count, Max, Q

from clinics.webhooks.models import DeliveryState
from clinics.webhooks.models.endpoint import Endpoint, EndpointQuerySet


def for_index() -> EndpointQuerySet:
    """All of them with `waiting`, how many deliveries wait, and `delivered_at`, when the last one arrived."""
    waiting = Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING))
    delivered = Max("deliveries__finished_at", filter=Q(deliveries__state=DeliveryState.DELIVERED))
    return Endpoint.objects.for_list().annotate(waiting=waiting, delivered_at=delivered)


def in_order() -> EndpointQuerySet:
    return Endpoint.objects.for_list()
