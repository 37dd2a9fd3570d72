"""Endpoints are added, changed, given new secrets, stopped and told again."""

from datetime import timedelta

import pytest
from django.db import connection

from clinics.audit.models import AuditEvent
from clinics.events.actions import publish
from clinics.kit.current import entering
from clinics.webhooks.actions import endpoints
from clinics.webhooks.actions.endpoints import NoAddress, NothingHeard, NotTold, TooMany
from clinics.webhooks.models import Delivery, DeliveryState, Endpoint
from tests.factories.staff import Role, acting

URL = "https://hooks.example.com/polyclinic?key=abc"


@pytest.fixture
def owner(in_alder):
    return acting(Role.OWNER)


@pytest.fixture
def endpoint(in_alder, add) -> Endpoint:
    return add(URL)


def publish_one(at, kind="patient.registered"):
    return publish(kind=kind, ids={"patient": "0192"}, at=at)


def test_an_endpoint_hears_of_what_it_chose_and_of_nothing_else(endpoint, at):
    wanted = publish_one(at)
    publish_one(at, "invoice.issued")

    assert list(Delivery.objects.values_list("event", "endpoint")) == [(wanted.pk, endpoint.pk)]


def test_the_other_clinic_hears_nothing(endpoint, birch, at):
    with entering(birch):
        publish_one(at)
        assert not Delivery.objects.exists()

    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "ftp://hooks.example.com/",
        "https://",
        "https://user:pass@hooks.example.com/",
        "https://hooks.example.com/#part",
        "https://hooks.example.com/a b",
        "https://intranet/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fd00:ec2::254]/",
        "https://[::ffff:192.168.1.1]/",
        "https://hooks.example.com:99999/",
        "nonsense",
    ],
)
def test_an_address_that_cannot_be_is_refused(owner, at, url):
    with pytest.raises(NoAddress):
        endpoints.add(name="Lab", url=url, kinds=["patient.registered"], by=owner, at=at)


@pytest.mark.parametrize("kinds", [[], ["everything"], ["patient.registered", "webhook.test"]])
def test_only_kinds_that_exist_can_be_chosen(owner, at, kinds):
    with pytest.raises(NothingHeard):
        endpoints.add(name="Lab", url=URL, kinds=kinds, by=owner, at=at)


def test_there_is_a_limit(owner, add):
    for number in range(endpoints.MOST):
        add(URL, name=f"Number {number}")

    with pytest.raises(TooMany):
        add(URL)


def test_neither_address_nor_secret_is_readable_in_the_row(endpoint):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM webhooks_endpoint WHERE id = %s", [endpoint.pk])
        row = repr(cursor.fetchone())

    assert "Laboratory" in row
    assert "hooks.example" not in row
    assert "whsec" not in row


def test_an_old_secret_signs_for_a_day(endpoint, owner, at):
    old = endpoint.secret

    renewed = endpoints.renew_secret(endpoint=endpoint, by=owner, at=at)

    assert renewed.secret != old
    assert renewed.secrets_at(at + timedelta(hours=23)) == (renewed.secret, old)
    assert renewed.secrets_at(at + timedelta(hours=24)) == (renewed.secret,)


def test_a_stopped_endpoint_is_told_nothing_until_it_is_told_again(endpoint, owner, at):
    waiting = publish_one(at)
    endpoints.stop(endpoint=endpoint, by=owner, at=at)
    publish_one(at)
    with pytest.raises(NotTold):
        endpoints.test(endpoint=Endpoint.objects.get(), by=owner, at=at)
    endpoints.resume(endpoint=endpoint, by=owner, at=at)
    after = publish_one(at)

    assert dict(Delivery.objects.values_list("event", "state")) == {
        waiting.pk: DeliveryState.FAILED,
        after.pk: DeliveryState.WAITING,
    }


def test_a_test_event_goes_to_this_endpoint_alone(endpoint, add, owner, at):
    add(URL, name="Another")

    endpoints.test(endpoint=endpoint, by=owner, at=at)

    assert list(Delivery.objects.values_list("endpoint", "kind")) == [(endpoint.pk, "webhook.test")]


def test_each_change_is_in_the_trail_without_its_values(endpoint, owner, at):
    endpoints.change(endpoint=endpoint, name="Lab", url=URL, kinds=["note.signed"], by=owner, at=at)
    endpoints.change(endpoint=endpoint, name="Lab", url=URL, kinds=["note.signed"], by=owner, at=at)
    endpoints.renew_secret(endpoint=endpoint, by=owner, at=at)
    endpoints.stop(endpoint=endpoint, by=owner, at=at)
    endpoints.stop(endpoint=endpoint, by=owner, at=at)
    endpoints.resume(endpoint=endpoint, by=owner, at=at)

    found = AuditEvent.objects.filter(event__startswith="webhook.").order_by("at", "id")
    assert list(found.values_list("event", "fields")) == [
        ("webhook.added", ["kinds", "name", "url"]),
        ("webhook.changed", ["kinds", "name"]),
        ("webhook.secret_renewed", []),
        ("webhook.stopped", []),
        ("webhook.resumed", []),
    ]
