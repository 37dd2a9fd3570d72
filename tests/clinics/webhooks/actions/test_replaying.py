"""Telling again: one delivery, or everything since a moment, with the ids it had."""

from datetime import timedelta

import pytest

from clinics.audit.models import AuditEvent
from clinics.events.actions import publish
from clinics.webhooks.actions import endpoints, replaying, sending
from clinics.webhooks.actions.endpoints import NotTold
from clinics.webhooks.actions.replaying import TooLongAgo, TooMuch
from clinics.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint
from tests.factories.staff import Role, acting
from tests.statements import statements

HOUR = timedelta(hours=1)


@pytest.fixture
def owner(in_alder):
    return acting(Role.OWNER)


@pytest.fixture
def endpoint(owner, add, receiver) -> Endpoint:
    return add(receiver.url)


def happen(at, kind="patient.registered"):
    return publish(kind=kind, ids={"patient": "0192"}, at=at)


def test_a_replayed_delivery_arrives_again_with_its_id(endpoint, receiver, owner, at):
    happen(at)
    sending.deliver_batch(at=at)

    replaying.replay(delivery=Delivery.objects.get(), by=owner, at=at + HOUR)
    assert Delivery.objects.get().state == DeliveryState.WAITING
    sending.deliver_batch(at=at + HOUR)

    first, second = receiver.heard
    assert (first.id, first.body) == (second.id, second.body)
    assert Attempt.objects.count() == 2
    assert AuditEvent.objects.filter(event="webhook.replayed").count() == 1


def test_all_since_a_moment_is_what_was_told_and_what_was_missed(endpoint, receiver, owner, at):
    before = happen(at)
    told = happen(at + HOUR)
    sending.deliver_batch(at=at + HOUR)
    endpoints.stop(endpoint=endpoint, by=owner, at=at + HOUR)
    missed = happen(at + 2 * HOUR)
    happen(at + 2 * HOUR, "invoice.issued")
    endpoints.resume(endpoint=endpoint, by=owner, at=at + 3 * HOUR)
    receiver.heard.clear()

    count = replaying.replay_since(endpoint=endpoint, since=at + HOUR, by=owner, at=at + 3 * HOUR)
    sending.deliver_batch(at=at + 3 * HOUR)

    assert count == 2
    assert {each.id for each in receiver.heard} == {f"evt_{event.pk.hex}" for event in (told, missed)}
    assert Delivery.objects.filter(event=before, tries=1).exists()


def test_a_test_event_is_not_part_of_what_happened(endpoint, receiver, owner, at):
    endpoints.test(endpoint=endpoint, by=owner, at=at)

    assert replaying.replay_since(endpoint=endpoint, since=at - HOUR, by=owner, at=at) == 0


def test_however_much_is_replayed_it_takes_as_many_statements(endpoint, owner, at):
    endpoints.stop(endpoint=endpoint, by=owner, at=at)
    for _number in range(3):
        happen(at)
    endpoints.resume(endpoint=endpoint, by=owner, at=at)

    with statements(7):
        replaying.replay_since(endpoint=endpoint, since=at, by=owner, at=at)


@pytest.mark.parametrize("since", [timedelta(days=-31), timedelta(minutes=1)])
def test_only_the_last_thirty_days_can_be_replayed(endpoint, owner, at, since):
    with pytest.raises(TooLongAgo):
        replaying.replay_since(endpoint=endpoint, since=at + since, by=owner, at=at)


def test_not_more_is_replayed_than_is_good(endpoint, owner, at, monkeypatch):
    monkeypatch.setattr(replaying, "MOST", 2)
    for _number in range(3):
        happen(at)

    with pytest.raises(TooMuch):
        replaying.replay_since(endpoint=endpoint, since=at, by=owner, at=at)


def test_a_stopped_endpoint_hears_nothing_again(endpoint, owner, at):
    happen(at)
    endpoints.stop(endpoint=endpoint, by=owner, at=at)

    with pytest.raises(NotTold):
        replaying.replay(delivery=Delivery.objects.get(), by=owner, at=at)
    with pytest.raises(NotTold):
        replaying.replay_since(endpoint=endpoint, since=at, by=owner, at=at)
