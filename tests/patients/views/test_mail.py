"""Which mail a patient wants, said to staff or by the link in a mail, and addresses that mail came back from."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from appointments.actions import reminding, telling
from appointments.models import AppointmentNotice
from clinics.audit.models import AuditEvent
from clinics.events import addresses
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from clinics.kit.ids import new_id
from clinics.staff.permissions import Role
from patients.models import MailPurpose, Patient
from patients.queries.mail import unsubscribe_link
from tests.factories import appointments, patients
from tests.factories.appointments import AT, book, local
from tests.statements import statements

EMAIL = "ana@example.com"


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    cache.clear()


@pytest.fixture
def desk(visit, alder):
    return visit(alder, Role.FRONT_DESK)


@pytest.fixture
def ana(db, alder) -> Patient:
    with entering(alder):
        return patients.register(email=EMAIL)


@pytest.fixture
def link(ana, alder) -> str:
    with entering(alder):
        return unsubscribe_link(ana.pk, MailPurpose.REMINDERS).removeprefix(alder.base_url)


def declined(patient, clinic) -> list[str]:
    with entering(clinic):
        return Patient.objects.get(pk=patient.pk).declined_mail


def test_staff_write_down_which_mail_a_patient_wants(desk, ana, alder):
    answer = desk.post(f"/patients/{ana.pk}/mail/", {"wanted": ["reminders", "invoices"]}, follow=True)

    page = answer.content.decode()
    assert "Declined by mail: News of the clinic" in page
    assert declined(ana, alder) == ["news"]
    with entering(alder):
        event = AuditEvent.objects.get(event="patient.mail_chosen")
    assert (event.patient_ids, event.fields, event.actor_kind) == ([ana.pk], ["news"], "staff")


def test_saying_the_same_again_is_not_in_the_trail(desk, ana, alder):
    desk.post(f"/patients/{ana.pk}/mail/", {"wanted": ["reminders", "invoices", "news"]})

    with entering(alder):
        assert not AuditEvent.objects.filter(event="patient.mail_chosen").exists()


def test_an_address_that_mail_came_back_from_is_shown_and_can_be_written_to_again(desk, ana, alder, at):
    with entering(alder):
        addresses.mark(address=EMAIL, cause="bounced", detail="", mail_id=ana.pk, at=at)
        contact = ana.contacts.get()
    page = desk.get(f"/patients/{ana.pk}/").content.decode()
    assert "Mail to this address came back" in page

    again = f"/patients/{ana.pk}/contacts/{contact.pk}/mail/"
    assert again in page
    assert desk.get(again).status_code == 200
    assert desk.post(again).status_code == 302

    assert "Mail to this address came back" not in desk.get(f"/patients/{ana.pk}/").content.decode()
    assert desk.get(again).status_code == 404
    with entering(alder):
        assert AuditEvent.objects.get(event="mail_address.released").patient_ids == [ana.pk]


def test_a_corrected_address_is_written_to(ana, alder, at):
    with entering(alder):
        addresses.mark(address="anna@example.com", cause="bounced", detail="", mail_id=ana.pk, at=at)
        assert addresses.mark_on(EMAIL) is None


def test_the_marks_of_all_addresses_cost_one_statement(alder, at):
    with entering(alder), statements(1):
        addresses.marks_on([f"{number}@example.com" for number in range(50)])


def test_a_patients_page_stays_within_its_seventeen_statements(visit, alder, ana):
    dana = visit(alder, Role.CLINICIAN)
    dana.get(f"/patients/{ana.pk}/")

    with statements(17):
        dana.get(f"/patients/{ana.pk}/")


def test_opening_the_link_changes_nothing(alder, visit, ana, link):
    page = visit(alder).get(link)

    assert page.status_code == 200
    assert "Stop these messages" in page.content.decode()
    assert EMAIL not in page.content.decode()
    assert "Ruiz" not in page.content.decode()
    assert declined(ana, alder) == []


def test_one_request_of_the_mail_program_ends_the_reminders(alder, ana, link):
    """RFC 8058: no cookie, no token of a form, this body."""
    host = alder.canonical_host
    program = Client(SERVER_NAME=host, HTTP_HOST=host, enforce_csrf_checks=True)

    answer = program.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert declined(ana, alder) == ["reminders"]
    with entering(alder):
        event = AuditEvent.objects.get(event="patient.mail_chosen")
    assert (event.actor_kind, event.actor_id, event.patient_ids) == ("patient", str(ana.pk), [ana.pk])


def test_who_changes_their_mind_gets_them_again(visit, alder, ana, link):
    visit(alder).post(link)

    answer = visit(alder).post(link, {"again": "1"})

    assert "You get these messages again" in answer.content.decode()
    assert declined(ana, alder) == []


def test_a_link_for_one_purpose_ends_no_other(visit, alder, ana, link):
    other = link.replace("/reminders/", "/invoices/")

    assert visit(alder).post(other).status_code == 404
    assert declined(ana, alder) == []


def test_a_link_opens_nothing_at_another_clinic(visit, birch, ana, link):
    assert visit(birch).post(link).status_code == 404


def test_a_wrong_link_and_a_link_of_nobody_are_answered_alike(visit, alder, ana, link):
    with entering(alder):
        nobody = unsubscribe_link(nobodys := new_id(), MailPurpose.REMINDERS).removeprefix(alder.base_url)
        assert not Patient.objects.filter(pk=nobodys).exists()

    answers = [visit(alder).get(address) for address in (nobody, link[:-2] + "x/", link.replace(".", "x"))]

    assert {answer.status_code for answer in answers} == {404}
    assert len({len(answer.content) for answer in answers}) == 1


def test_an_address_may_not_try_for_ever(visit, alder, link):
    answers = [visit(alder).get(link[:-2] + "x/") for _ in range(32)]

    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"] == "60"


def test_who_declined_reminders_gets_none_and_is_still_told_of_bookings(visit, alder, ana, link):
    visit(alder).post(link)
    with entering(alder):
        appointments.provider()
        appointments.kind()
        made = book(ana, starts_at=local("2026-11-06", "10:00"))
        telling.tell_news(at=AT)
        reminding.remind_due(at=made.starts_at - reminding.ReminderPolicy().before)

        purposes = list(OutgoingMail.objects.filter(patient_id=ana.pk).values_list("purpose", flat=True))
        assert purposes == ["appointment_booked"]
        assert AppointmentNotice.objects.reminders().get().not_told == "not_wanted"


def test_a_reminder_says_how_to_end_reminders(alder, ana, link):
    with entering(alder):
        appointments.provider()
        appointments.kind()
        made = book(ana, starts_at=local("2026-11-06", "10:00"))
        reminding.remind_due(at=made.starts_at - reminding.ReminderPolicy().before)
        mail = OutgoingMail.objects.get(purpose="appointment_reminder")

        assert mail.unsubscribe == f"{alder.base_url}{link}"
        assert mail.unsubscribe in mail.text
        assert mail.unsubscribe in mail.html
