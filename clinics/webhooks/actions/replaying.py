"""Telling again: one delivery, or everything since a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.actions import wake
from clinics.events.models import DomainEvent
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.webhooks.actions.endpoints import NotTold
from clinics.webhooks.actions.hearing import DELIVER_TASK
from clinics.webhooks.models import Delivery, DeliveryState, Endpoint
from clinics.webhooks.models.delivery import DeliveryQuerySet
from clinics.webhooks.queries.deliveries import TEST

LONGEST_BACK = timedelta(days=30)
MOST = 10_000
AT_ONCE = 500
CLOCKS_DIFFER_BY = timedelta(minutes=1)


class TooLongAgo(Refusal):
    code = "replay_too_long_ago"
    sentence = _("Choose a moment within the last 30 days.")
    status = 422


class TooMuch(Refusal):
    code = "replay_too_much"
    sentence = _("More than 10,000 events happened since then. Choose a later moment.")


def replay(*, delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    """Send it anew, with the id it had, so that a receiver that knows it can tell. Raises NotTold."""
    with transaction.atomic():
        endpoint = _told(delivery.endpoint_id)
        again = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
        _send_again(Delivery.objects.filter(pk=again.pk), at=at)
        wake(task=DELIVER_TASK, at=at)
        audit.record(event="webhook.replayed", by=by, at=at, subject=endpoint)
    again.refresh_from_db()
    return again


def replay_since(*, endpoint: Endpoint, since: datetime, by: Actor, at: datetime) -> int:
    """Send again all it was told since then, and what it missed of what it hears of; return how many.

    Raises NotTold, TooLongAgo, TooMuch.
    """
    if not at - LONGEST_BACK <= since <= at:
        raise TooLongAgo(field="since")
    with transaction.atomic():
        endpoint = _told(endpoint.pk)
        known = Delivery.objects.filter(endpoint=endpoint, event_id__gte=_first_id(since), event__at__gte=since)
        known = known.exclude(kind=TEST)
        missed = _missed(endpoint, since)
        events = list(missed[: MOST + 1])
        count = known[: MOST + 1].count() + len(events)
        if count > MOST:
            raise TooMuch(field="since")
        _send_again(Delivery.objects.filter(pk__in=known.values("pk")), at=at)
        rows = (Delivery(endpoint=endpoint, event=event, kind=event.kind, due_at=at, created_at=at) for event in events)
        Delivery.objects.bulk_create(rows, batch_size=AT_ONCE)
        wake(task=DELIVER_TASK, at=at)
        audit.record(event="webhook.replayed", by=by, at=at, subject=endpoint, reason="since")
    return count


def _told(endpoint_id: UUID) -> Endpoint:
    endpoint = Endpoint.objects.locked().get(pk=endpoint_id)
    if not endpoint.is_enabled:
        raise NotTold
    return endpoint


def _send_again(deliveries: DeliveryQuerySet, *, at: datetime) -> None:
    deliveries.update(state=DeliveryState.WAITING, tries=0, due_at=at, taken_at=None, finished_at=None)


def _missed(endpoint: Endpoint, since: datetime) -> QuerySet[DomainEvent]:
    """Events since then of kinds it hears of, which it was never to be told."""
    told = Delivery.objects.filter(endpoint=endpoint, event=OuterRef("pk"))
    found = DomainEvent.objects.filter(pk__gte=_first_id(since), at__gte=since, kind__in=endpoint.kinds)
    return found.exclude(Exists(told)).order_by("id")


def _first_id(since: datetime) -> UUID:
    """The least id (UUIDv7) that an event of that moment can have; ids are made after the moment was read."""
    milliseconds = int((since - CLOCKS_DIFFER_BY).timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62))
