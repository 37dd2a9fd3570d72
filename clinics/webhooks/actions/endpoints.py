"""Endpoints: added, changed, given a new secret, stopped, let in again, tested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.models import DomainEvent
from clinics.events.registry import event_kinds
from clinics.kit.actor import Actor
from clinics.kit.destinations import is_address
from clinics.kit.refusal import Refusal
from clinics.kit.turns import take_turn
from clinics.webhooks import signing
from clinics.webhooks.actions.hearing import tell
from clinics.webhooks.models import Delivery, DeliveryState, Endpoint, StopReason
from clinics.webhooks.queries.deliveries import TEST

MOST = 20


class NoAddress(Refusal):
    code = "webhook_address"
    sentence = _("Enter a public address that begins with https://, without a user name or a #.")
    status = 422


class NothingHeard(Refusal):
    code = "webhook_without_events"
    sentence = _("Choose at least one event.")
    status = 422


class TooMany(Refusal):
    code = "webhooks_too_many"
    sentence = _("There are as many webhooks as a clinic may have. Change or stop one that exists.")


class NotTold(Refusal):
    code = "webhook_stopped"
    sentence = _("This webhook is stopped. Tell it again first.")


def add(*, name: str, url: str, kinds: Sequence[str], by: Actor, at: datetime) -> Endpoint:
    """An endpoint that hears of these kinds from now on, with a secret. Raises NoAddress, NothingHeard, TooMany."""
    chosen = _checked(url, kinds)
    with transaction.atomic():
        _find_room()
        endpoint = Endpoint(name=name, kinds=chosen, secret_set_at=at, made_by_name=by.name[:120], created_at=at)
        endpoint.url, endpoint.secret = url, signing.new_secret()
        endpoint.save(force_insert=True)
        audit.record(event="webhook.added", by=by, at=at, subject=endpoint, fields=["name", "url", "kinds"])
    return endpoint


def change(*, endpoint: Endpoint, name: str, url: str, kinds: Sequence[str], by: Actor, at: datetime) -> Endpoint:
    """What it is called, where it is, what it hears of from now on. Raises NoAddress, NothingHeard."""
    chosen = _checked(url, kinds)
    with transaction.atomic():
        endpoint = Endpoint.objects.locked().get(pk=endpoint.pk)
        wanted = {"name": name, "url": url, "kinds": chosen}
        changed = [field for field, value in wanted.items() if getattr(endpoint, field) != value]
        for field in changed:
            setattr(endpoint, field, wanted[field])
        if "url" in changed:  # what is true of the old address says nothing about the new one
            endpoint.failing_since, endpoint.silences, endpoint.held_until = None, 0, None
        if changed:
            endpoint.save(update_fields=[*changed, "failing_since", "silences", "held_until"])
            audit.record(event="webhook.changed", by=by, at=at, subject=endpoint, fields=changed)
    return endpoint


def renew_secret(*, endpoint: Endpoint, by: Actor, at: datetime) -> Endpoint:
    """A new secret; for a day the old one signs as well, so that the receiver can change over."""
    with transaction.atomic():
        endpoint = Endpoint.objects.locked().get(pk=endpoint.pk)
        endpoint.old_secret, endpoint.secret, endpoint.secret_set_at = endpoint.secret, signing.new_secret(), at
        endpoint.save(update_fields=["old_secret", "secret", "secret_set_at"])
        audit.record(event="webhook.secret_renewed", by=by, at=at, subject=endpoint)
    return endpoint


def stop(*, endpoint: Endpoint, by: Actor, at: datetime, reason: StopReason = StopReason.BY_PERSON) -> Endpoint:
    """Tell it nothing any more, what waits included. Doing it twice changes nothing.

    Of an endpoint that was given up it says that somebody has seen that, and leaves it so.
    """
    with transaction.atomic():
        endpoint = Endpoint.objects.locked().get(pk=endpoint.pk)
        if endpoint.is_enabled or endpoint.stop_reason not in (reason, StopReason.BY_PERSON):
            endpoint.is_enabled = False
            endpoint.stop_reason, endpoint.stopped_at, endpoint.stopped_by_name = reason, at, by.name[:120]
            endpoint.save(update_fields=["is_enabled", "stop_reason", "stopped_at", "stopped_by_name"])
            waiting = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING)
            waiting.update(state=DeliveryState.FAILED, finished_at=at)
            audit.record(event="webhook.stopped", by=by, at=at, subject=endpoint, reason=reason)
    return endpoint


def resume(*, endpoint: Endpoint, by: Actor, at: datetime) -> Endpoint:
    """Tell it again what happens from now on; what it missed is replayed when somebody asks. Raises TooMany."""
    with transaction.atomic():
        endpoint = Endpoint.objects.locked().get(pk=endpoint.pk)
        if not endpoint.is_enabled:
            _find_room()
            endpoint.is_enabled, endpoint.stop_reason, endpoint.stopped_by_name = True, "", ""
            endpoint.stopped_at = endpoint.failing_since = endpoint.held_until = None
            endpoint.silences = 0
            endpoint.save()
            audit.record(event="webhook.resumed", by=by, at=at, subject=endpoint)
    return endpoint


def test(*, endpoint: Endpoint, by: Actor, at: datetime) -> Delivery:
    """Tell this endpoint alone of an event that means nothing. Raises NotTold."""
    if not endpoint.is_enabled:
        raise NotTold
    with transaction.atomic():
        event = DomainEvent.objects.create(kind=TEST, ids={"webhook": str(endpoint.pk)}, at=at)
        delivery = tell(event, [endpoint], despite_hold=True)[0]
        audit.record(event="webhook.tested", by=by, at=at, subject=endpoint)
    return delivery


def _find_room() -> None:
    """Room for one more, which nobody else takes until the transaction ends. Raises TooMany."""
    take_turn("webhooks")
    if Endpoint.objects.filter(is_enabled=True).count() >= MOST:
        raise TooMany


def _checked(url: str, kinds: Sequence[str]) -> list[str]:
    """The kinds in the registry's order, once the address could be one."""
    if not is_address(url):
        raise NoAddress(field="url")
    chosen = [kind.name for kind in event_kinds if kind.name in kinds]
    if not chosen or len(chosen) != len(set(kinds)):
        raise NothingHeard(field="kinds")
    return chosen
