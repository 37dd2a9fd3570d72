"""Telling endpoints what they wait for: at least once, later again where it failed, and not for ever.

A batch is taken in one transaction, sent outside any, and written down in a second one. A worker that is killed
between the two leaves deliveries that are due again when the lease ends, with a wake-up for that moment.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from clinics.events.actions import wake
from clinics.kit.actor import Actor
from clinics.webhooks import pauses, signing
from clinics.webhooks.actions import endpoints as endpoint_actions
from clinics.webhooks.actions.hearing import DELIVER_TASK
from clinics.webhooks.actions.notices import tell_that_it_stopped
from clinics.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint, Failing, StopReason
from clinics.webhooks.posting import DEADLINE, Message, Outcome, post_all

BATCH = 10
LEASE = timedelta(seconds=30)  # more than a batch can take
GIVEN_UP_AFTER = timedelta(days=5)
KEPT_FOR = timedelta(days=30)
PRUNED_AT_ONCE = 500
SILENT = frozenset({Failing.TIMEOUT, Failing.UNKNOWN_HOST, Failing.NO_CONNECTION, Failing.TLS, Failing.BROKEN})
BY = Actor.task(DELIVER_TASK)

Results = list[tuple[Delivery, Outcome]]


def deliver_batch(*, at: datetime, deadline: float = DEADLINE) -> int:
    """Send some of what is due; return how many were tried, 0 when nothing is due.

    `deadline` is how many seconds a receiver has, well within the lease.
    """
    taken = _take(at)
    if taken:
        outcomes = post_all([_message(delivery, at=at) for delivery in taken], deadline=deadline)
        _write_down(list(zip(taken, outcomes, strict=True)), at=at)
    return len(taken)


def prune(*, at: datetime) -> None:
    """Forget some of the deliveries that ended long ago, with their tries."""
    old = Delivery.objects.finished_before(at - KEPT_FOR).values_list("pk", flat=True)[:PRUNED_AT_ONCE]
    if ids := list(old):
        Delivery.objects.filter(pk__in=ids).delete()


def _take(at: datetime) -> list[Delivery]:
    with transaction.atomic():
        rows = Delivery.objects.due(at).select_for_update(skip_locked=True, of=("self",), no_key=True)
        due = list(rows.select_related("endpoint", "event")[:BATCH])
        Attempt.objects.bulk_create(
            Attempt(delivery=delivery, at=delivery.taken_at, failing=Failing.INTERRUPTED)
            for delivery in due
            if delivery.taken_at
        )
        for delivery in due:
            delivery.taken_at, delivery.due_at, delivery.tries = at, at + LEASE, delivery.tries + 1
        if due:
            Delivery.objects.bulk_update(due, ["taken_at", "due_at", "tries"])
            wake(task=DELIVER_TASK, at=at + LEASE)
    return due


def _message(delivery: Delivery, *, at: datetime) -> Message:
    body, name = signing.body_of(delivery.event), signing.message_id(delivery.event_id)
    signed = signing.headers(delivery.endpoint.secrets_at(at), id=name, at=at, body=body)
    return Message(delivery.endpoint.url, body, signed)


def _write_down(results: Results, *, at: datetime) -> None:
    by_endpoint: dict[UUID, Results] = defaultdict(list)
    for delivery, outcome in results:
        by_endpoint[delivery.endpoint_id].append((delivery, outcome))
    with transaction.atomic():
        for delivery, outcome in results:
            _settle(delivery, outcome, at=at)
        for endpoint_id in sorted(by_endpoint):
            _judge(endpoint_id, [outcome for _delivery, outcome in by_endpoint[endpoint_id]], at=at)


def _settle(delivery: Delivery, outcome: Outcome, *, at: datetime) -> None:
    """Write down the try, and what it means for the delivery as it stands now."""
    attempt = Attempt(
        delivery=delivery,
        at=at,
        milliseconds=outcome.milliseconds,
        status=outcome.status,
        failing=outcome.failing,
    )
    attempt.answer = outcome.answer
    attempt.save(force_insert=True)
    if outcome.is_delivered:
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.DELIVERED, finished_at=at, taken_at=None)
        return
    # Somebody may have stopped or replayed it meanwhile, or another worker taken it: then theirs stands.
    still_ours = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING, taken_at=delivery.taken_at)
    if delivery.tries >= pauses.MOST_TRIES:
        still_ours.update(state=DeliveryState.FAILED, finished_at=at, taken_at=None)
        return
    again = at + pauses.after(delivery.tries)
    if still_ours.update(due_at=again, taken_at=None):
        wake(task=DELIVER_TASK, at=again)


def _judge(endpoint_id: UUID, outcomes: list[Outcome], *, at: datetime) -> None:
    """What the tries say about the endpoint: well, failing, silent and put on hold, or given up."""
    endpoint = Endpoint.objects.locked().get(pk=endpoint_id)
    if any(outcome.is_delivered for outcome in outcomes):
        if endpoint.failing_since:
            endpoint.failing_since, endpoint.silences, endpoint.held_until = None, 0, None
            endpoint.save(update_fields=["failing_since", "silences", "held_until"])
        return
    endpoint.failing_since = endpoint.failing_since or at
    if any(outcome.status == 410 for outcome in outcomes):
        _give_up(endpoint, StopReason.GONE, at=at)
    elif at - endpoint.failing_since >= GIVEN_UP_AFTER:
        _give_up(endpoint, StopReason.FAILING, at=at)
    else:
        if any(outcome.failing in SILENT for outcome in outcomes):
            _hold(endpoint, at=at)
        endpoint.save(update_fields=["failing_since", "silences", "held_until"])


def _hold(endpoint: Endpoint, *, at: datetime) -> None:
    """Send nothing there for a while, so that one silent receiver does not use up the time of all."""
    endpoint.silences = min(endpoint.silences + 1, 1000)
    endpoint.held_until = at + pauses.hold(endpoint.silences)
    waiting = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING, taken_at=None)
    waiting.filter(due_at__lt=endpoint.held_until).update(due_at=endpoint.held_until)
    wake(task=DELIVER_TASK, at=endpoint.held_until)


def _give_up(endpoint: Endpoint, reason: StopReason, *, at: datetime) -> None:
    if endpoint.is_enabled:
        endpoint.save(update_fields=["failing_since"])
        endpoint_actions.stop(endpoint=endpoint, reason=reason, by=BY, at=at)
        tell_that_it_stopped(endpoint, reason, at=at)
