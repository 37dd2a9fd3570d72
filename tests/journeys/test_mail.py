"""Mail in a browser: a confirmation that came back is noticed, put right and sent again; a patient ends reminders."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from appointments.actions import telling
from appointments.actions.writing import link_to
from clinics.events import addresses
from clinics.events.models import MailState, OutgoingMail
from clinics.kit.current import entering
from patients.models import MailPurpose
from patients.queries.mail import unsubscribe_link
from tests.factories import appointments, patients
from tests.factories.appointments import book
from tests.factories.staff import Role

pytestmark = pytest.mark.browser
EMAIL = "ana@example.com"


@pytest.fixture
def booked(clinic):
    """Ana is booked in three days; her confirmation came back."""
    now = timezone.now()
    with entering(clinic):
        appointments.provider(hours=(("00:00", "23:30"),), weekdays=range(1, 8))
        appointments.kind()
        starts = (now + timedelta(days=3)).replace(hour=15, minute=0, second=0, microsecond=0)
        made = book(patients.register(email=EMAIL, phone="617-555-0100"), starts_at=starts, at=now)
        telling.tell_news(at=now)
        mail = OutgoingMail.objects.get(purpose="appointment_booked")
        came_back = {"state": MailState.BOUNCED, "failure": "Permanent General 5.1.1", "sent_at": now, "tries": 1}
        OutgoingMail.objects.filter(pk=mail.pk).update(**came_back, reported_at=now)
        addresses.mark(address=EMAIL, cause="bounced", detail="", mail_id=mail.pk, at=now)
    return made


def test_what_came_back_is_put_right_and_sent_again(clinic, signed_in, booked):
    page = signed_in(Role.FRONT_DESK, "/settings/mail/?state=trouble")
    page.get_by_role("link", name="Confirmation of an appointment").click()
    expect(page.get_by_text("there is no such mailbox")).to_be_visible()
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Mail to this address does not arrive")).to_be_visible()

    page.get_by_role("link", name="The patient's page").click()
    expect(page.get_by_text("Mail to this address came back")).to_be_visible()
    page.get_by_role("link", name="Write to it again").click()
    page.get_by_role("button", name="Write to it again").click()
    expect(page.get_by_text("The address gets mail again.")).to_be_visible()

    page.goto(page.url.replace(f"/patients/{booked.patient_id}/", "/settings/mail/"))
    page.get_by_role("link", name="Confirmation of an appointment").click()
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("It is on its way once more.")).to_be_visible()


def test_a_patient_ends_reminders_and_takes_it_back(clinic, site, page, booked):
    with entering(clinic):
        path = unsubscribe_link(booked.patient_id, MailPurpose.REMINDERS).partition("/mail/")[2]
    page.goto(site.url(clinic, f"/mail/{path}"))
    page.get_by_role("button", name="Stop these messages").click()
    expect(page.get_by_text("You get no more of these messages")).to_be_visible()
    page.get_by_role("button", name="Send them again").click()
    expect(page.get_by_text("You get these messages again")).to_be_visible()


def test_a_patient_sees_the_appointment_without_signing_in(clinic, site, new_context, booked):
    with entering(clinic):
        path = link_to(booked).partition("/mail/")[2]
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(site.url(clinic, f"/mail/{path}"))

    expect(page.get_by_role("heading", name="Your appointment")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Add to your calendar").click()
    assert download.value.suggested_filename == "appointment.ics"
