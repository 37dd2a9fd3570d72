"""What the mail service reports is believed when SNS signed it for a topic of ours, and marks addresses."""

from __future__ import annotations

import json

import pytest
import responses
from cryptography.hazmat.primitives.asymmetric import rsa

from clinics.audit.models import AuditEvent
from clinics.events import addresses, mail, sns
from clinics.events.models import MailReport, MailState, OutgoingMail
from clinics.kit.current import entering
from tests.clinics.events.notices import (
    CERTIFICATE_URL,
    SUBSCRIBE_URL,
    TOPIC,
    about,
    bounce,
    certificate,
    complaint,
    signed,
)
from tests.conftest import client_at

PAT = "pat@example.com"
PATIENT = "01a1fd00-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def amazon(settings):
    """Amazon's hosts, as far as anybody asks them here."""
    settings.MAIL_EVENTS_TOPICS = (TOPIC,)
    sns.certificate_at.cache_clear()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as hosts:
        hosts.get(CERTIFICATE_URL, body=certificate())
        hosts.get(SUBSCRIBE_URL, body="<ok/>")
        yield hosts
    sns.certificate_at.cache_clear()


@pytest.fixture
def sent(db, alder, at) -> OutgoingMail:
    with entering(alder):
        made = mail.enqueue(purpose="test", to=PAT, subject="x", text="x", at=at, patient_id=PATIENT)
        OutgoingMail.objects.filter(pk=made.pk).update(state=MailState.SENT, sent_at=at)
    return made


def post(notice, clinic=None):
    body = notice if isinstance(notice, str) else json.dumps(notice)
    return client_at(clinic).post("/mail/events/", body, content_type="text/plain; charset=UTF-8")


def now(sent, clinic) -> OutgoingMail:
    with entering(clinic):
        found = OutgoingMail.objects.get(pk=sent.pk)
        found.marked = addresses.mark_on(PAT)
    return found


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_delivery_is_noted_with_either_signature(sent, alder, version):
    answer = post(signed(Message=about(sent, alder.schema_name, "Delivery"), version=version))

    assert answer.status_code == 204
    assert now(sent, alder).state == MailState.DELIVERED


def test_a_bounce_for_good_marks_the_address_and_stands_in_the_trail(sent, alder):
    post(signed(Message=bounce(sent, alder.schema_name)))

    found = now(sent, alder)
    assert (found.state, found.failure) == (MailState.BOUNCED, "Permanent General 5.1.1")
    with entering(alder):
        assert (found.marked.cause, found.marked.address, found.marked.mail_id) == ("bounced", PAT, sent.pk)
        event = AuditEvent.objects.get(event="mail_address.marked")
    assert [str(pk) for pk in event.patient_ids] == [PATIENT]


def test_a_full_mailbox_is_a_bounce_that_marks_nothing(sent, alder):
    post(signed(Message=bounce(sent, alder.schema_name, type="Transient")))

    found = now(sent, alder)
    assert (found.state, found.marked) == (MailState.BOUNCED, None)


def test_a_complaint_marks_the_address_and_outlasts_a_late_delivery_report(sent, alder):
    post(signed(Message=complaint(sent, alder.schema_name)))
    post(signed(Message=about(sent, alder.schema_name, "Delivery")))

    found = now(sent, alder)
    assert (found.state, found.marked.cause) == (MailState.COMPLAINED, "complained")


def test_what_was_given_up_and_arrived_all_the_same_was_delivered(sent, alder):
    """The answer to the last try was lost, the message was not."""
    with entering(alder):
        OutgoingMail.objects.filter(pk=sent.pk).update(state=MailState.FAILED, failure="ReadTimeoutError", sent_at=None)

    post(signed(Message=about(sent, alder.schema_name, "Delivery")))

    found = now(sent, alder)
    assert (found.state, found.failure) == (MailState.DELIVERED, "")


def test_not_spam_after_all_marks_nothing(sent, alder):
    post(signed(Message=complaint(sent, alder.schema_name, feedback="not-spam")))

    assert now(sent, alder).marked is None


def test_the_same_notification_counts_once(sent, alder):
    notice = signed(Message=bounce(sent, alder.schema_name))

    assert [post(notice).status_code for _ in range(3)] == [204, 204, 204]
    with entering(alder):
        assert MailReport.objects.count() == 1


