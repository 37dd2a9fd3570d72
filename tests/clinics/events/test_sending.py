"""Mail leaves through the outbox, once."""

from datetime import timedelta

import pytest
from django.core import mail as delivered
from django.db import connection

from clinics.events import mail, sending
from clinics.events.models import MailState, OutgoingMail


@pytest.fixture
def waiting(in_alder, at) -> OutgoingMail:
    OutgoingMail.objects.update(state=MailState.KEPT)
    return mail.enqueue(purpose="test", to="pat@example.com", subject="Hello", text="Hello there", at=at)


def test_a_message_is_sent_once_from_the_clinic_by_name(waiting, at, settings, alder):
    settings.MAIL_TRANSPORT = "ses"
    assert sending.send_waiting(at=at) == 1
    assert sending.send_waiting(at=at) == 0
    [message] = delivered.outbox
    assert message.from_email.startswith("Alder Clinic <")
    assert message.to == ["pat@example.com"]
    assert message.extra_headers["Message-ID"] == f"<{waiting.pk}@{alder.canonical_host}>"


def test_without_a_mail_service_a_message_is_kept(waiting, at):
    sending.send_waiting(at=at)
    waiting.refresh_from_db()
    assert waiting.state == MailState.KEPT
    assert delivered.outbox == []


def test_a_failing_service_is_tried_again_later_and_then_given_up_visibly(waiting, at, settings):
    settings.MAIL_TRANSPORT = "ses"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nothing listens there
    moment = at
    for _ in range(sending.MOST_TRIES):
        sending.send_waiting(at=moment)
        moment += timedelta(days=1)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries, waiting.failure) == (
        MailState.FAILED,
        sending.MOST_TRIES,
        "ConnectionRefusedError",
    )


def test_the_row_shows_neither_addressee_nor_text(waiting):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM events_outgoingmail WHERE id = %s", [waiting.pk])
        row = repr(cursor.fetchone())
    assert "test" in row
    assert "pat@" not in row
    assert "Hello" not in row
