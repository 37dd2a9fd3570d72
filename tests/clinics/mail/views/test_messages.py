"""The list of messages: how far each has come and why no further, for those who may, and sending one again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from appointments.actions import moving, telling
from clinics.audit.models import AuditEvent
from clinics.events import addresses, sending
from clinics.events.models import MailState, OutgoingMail
from clinics.kit.current import entering
from clinics.kit.sight import Reach
from clinics.staff.actions import invitations
from clinics.staff.permissions import Role
from tests.factories import appointments, patients, sight
from tests.factories.appointments import AT, DESK, book, local
from tests.statements import statements

EMAIL = "ana@example.com"


@pytest.fixture(autouse=True)
def _it_is_monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def desk(visit, alder):
    return visit(alder, Role.FRONT_DESK)


@pytest.fixture
def confirmed(db, alder) -> OutgoingMail:
    """Ana's appointment on Friday, confirmed and sent."""
    with entering(alder):
        appointments.provider()
        appointments.kind()
        book(patients.register(email=EMAIL), starts_at=local("2026-11-06", "10:00"))
        telling.tell_news(at=AT)
        mail = OutgoingMail.objects.get(purpose="appointment_booked")
        stand(mail, MailState.SENT)
    return mail


def stand(mail, state, failure=""):
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, failure=failure, tries=1, sent_at=AT)


def repeat(client, mail):
    return client.post(f"/settings/mail/{mail.pk}/repetition/", follow=True)


def test_who_is_listed_is_recorded(desk, confirmed, alder):
    page = desk.get("/settings/mail/").content.decode()

    assert "Confirmation of an appointment" in page
    assert EMAIL in page
    with entering(alder):
        assert AuditEvent.objects.get(event="mail.listed").patient_ids == [confirmed.patient_id]


def test_opening_a_message_is_recorded(desk, confirmed, alder):
    assert desk.get(f"/settings/mail/{confirmed.pk}/").status_code == 200

    with entering(alder):
        event = AuditEvent.objects.get(event="mail.viewed")
    assert (event.patient_ids, event.subject_id) == ([confirmed.patient_id], str(confirmed.pk))


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.BILLER, Role.CAREGIVER, Role.AUDITOR])
def test_others_do_not_see_it(visit, alder, confirmed, role):
    client = visit(alder, role)

    assert client.get("/settings/mail/").status_code == 403
    assert client.get(f"/settings/mail/{confirmed.pk}/").status_code == 403
    assert client.post(f"/settings/mail/{confirmed.pk}/repetition/").status_code == 403


def test_mail_about_accounts_is_for_those_who_manage_them(desk, visit, alder, acting):
    with entering(alder):
        invitations.invite(email="joining@example.com", roles=(Role.CLINICIAN,), by=acting(Role.OWNER), at=AT)
        mail = OutgoingMail.objects.filter(purpose="invitation").latest("created_at")

    assert "joining@example.com" not in desk.get("/settings/mail/").content.decode()
    assert desk.get(f"/settings/mail/{mail.pk}/").status_code == 404
    assert "joining@example.com" in visit(alder, Role.OWNER).get("/settings/mail/").content.decode()


def test_mail_to_somebody_out_of_sight_is_not_there(desk, confirmed, alder, at):
    """Absent, and neither opened, sent again nor its address released; what is about nobody stays."""
    with entering(alder):
        sight.decide(Reach.PANEL)

    page = desk.get("/settings/mail/").content.decode()

    assert EMAIL not in page
    assert desk.get(f"/settings/mail/{confirmed.pk}/").status_code == 404
    for act in ("repetition", "release"):
        assert desk.post(f"/settings/mail/{confirmed.pk}/{act}/").status_code == 404
    with entering(alder):
        OutgoingMail.objects.filter(pk=confirmed.pk).update(patient_id=None)
    assert EMAIL in desk.get("/settings/mail/").content.decode()


def test_the_other_clinic_has_no_such_message(visit, birch, confirmed):
    client = visit(birch, Role.OWNER)

    assert EMAIL not in client.get("/settings/mail/").content.decode()
    assert client.get(f"/settings/mail/{confirmed.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("state", "failure", "sentence"),
    [
        (MailState.BOUNCED, "Permanent General 5.1.1", "there is no such mailbox"),
        (MailState.BOUNCED, "Transient MailboxFull", "as when a mailbox is full"),
        (MailState.COMPLAINED, "abuse", "marked it as spam"),
        (MailState.SUPPRESSED, "bounced", "Earlier mail to this address came back"),
        (MailState.FAILED, "MessageRejected", "The mail service refused the message"),
        (MailState.FAILED, "MailFromDomainNotVerifiedException", "The mail service refused the message"),
        (MailState.FAILED, "EndpointConnectionError", "could not be reached"),
    ],
)
def test_what_did_not_arrive_says_why(desk, confirmed, alder, state, failure, sentence):  # noqa: PLR0917
    with entering(alder):
        stand(confirmed, state, failure)

    assert sentence in desk.get("/settings/mail/?state=trouble").content.decode()
    assert sentence in desk.get(f"/settings/mail/{confirmed.pk}/").content.decode()
    assert EMAIL not in desk.get("/settings/mail/?state=delivered").content.decode()


