"""`/settings/clinic/`: where the clinic is reached, its language, clock, week and identifiers."""

import pytest

from appointments.queries import calendar
from clinics.home.actions import details
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.staff.permissions import Role
from patients.forms.fields import identifier_systems
from tests.factories.staff import acting
from tests.statements import statements

PAGE = "/settings/clinic/"
KNOWN = {
    "address": "1 Elm St",
    "phone": "",
    "language": "en",
    "time_zone": "America/New_York",
    "week_start": "",
    "used_identifiers": ["us-ssn", "us-mbi", "passport", "drivers-license", "insurance-member", "national-id"],
}


@pytest.fixture
def admin(visit, alder):
    return visit(alder, Role.ADMINISTRATOR)


def kept(clinic) -> Clinic:
    with entering_platform():
        return Clinic.objects.get(pk=clinic.pk).preload()


def test_the_page_shows_what_is_so_and_what_cannot_be_changed_here(admin):
    page = admin.get(PAGE).content.decode()

    assert "United States" in page
    assert "USD" in page
    assert '<option value="America/New_York" selected>' in page
    assert "Sunday, as usual in the country" in page
    assert 'value="us-ssn"' in page


def test_what_is_decided_is_kept_and_shown_again(admin, alder, birch):
    sent = {**KNOWN, "week_start": "1", "time_zone": "America/Chicago", "used_identifiers": ["passport"]}

    answer = admin.post(PAGE, sent)

    assert answer.status_code == 302
    assert "look_again" in answer.cookies
    found = kept(alder)
    assert (found.address, found.week_start, found.time_zone) == ("1 Elm St", 1, "America/Chicago")
    assert found.unused_identifiers == ["drivers-license", "insurance-member", "national-id", "us-mbi", "us-ssn"]
    assert kept(birch).address == ""


def test_what_cannot_be_is_said_beside_its_field_and_the_rest_stays_typed(admin):
    page = admin.post(PAGE, {**KNOWN, "phone": "call us"})

    assert page.status_code == 422
    assert "This cannot be dialled." in page.content.decode()
    assert "1 Elm St" in page.content.decode()


def test_an_identifier_that_is_not_used_is_no_longer_offered(in_alder, at):
    found = details.change(
        address="",
        phone="",
        language="en",
        time_zone="America/New_York",
        week_start=None,
        unused_identifiers=["us-ssn"],
        by=acting(Role.OWNER),
        at=at,
    )
    with entering(found.preload()):
        assert "us-ssn" not in dict(identifier_systems())
        assert "us-ssn" in dict(identifier_systems("us-ssn"))


@pytest.mark.parametrize(("week_start", "first"), [(None, "2026-11-01"), (1, "2026-11-02"), (6, "2026-10-31")])
def test_the_calendar_s_week_begins_as_the_clinic_says(in_alder, at, week_start, first):
    in_alder.week_start = week_start
    try:
        assert str(calendar.week_of(at.date(), calendar.locale())[0]) == first
    finally:
        in_alder.week_start = None


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.AUDITOR])
def test_who_does_not_configure_the_clinic_does_not_enter(visit, alder, role):
    client = visit(alder, role)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, KNOWN).status_code == 403


def test_the_page_reads_nothing_but_who_asks(admin):
    admin.get(PAGE)

    with statements(3):
        admin.get(PAGE)
