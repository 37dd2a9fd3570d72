"""A clinic's first day, from the command that opens it to a signed note; and the doors of the clinic next to it."""

import re
import time
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Page, expect

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from patients.charts.models import Note, NoteVersion
from tests import database
from tests.clinics.staff.signing_in import code_of
from tests.factories import documents, notes, patients
from tests.factories.staff import Role, acting

pytestmark = pytest.mark.browser
SECRET = "four quite unrelated words"


@pytest.fixture(autouse=True)
def _no_earlier_attempts():
    cache.clear()


@pytest.fixture
def opened(site, django_db_blocker):
    """A clinic opened by the operator's command: its host and the link that was printed."""
    with django_db_blocker.unblock():
        said = StringIO()
        subdomain = f"harbour-{time.time_ns() % 10**9}"
        call_command(
            "onboard_clinic",
            subdomain,
            "--name",
            "Harbour Clinic",
            "--admin-email",
            "olga@example.com",
            "--country",
            "US",
            stdout=said,
        )
        clinic = site.welcome(database.clinic(subdomain))
        yield clinic, said.getvalue().strip().splitlines()[-1]
        database.drop_own_clinic(clinic)


def join(page: Page, link: str, name: str) -> str:
    """Answer an invitation and set up an app; returns the app's secret."""
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Choose a password").fill(SECRET)
    page.get_by_label("The password again").fill(SECRET)
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name="Use an app on my telephone").click()
    secret = page.locator("[data-secret]").inner_text().replace(" ", "")
    page.get_by_label("code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    return secret


def link_in_mail(clinic, address: str) -> str:
    with entering(clinic):
        [message] = [mail for mail in OutgoingMail.objects.all() if mail.to == address]
        return re.search(r"https?://\S+", message.text)[0]


def test_from_the_command_that_opens_a_clinic_to_a_signed_note(site, opened, new_context):
    clinic, link = opened
    owner = new_context().new_page()
    join(owner, link, "Olga Owner")
    owner.goto(site.url(clinic, "/"))
    expect(owner.get_by_role("heading", level=1)).to_have_text("Today")
    owner.goto(site.url(clinic, "/settings/staff/invitations/new/"))
    owner.get_by_label("E-mail address").fill("nia@example.com")
    owner.get_by_label("Clinician").check()
    owner.get_by_role("button", name="Send the invitation").click()
    expect(owner.get_by_text("The invitation is on its way")).to_be_visible()

    page = new_context().new_page()
    secret = join(page, link_in_mail(clinic, "nia@example.com"), "Nia Novak")
    page.goto(site.url(clinic, "/patients/new/"))
    page.get_by_label("Given name").fill("Ada")
    page.get_by_label("Family name").fill("Okafor")
    page.get_by_role("button", name="Register", exact=True).click()
    expect(page.get_by_text("Registered with record number")).to_be_visible()
    page.get_by_role("link", name="New note").first.click()
    page.get_by_role("button", name="Start writing").click()
    page.get_by_label("Subjective").press_sequentially("Tooth hurts")
    expect(page.locator("[data-state=saved]")).to_be_visible(timeout=20_000)
    note = page.url

    page.goto(site.url(clinic, "/accounts/logout/"))
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_label("Email").fill("nia@example.com")
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("code").fill(code_of(secret, later=30))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.goto(note)
    expect(page.get_by_label("Subjective")).to_have_value("Tooth hurts")
    page.get_by_role("button", name="Review and sign").click()
    page.get_by_role("button", name="Sign", exact=True).click()

    expect(page.get_by_text("Signed by Nia Novak")).to_be_visible()
    with entering(clinic):
        assert Note.objects.get().status == "signed"
        assert NoteVersion.objects.get().body == {"subjective": "Tooth hurts"}


def test_what_belongs_to_one_clinic_is_not_there_at_the_other(site, clinic, other_clinic, signed_in):
    """Every address of a record, asked at the other clinic by somebody who may see such records there."""
    with entering(clinic):
        ana, dana = patients.register(), acting(Role.CLINICIAN)
        note = notes.sign(ana, by=dana).note
        letter = documents.add(ana, by=dana)
    page = signed_in(Role.CLINICIAN, at=other_clinic)

    for path in (
        f"/patients/{ana.pk}/",
        f"/patients/{ana.pk}/history/",
        f"/patients/{ana.pk}/notes/{note.pk}/",
        f"/patients/{ana.pk}/documents/{letter.pk}/",
        f"/patients/{ana.pk}/documents/{letter.pk}/content/",
        f"/patients/{ana.pk}/documents/{letter.pk}/preview/",
    ):
        answer = page.goto(site.url(other_clinic, path))
        assert answer.status == 404, path
        assert "Ruiz" not in page.content()
    page.goto(site.url(other_clinic, "/patients/?q=Ruiz"))
    expect(page.get_by_text("Nobody found")).to_be_visible()


def test_an_invitation_of_one_clinic_lets_nobody_into_the_other(site, opened, other_clinic, page):
    clinic, link = opened

    page.goto(link.replace(clinic.base_url, other_clinic.base_url))

    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation does not work")
