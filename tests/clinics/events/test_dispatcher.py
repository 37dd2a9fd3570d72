"""What is due is rung for, in its own clinic, until the work is done."""

from datetime import timedelta

import pytest
from celery import current_app

from clinics.events import mail
from clinics.events.actions import wake
from clinics.events.background import NoClinicInMessage, active_clinic
from clinics.events.dispatcher import dispatch_due, next_due
from clinics.events.models import MailState, OutgoingMail
from clinics.events.tasks import send_mail
from clinics.kit.current import current_schema, entering, entering_platform
from clinics.models import Clinic, ClinicState, Wakeup


@pytest.fixture(autouse=True)
def only_what_the_test_wakes(db):
    with entering_platform():
        Wakeup.objects.all().delete()


@pytest.fixture
def rung():
    """The messages sent while the test runs, read from the in-memory broker."""

    def take() -> list[tuple[str, str, list[int]]]:
        with current_app.connection_for_read() as connection:
            queue = connection.SimpleQueue("celery")
            found = []
            while queue.qsize():
                message = queue.get(block=False)
                found.append((message.headers["task"], message.headers["clinic"], message.headers["wakeups"]))
                message.ack()
            return found

    take()
    return take


def write_mail(at) -> OutgoingMail:
    return mail.enqueue(purpose="test", to="pat@example.com", subject="Hello", text="Hello there", at=at)


def test_one_message_per_clinic_and_task(alder, birch, at, rung):
    for clinic in (alder, birch):
        with entering(clinic):
            wake(task="events.send_mail", at=at)
            wake(task="events.send_mail", at=at)
    assert dispatch_due(at=at) == 2
    assert {(task, clinic) for task, clinic, _ids in rung()} == {
        ("events.send_mail", alder.schema_name),
        ("events.send_mail", birch.schema_name),
    }


def test_what_is_not_due_waits(alder, at, rung):
    with entering(alder):
        wake(task="events.send_mail", at=at + timedelta(minutes=1))
    assert dispatch_due(at=at) == 0
    assert next_due() == at + timedelta(minutes=1)


def test_a_message_that_got_lost_rings_again(alder, at, rung):
    with entering(alder):
        wake(task="events.send_mail", at=at)
    assert dispatch_due(at=at) == 1
    assert dispatch_due(at=at) == 0
    assert dispatch_due(at=at + timedelta(minutes=2)) == 1


def test_a_suspended_clinic_is_not_rung_for(alder, at, rung):
    with entering(alder):
        wake(task="events.send_mail", at=at)
    with entering_platform():
        Clinic.objects.filter(pk=alder.pk).update(state=ClinicState.SUSPENDED)
    assert dispatch_due(at=at) == 0


def test_a_task_works_in_the_clinic_of_its_message_and_answers_its_wakeups(alder, birch, at):
    with entering(alder):
        in_alder = write_mail(at)
    with entering(birch):
        in_birch = write_mail(at)
    with entering_platform():
        ids = list(Wakeup.objects.filter(schema_name=alder.schema_name).values_list("pk", flat=True))
    send_mail.apply(headers={"clinic": alder.schema_name, "wakeups": ids}).get()
    assert current_schema() is None
    with entering(alder):
        in_alder.refresh_from_db()
    with entering(birch):
        in_birch.refresh_from_db()
    assert (in_alder.state, in_birch.state) == (MailState.KEPT, MailState.WAITING)
    with entering_platform():
        assert set(Wakeup.objects.values_list("schema_name", flat=True)) == {birch.schema_name}


@pytest.mark.parametrize("schema", [None, "", "public", "c_999999"])
def test_a_message_without_an_active_clinic_is_refused(db, schema):
    with pytest.raises(NoClinicInMessage):
        active_clinic(schema)


def test_a_message_for_a_closed_clinic_is_refused(alder):
    with entering_platform():
        Clinic.objects.filter(pk=alder.pk).update(state=ClinicState.CLOSED)
    with pytest.raises(NoClinicInMessage):
        active_clinic(alder.schema_name)
