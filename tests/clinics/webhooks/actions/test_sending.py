"""What is due is delivered, signed, at least once; what fails is tried again, and not for ever."""

import json
from datetime import timedelta

import pytest

from clinics.events.actions import publish
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Wakeup
from clinics.webhooks import pauses, signing
from clinics.webhooks.actions import endpoints, sending
from clinics.webhooks.actions.hearing import DELIVER_TASK
from clinics.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint, Failing, StopReason
from tests.factories.staff import Role, acting
from tests.receivers import Answer, receiving

PATIENT = "01920000-0000-7000-8000-000000000001"


@pytest.fixture
def endpoint(in_alder, add, receiver) -> Endpoint:
    return add(receiver.url)


def happen(at, kind="patient.registered"):
    return publish(kind=kind, ids={"patient": PATIENT}, at=at)


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_an_event_arrives_signed_and_thin(endpoint, receiver, at):
    event = happen(at)

    assert sending.deliver_batch(at=at) == 1

    [heard] = receiver.heard
    assert heard.path == "/hook?key=abc"
    assert json.loads(heard.body) == {
        "type": "patient.registered",
        "timestamp": "2026-11-02T09:30:00Z",
        "data": {"patient": PATIENT},
    }
    assert heard.id == f"evt_{event.pk.hex}"
    expected = signing.headers([endpoint.secret], id=heard.id, at=at, body=heard.body)
    assert {name: heard.headers[name] for name in expected} == expected
    assert heard.headers["host"] == f"localhost:{receiver.port}"
    assert heard.headers["content-type"] == "application/json"
    assert states() == [DeliveryState.DELIVERED]
    assert sending.deliver_batch(at=at) == 0


def test_for_a_day_after_a_new_secret_both_sign(endpoint, receiver, at):
    old = endpoint.secret
    new = endpoints.renew_secret(endpoint=endpoint, by=acting(Role.OWNER), at=at).secret
    happen(at)

    sending.deliver_batch(at=at)

    [heard] = receiver.heard
    expected = signing.headers([new, old], id=heard.id, at=at, body=heard.body)
    assert heard.headers["webhook-signature"] == expected["webhook-signature"]


def test_what_failed_is_tried_again_later_with_the_same_id(endpoint, receiver, at):
    receiver.answers = [Answer(500, {"Content-Type": "text/plain"}, b"Out of\x1b[31m order")]
    happen(at)

    sending.deliver_batch(at=at)
    assert sending.deliver_batch(at=at + timedelta(seconds=4)) == 0
    assert sending.deliver_batch(at=at + timedelta(seconds=7)) == 1

    first, second = receiver.heard
    assert first.id == second.id
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    tried = [(each.status, each.failing, each.answer) for each in Attempt.objects.all()]
    assert tried == [(500, Failing.STATUS, "Out of [31m order"), (204, "", "")]


def test_each_failure_wakes_the_clinic_for_the_next_try(endpoint, receiver, at, alder):
    receiver.answer = Answer(503)
    happen(at)
    sending.deliver_batch(at=at)

    due = Delivery.objects.get().due_at
    assert at + timedelta(seconds=5) <= due <= at + timedelta(seconds=6)
    with entering_platform():
        assert Wakeup.objects.filter(schema_name=alder.schema_name, task=DELIVER_TASK, at=due).count() == 1


def test_after_ten_tries_it_is_given_up(endpoint, receiver, at):
    receiver.answer = Answer(400)
    happen(at)
    moment = at
    for _number in range(pauses.MOST_TRIES):
        assert sending.deliver_batch(at=moment) == 1
        moment = Delivery.objects.get().due_at

    assert states() == [DeliveryState.FAILED]
    assert timedelta(days=3) < moment - at < timedelta(days=4)
    assert len(receiver.heard) == 10


def test_a_receiver_that_was_killed_hears_everything_once_it_is_back(endpoint, receiver, at):
    receiver.kill()
    events = [happen(at) for _number in range(3)]
    sending.deliver_batch(at=at)
    assert {each.failing for each in Attempt.objects.all()} == {Failing.NO_CONNECTION}
    receiver.start()

    tried = sending.deliver_batch(at=at + timedelta(seconds=30))

    assert tried == 3
    assert sorted(each.id for each in receiver.heard) == sorted(f"evt_{event.pk.hex}" for event in events)
    assert set(states()) == {DeliveryState.DELIVERED}
    assert Endpoint.objects.get().failing_since is None


