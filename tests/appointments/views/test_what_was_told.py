"""The page of an appointment says what its patient was told about it, and what became of that."""

import re
from datetime import timedelta

import pytest
import time_machine

from appointments.actions import moving, reminding, telling
from appointments.models import ReminderPolicy
from clinics.events.models import MailState, OutgoingMail
from clinics.kit.current import entering
from clinics.mail import actions as mail_actions
from clinics.staff.permissions import Role
from tests.factories import appointments, patients
from tests.factories.appointments import AT, DESK, book, local
from tests.statements import statements

ANA = "ana@example.com"
HEADING = "What the patient was told"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def made(alder, db):
    with entering(alder):
        appointments.provider("Dana Doctor")
        return book(patients.register(given="Ana", family="Ruiz", email=ANA), starts_at=local("2026-11-05", "10:00"))


def write(alder, at=AT):
    with entering(alder):
        telling.tell_news(at=at)


def becomes(alder, state, failure="", **wanted):
    with entering(alder):
        OutgoingMail.objects.filter(**wanted).update(state=state, failure=failure, sent_at=AT, tries=1)


def told(client, made):
    """What the page says under that heading, a line for each message."""
    page = client.get(f"/appointments/{made.pk}/").content.decode()
    if HEADING not in page:
        return None
    part = page.split(HEADING)[1].split("</section>")[0]
    lines = part.split('<li class="timeline-item">')[1:] or [part.split("</header>")[-1]]
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def test_each_message_stands_there_with_its_state_the_latest_first(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)
    write(alder)
    becomes(alder, MailState.DELIVERED, purpose="appointment_booked")
    with entering(alder):
        moving.move(appointment=made, version=1, starts_at=local("2026-11-05", "11:00"), by=DESK, at=AT)
    with time_machine.travel(AT + timedelta(minutes=1), tick=False):
        write(alder, AT + timedelta(minutes=1))
        change, confirmation = told(desk, made)

    assert change.startswith("Change Queued")
    assert confirmation.startswith("Confirmation Delivered")


def test_what_did_not_arrive_says_why_and_when_it_was_sent_again(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)
    write(alder)
    becomes(alder, MailState.BOUNCED, "Permanent General")
    with entering(alder):
        mail_actions.send_again(
            mail=OutgoingMail.objects.get(purpose="appointment_booked"), by=DESK, at=AT + timedelta(minutes=1)
        )

    again, first = told(desk, made)

    assert again.startswith("Confirmation , sent again Queued")
    assert first.startswith("Confirmation Bounced The other side refused it for good")


def test_what_was_not_written_says_why(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)
    with entering(alder):
        nobody = book(patients.register(phone="617-555-0100"))
        policy = ReminderPolicy.objects.current()
        reminding.remind(appointment_id=nobody.pk, policy=policy, at=nobody.starts_at - timedelta(hours=1))
    write(alder)

    reminder, confirmation = sorted(told(desk, nobody), reverse=True)

    assert confirmation.startswith("Confirmation Not written There is no e-mail address to write to.")
    assert reminder.startswith("Reminder Not written")


def test_before_anything_was_written_it_says_so(visit, alder, made):
    assert told(visit(alder, Role.FRONT_DESK), made) == ["Nothing yet."]


def test_the_addresses_of_messages_are_for_who_reads_mail_and_the_list_for_who_books(visit, alder, made):
    write(alder)
    link = 'href="/settings/mail/'

    for role, sees, opens in (
        (Role.FRONT_DESK, True, True),
        (Role.CLINICIAN, True, False),
        (Role.ASSISTANT, True, False),
        (Role.BILLER, False, False),
        (Role.CAREGIVER, False, False),
    ):
        page = visit(alder, role).get(f"/appointments/{made.pk}/").content.decode()
        assert (HEADING in page, link in page, ANA in page) == (sees, opens, False), role


@pytest.mark.parametrize("moves", [0, 3])
def test_it_takes_two_statements_however_much_was_told(visit, alder, made, moves):
    desk, nurse = visit(alder, Role.FRONT_DESK), visit(alder, Role.CAREGIVER)
    write(alder)
    for number in range(moves):
        with entering(alder):
            starts = local("2026-11-05", f"{11 + number}:00")
            moving.move(appointment=made, version=None, starts_at=starts, by=DESK, at=AT)
        write(alder)
    address = f"/appointments/{made.pk}/"
    desk.get(address), nurse.get(address)

    with statements(9):
        desk.get(address)
    with statements(7):
        nurse.get(address)


def test_the_other_clinic_has_no_such_page(visit, birch, alder, made):
    write(alder)

    assert visit(birch, Role.OWNER).get(f"/appointments/{made.pk}/").status_code == 404
