"""Deliveries for the log and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.events.registry import event_kinds
from clinics.webhooks.models import Attempt, Delivery, Endpoint, Failing
from clinics.webhooks.models.delivery import DeliveryQuerySet

TEST = "webhook.test"


@dataclass(frozen=True)
class ShownDelivery:
    """A line of the log: the delivery, what it tells in words, and what came of its last try."""

    delivery: Delivery
    label: str | Promise
    outcome: str | Promise


def log(*, endpoint: UUID | str = "", state: str = "", kind: str = "") -> DeliveryQuerySet:
    """The latest first, with `last_status` and `last_failing` of the last try."""
    last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-at", "-id")
    found = Delivery.objects.for_log().annotate(
        last_status=Subquery(last.values("status")[:1]), last_failing=Subquery(last.values("failing")[:1])
    )
    wanted = {"endpoint": endpoint, "state": state, "kind": kind}
    return found.filter(**{name: value for name, value in wanted.items() if value})


def nothing() -> DeliveryQuerySet:
    return Delivery.objects.none()


def of(
    endpoint: Endpoint, *, state: str, kind: str, since: datetime | None, before: datetime | None
) -> DeliveryQuerySet:
    """What this endpoint was to be told, the latest first; what is not given narrows nothing."""
    wanted = {"state": state, "kind": kind, "created_at__gte": since, "created_at__lt": before}
    found = Delivery.objects.filter(endpoint=endpoint).latest_first()
    return found.filter(**{name: value for name, value in wanted.items() if value})


def in_full() -> DeliveryQuerySet:
    """Each with its endpoint, its event and its tries."""
    return Delivery.objects.for_page()


def shown(delivery: Delivery) -> ShownDelivery:
    """A delivery of `log()` in words."""
    status, failing = delivery.last_status, delivery.last_failing  # type: ignore[attr-defined]
    return ShownDelivery(delivery, label_of(delivery.kind), outcome_of(status, failing or ""))


def label_of(kind: str) -> str | Promise:
    """What happened, in words; the bare name for a kind that is not told any more."""
    if kind in event_kinds:
        return event_kinds.get(kind).label
    return _("Test event") if kind == TEST else kind


def outcome_of(status: int | None, failing: str) -> str | Promise:
    """What came of a try: the status where it answered, else why it did not."""
    if status is not None:
        return str(status)
    return Failing(failing).label if failing else ""
