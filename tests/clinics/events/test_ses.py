"""Mail leaves by SES version 2: one message each, tagged, with what belongs to it, and tried again when it fails."""

from __future__ import annotations

from datetime import timedelta

import boto3
import pytest

from clinics.events import addresses, mail, sending
from clinics.events.models import MailState, OutgoingMail
from tests.clinics.events.conftest import SENDER

pytestmark = pytest.mark.usefixtures("in_alder")


@pytest.fixture(autouse=True)
def nothing_else_waits(in_alder):
    OutgoingMail.objects.filter(state=MailState.WAITING).update(state=MailState.KEPT)


def enqueued(at, to="pat@example.com", **more):
    return mail.enqueue(purpose="test", to=to, subject="Héllo", text="Hello there", at=at, **more)


def test_a_message_arrives_as_it_was_written(ses, at, alder):
    waiting = enqueued(
        at,
        calendar=mail.Calendar(text="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method="REQUEST"),
        unsubscribe="https://alder.example/mail/x/",
    )

    assert sending.send_waiting(at=at) == 1

    [message] = ses()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries, waiting.sent_at, bool(waiting.service_id)) == (MailState.SENT, 1, at, True)
    assert (message["Subject"], message["To"]) == ("Héllo", "pat@example.com")
    assert message["From"] == f"Alder Clinic <{SENDER}>"
    assert message["Message-ID"] == f"<{waiting.pk}@{alder.canonical_host}>"
    assert message["X-SES-MESSAGE-TAGS"] == f"clinic={alder.schema_name}, mail={waiting.pk}"
    assert message["List-Unsubscribe"] == "<https://alder.example/mail/x/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    parts = {part.get_content_type(): part for part in message.walk()}
    assert parts["text/plain"].get_content().strip() == "Hello there"
    assert "Hello there" in parts["text/html"].get_content()
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["text/calendar"].get_filename() == "appointment.ics"


def test_the_same_message_says_the_same_id_at_each_try(at, alder):
    waiting = enqueued(at)

    first, second = (sending.headers_of(waiting) for _ in range(2))

    assert first == second


def test_a_refusal_for_good_is_not_tried_again(ses, at):
    boto3.session.Session().client("sesv2").delete_email_identity(EmailIdentity=SENDER)
    waiting = enqueued(at)

    sending.send_waiting(at=at)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, waiting.tries) == (MailState.FAILED, "MessageRejected", 1)


def test_a_service_that_does_not_answer_is_tried_again_later_each_time_longer(ses, at, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    waiting = enqueued(at)
    pauses, moment = [], at
    for _ in range(4):
        sending.send_waiting(at=moment)
        waiting.refresh_from_db()
        pauses.append(waiting.due_at - moment)
        moment = waiting.due_at

    assert (waiting.state, waiting.failure) == (MailState.WAITING, "EndpointConnectionError")
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]


def test_what_could_not_be_sent_for_a_while_is_sent_when_the_service_is_back(ses, at, monkeypatch, aws_server):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    waiting = enqueued(at)
    sending.send_waiting(at=at)
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws_server)

    sending.send_waiting(at=at + timedelta(minutes=1))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries, waiting.failure, len(ses)) == (MailState.SENT, 2, "", 1)


def test_an_address_that_was_marked_while_the_message_waited_gets_none(ses, at):
    waiting = enqueued(at)
    addresses.mark(address="PAT@example.com", cause="bounced", detail="", mail_id=waiting.pk, at=at)

    sending.send_waiting(at=at)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, waiting.tries, ses()) == (MailState.SUPPRESSED, "bounced", 0, [])


def test_a_marked_address_gets_no_more_until_the_mark_is_lifted(ses, at, acting):
    from clinics.staff.permissions import Role

    first = enqueued(at)
    addresses.mark(address="pat@example.com", cause="complained", detail="", mail_id=first.pk, at=at)

    held = enqueued(at)
    assert (held.state, held.failure) == (MailState.SUPPRESSED, "complained")
    assert enqueued(at, to="other@example.com").state == MailState.WAITING

    addresses.lift(mark=addresses.mark_on("pat@example.com"), by=acting(Role.FRONT_DESK), at=at)
    assert enqueued(at).state == MailState.WAITING