def test_a_report_about_a_message_that_still_waits_keeps_it_from_going_out_twice(sent, alder):
    with entering(alder):
        OutgoingMail.objects.filter(pk=sent.pk).update(state=MailState.WAITING, sent_at=None)

    post(signed(Message=about(sent, alder.schema_name, "Delivery")))

    found = now(sent, alder)
    assert found.state == MailState.DELIVERED
    assert found.sent_at is not None


def test_somebody_elses_address_in_the_report_marks_nothing(sent, alder):
    post(signed(Message=bounce(sent, alder.schema_name, to="other@example.com")))

    assert now(sent, alder).marked is None


def test_a_clinics_own_host_takes_reports_about_that_clinic_only(sent, alder, birch):
    notice = signed(Message=bounce(sent, alder.schema_name))

    assert post(notice, birch).status_code == 204
    assert now(sent, alder).state == MailState.SENT
    assert post(notice, alder).status_code == 204
    assert now(sent, alder).state == MailState.BOUNCED


def test_a_report_does_not_reach_another_clinic(sent, alder, birch):
    post(signed(Message=bounce(sent, birch.schema_name)))

    assert now(sent, alder).state == MailState.SENT
    with entering(birch):
        assert MailReport.objects.count() == 0


FORGED = {
    "changed after signing": lambda notice: {**notice, "Message": notice["Message"].replace("Delivery", "Bounce")},
    "no signature": lambda notice: {**notice, "Signature": ""},
    "another topic": lambda notice: signed(Message=notice["Message"], TopicArn=TOPIC + "-of-mine"),
    "signed by another key": lambda notice: signed(
        Message=notice["Message"], signer=rsa.generate_private_key(public_exponent=65537, key_size=2048)
    ),
    "an unknown version": lambda notice: {**notice, "SignatureVersion": "3"},
    "an unknown type": lambda notice: {**notice, "Type": "Gossip"},
    "not an object": lambda notice: "[]",
    "not JSON": lambda notice: "hello",
    "too long": lambda notice: {**notice, "Subject": "x" * (sns.LARGEST + 1)},
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_what_is_not_provably_ours_is_not_there(sent, alder, forge):
    notice = forge(signed(Message=about(sent, alder.schema_name, "Delivery")))

    assert post(notice).status_code == 404
    assert now(sent, alder).state == MailState.SENT


@pytest.mark.parametrize(
    "address",
    [
        "https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-00.pem",
        "https://evil.example/sns.eu-central-1.amazonaws.com/SimpleNotificationService-00.pem",
        "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-00.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-00.pem",
        "https://sns.eu-central-1.amazonaws.com@evil.example/SimpleNotificationService-00.pem",
        "https://sns.eu-central-1.amazonaws.com/../SimpleNotificationService-00.pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-00.pem?x=1",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_certificate_is_fetched_from_amazons_notification_hosts_only(sent, alder, amazon, address):
    notice = signed(Message=about(sent, alder.schema_name, "Delivery"), SigningCertURL=address)

    assert post(notice).status_code == 404
    assert len(amazon.calls) == 0


def test_the_certificate_is_fetched_once(sent, alder, amazon):
    for _ in range(3):
        post(signed(Message=about(sent, alder.schema_name, "Delivery")))

    assert len(amazon.calls) == 1


def test_a_subscription_of_our_topic_is_confirmed(db, amazon):
    answer = post(signed("SubscriptionConfirmation", Token="abc", SubscribeURL=SUBSCRIBE_URL))

    assert answer.status_code == 204
    assert amazon.calls[-1].request.url == SUBSCRIBE_URL


@pytest.mark.parametrize("address", ["https://evil.example/?Action=ConfirmSubscription", "http://169.254.169.254/"])
def test_a_subscription_is_confirmed_at_amazons_hosts_only(db, amazon, address):
    answer = post(signed("SubscriptionConfirmation", Token="abc", SubscribeURL=address))

    assert answer.status_code == 404
    assert [call.request.url for call in amazon.calls] == [CERTIFICATE_URL]


def test_without_topics_of_ours_nothing_is_taken(sent, alder, settings, amazon):
    settings.MAIL_EVENTS_TOPICS = ()

    assert post(signed(Message=about(sent, alder.schema_name, "Delivery"))).status_code == 404
    assert len(amazon.calls) == 0


def test_an_event_that_says_nothing_about_our_mail_is_taken_and_dropped(sent, alder):
    for text in ("{}", "words", json.dumps({"eventType": "Open"}), about(sent, "c_999999", "Delivery")):
        assert post(signed(Message=text)).status_code == 204

    assert now(sent, alder).state == MailState.SENT
