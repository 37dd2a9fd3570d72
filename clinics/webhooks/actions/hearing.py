"""Noting down, in the transaction of what happened, whom to tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clinics.events.actions import wake
from clinics.events.models import DomainEvent
from clinics.kit.current import current_schema
from clinics.webhooks.models import Delivery, Endpoint

DELIVER_TASK = "webhooks.deliver"
PLATFORM = "public"


def hear(event: DomainEvent) -> None:
    """Note a delivery for each endpoint that hears of this kind. One statement where nobody does."""
    if current_schema() == PLATFORM:
        return
    listening = list(Endpoint.objects.listening_to(event.kind).only("held_until"))
    if listening:
        tell(event, listening)


def tell(event: DomainEvent, endpoints: Sequence[Endpoint], *, despite_hold: bool = False) -> list[Delivery]:
    """Note the deliveries and ring, but for endpoints on hold, which are rung for when that ends."""
    deliveries = [
        Delivery(
            endpoint=endpoint,
            event=event,
            kind=event.kind,
            due_at=event.at if despite_hold else _not_before(endpoint, event.at),
            created_at=event.at,
        )
        for endpoint in endpoints
    ]
    Delivery.objects.bulk_create(deliveries)
    if any(delivery.due_at == event.at for delivery in deliveries):
        wake(task=DELIVER_TASK, at=event.at)
    return deliveries


def _not_before(endpoint: Endpoint, at: datetime) -> datetime:
    return max(at, endpoint.held_until) if endpoint.held_until else at