def test_while_nobody_answers_only_one_try_in_a_while_is_made(endpoint, receiver, at):
    receiver.kill()
    happen(at)
    sending.deliver_batch(at=at)

    happen(at + timedelta(seconds=1))

    held = Endpoint.objects.get().held_until
    assert held == at + timedelta(seconds=5)
    assert sending.deliver_batch(at=at + timedelta(seconds=2)) == 0
    assert sending.deliver_batch(at=held) == 1


def test_a_test_event_and_a_corrected_address_do_not_wait_for_the_hold(endpoint, receiver, at):
    receiver.kill()
    happen(at)
    sending.deliver_batch(at=at)
    owner, soon = acting(Role.OWNER), at + timedelta(seconds=1)

    endpoints.test(endpoint=Endpoint.objects.get(), by=owner, at=soon)
    assert sending.deliver_batch(at=soon) == 1
    with receiving() as other:
        chosen = {"name": "Lab", "kinds": ["patient.registered"]}
        endpoints.change(endpoint=endpoint, url=other.url, **chosen, by=owner, at=soon)
        happen(soon)
        sending.deliver_batch(at=soon)

        assert len(other.heard) == 1
    assert Endpoint.objects.get().failing_since is None


def test_a_slow_receiver_is_cut_off_and_others_do_not_wait_for_it(endpoint, receiver, add, at):
    receiver.answer = Answer(200, body=b"x" * 50, after=3)
    with receiving() as swift:
        add(swift.url, name="Swift")
        happen(at)

        sending.deliver_batch(at=at, deadline=0.6)

        assert len(swift.heard) == 1
    outcomes = dict(Attempt.objects.values_list("delivery__endpoint__name", "failing"))
    assert outcomes == {"Laboratory": Failing.TIMEOUT, "Swift": ""}
    assert 500 < Attempt.objects.get(failing=Failing.TIMEOUT).milliseconds < 2500


def test_an_endpoint_that_is_gone_is_stopped_and_people_are_told(endpoint, receiver, at):
    OutgoingMail.objects.filter(purpose="webhook_stopped").update(purpose="before")
    receiver.answer = Answer(410)
    happen(at)

    sending.deliver_batch(at=at)

    stopped = Endpoint.objects.get()
    assert (stopped.is_enabled, stopped.stop_reason) == (False, StopReason.GONE)
    told = OutgoingMail.objects.filter(purpose="webhook_stopped")
    assert {mail.to for mail in told} == {"owner@example.com", "administrator@example.com"}
    assert "Laboratory" in told[0].text


def test_after_five_days_of_failure_it_is_stopped(endpoint, receiver, at):
    receiver.answer = Answer(500)
    for day in range(6):
        happen(at + timedelta(days=day))
        sending.deliver_batch(at=at + timedelta(days=day))

    stopped = Endpoint.objects.get()
    assert (stopped.stop_reason, stopped.stopped_at) == (StopReason.FAILING, at + timedelta(days=5))
    assert set(states()) == {DeliveryState.FAILED}


def test_a_try_that_was_interrupted_is_made_again_and_stands_in_the_log(endpoint, receiver, at):
    happen(at)
    sending._take(at)  # and then the worker is killed

    assert sending.deliver_batch(at=at + timedelta(seconds=1)) == 0
    assert sending.deliver_batch(at=at + sending.LEASE) == 1

    assert [each.failing for each in Attempt.objects.all()] == [Failing.INTERRUPTED, ""]
    assert states() == [DeliveryState.DELIVERED]


def test_each_clinic_sends_its_own(endpoint, receiver, add, birch, at):
    happen(at)
    with entering(birch):
        add(receiver.url, name="Birch's")
        happen(at)
        assert sending.deliver_batch(at=at) == 1
        assert states() == [DeliveryState.DELIVERED]
    assert states() == [DeliveryState.WAITING]


def test_the_log_forgets_after_a_month(endpoint, receiver, at):
    happen(at)
    sending.deliver_batch(at=at)
    waiting = happen(at)

    sending.prune(at=at + timedelta(days=31))

    assert list(Delivery.objects.values_list("event", flat=True)) == [waiting.pk]
    assert not Attempt.objects.exists()