def test_what_the_service_reports_as_refused_is_not_said_to_be_unreached(desk, confirmed, alder):
    with entering(alder):
        stand(confirmed, MailState.FAILED, "Bad content")
        OutgoingMail.objects.filter(pk=confirmed.pk).update(reported_at=AT)

    page = desk.get(f"/settings/mail/{confirmed.pk}/").content.decode()

    assert "The mail service refused the message" in page
    assert "could not be reached" not in page


def test_an_unknown_filter_is_refused(desk):
    assert desk.get("/settings/mail/?stat=sent").status_code == 400


@pytest.mark.parametrize("query", ["state=lost", "purpose=gossip"])
def test_an_unknown_value_lists_nobody(desk, confirmed, query):
    answer = desk.get(f"/settings/mail/?{query}")

    assert answer.status_code == 422
    assert EMAIL not in answer.content.decode()


def test_the_text_is_shown_in_a_demo_only(desk, confirmed, settings):
    address = f"/settings/mail/{confirmed.pk}/"
    assert "With: Dana Doctor" not in desk.get(address).content.decode()

    settings.IS_DEMO = True

    assert "With: Dana Doctor" in desk.get(address).content.decode()


def test_a_message_is_sent_again_with_all_that_belongs_to_it(desk, confirmed, alder):
    page = repeat(desk, confirmed)

    assert "It is on its way once more." in page.content.decode()
    with entering(alder):
        again = OutgoingMail.objects.get(repeats=confirmed.pk)
        assert (again.state, again.to, again.subject) == (MailState.WAITING, EMAIL, confirmed.subject)
        assert (again.text, again.html, again.calendar) == (confirmed.text, confirmed.html, confirmed.calendar)
        assert AuditEvent.objects.get(event="mail.sent_again").patient_ids == [confirmed.patient_id]


def test_two_clicks_are_one_copy(desk, confirmed, alder):
    repeat(desk, confirmed)
    repeat(desk, confirmed)

    with entering(alder):
        assert OutgoingMail.objects.filter(repeats=confirmed.pk).count() == 1


def test_what_is_no_longer_so_is_not_sent_again(desk, confirmed, alder):
    with entering(alder):
        made = appointments.Appointment.objects.get()
        moving.move(appointment=made, version=None, starts_at=local("2026-11-09", "10:00"), by=DESK, at=AT)

    assert "Send again" not in desk.get(f"/settings/mail/{confirmed.pk}/").content.decode()
    assert "What it says is no longer so" in repeat(desk, confirmed).content.decode()


def test_to_a_marked_address_nothing_is_sent_again(desk, confirmed, alder):
    with entering(alder):
        addresses.mark(address=EMAIL, cause="bounced", detail="", mail_id=confirmed.pk, at=AT)

    assert "Mail to this address does not arrive" in repeat(desk, confirmed).content.decode()


def test_a_colleagues_address_is_written_to_again_from_the_message(visit, alder, acting):
    """Nobody has a patient's page for a colleague, and a new password would not reach them."""
    with entering(alder):
        invitations.invite(email="new@example.com", roles=(Role.CLINICIAN,), by=acting(Role.OWNER), at=AT)
        invitation = OutgoingMail.objects.filter(purpose="invitation").latest("created_at")
        addresses.mark(address="new@example.com", cause="bounced", detail="", mail_id=invitation.pk, at=AT)
    owner = visit(alder, Role.OWNER)
    assert "Write to it again" in owner.get(f"/settings/mail/{invitation.pk}/").content.decode()

    owner.post(f"/settings/mail/{invitation.pk}/release/")

    with entering(alder):
        assert addresses.mark_on("new@example.com") is None
        assert AuditEvent.objects.get(event="mail_address.released").patient_ids == []


def test_what_still_waits_is_not_sent_again(desk, confirmed, alder):
    with entering(alder):
        OutgoingMail.objects.filter(pk=confirmed.pk).update(state=MailState.WAITING)

    assert "It has not left yet" in repeat(desk, confirmed).content.decode()


def test_an_invitation_is_not_sent_again_from_here(visit, alder, acting):
    """Its link is a key; the staff pages renew it."""
    with entering(alder):
        invitations.invite(email="new@example.com", roles=(Role.CLINICIAN,), by=acting(Role.OWNER), at=AT)
        invitation = OutgoingMail.objects.filter(purpose="invitation").latest("created_at")
        sending.send_waiting(at=AT + timedelta(minutes=1))

    assert "not sent again from here" in repeat(visit(alder, Role.OWNER), invitation).content.decode()


def test_the_list_takes_as_many_statements_with_one_row_as_with_fifty(desk, confirmed, alder):
    desk.get("/settings/mail/")
    with statements(6):
        desk.get("/settings/mail/")
    with entering(alder):
        for number in range(49):
            row = OutgoingMail(purpose="test", created_at=AT, due_at=AT, patient_id=confirmed.patient_id)
            row.to, row.subject, row.text = f"{number}@example.com", "x", "x"
            row.save()

    with statements(6):
        desk.get("/settings/mail/")


def test_today_says_what_did_not_arrive_without_saying_to_whom(visit, alder, confirmed):
    with entering(alder):
        stand(confirmed, MailState.BOUNCED, "Permanent")

    page = visit(alder, Role.OWNER).get("/").content.decode()

    assert "Mail that did not arrive" in page
    assert "Confirmation of an appointment" in page
    assert EMAIL not in page
