"""`/settings/providers/`: who can be booked, their week, and what falls outside of it after a change."""

from datetime import date

import pytest
import time_machine

from appointments.actions import providers
from appointments.models import HoursException, Provider, WeeklyHours
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories import appointments, patients
from tests.factories.appointments import AT, book
from tests.factories.staff import Role, person
from tests.statements import statements

ALL = "/settings/providers/"
TUESDAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def admin(visit, alder):
    return visit(alder, Role.ADMINISTRATOR)


@pytest.fixture
def dana(alder, db):
    with entering(alder):
        return appointments.provider()


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def week(*rows, **more):
    """What the editor sends: `(weekday, from, until)`, and from Monday, 2 November on."""
    sent, count = {}, {}
    for day, starts, ends in rows:
        number = count[day] = count.get(day, -1) + 1
        sent |= {f"day-{day}-{number}-starts": starts, f"day-{day}-{number}-ends": ends}
    return {"valid_from": "2026-11-02", **sent, **more}


def test_a_colleague_becomes_a_provider_under_their_own_name(admin, alder):
    with entering(alder):
        doctor = person(Role.CLINICIAN)

    made = admin.post(f"{ALL}new/", {"user": str(doctor.pk), "tone": "teal", "order": "1"})

    assert made.status_code == 302
    with entering(alder):
        provider = Provider.objects.get()
        assert (provider.user_id, provider.name, provider.tone) == (doctor.pk, "Dana Doctor", "teal")
    assert str(doctor.pk) not in text(admin.get(f"{ALL}new/"))


def test_somebody_without_an_account_needs_a_name(admin):
    assert "Give the name, or choose a colleague." in text(
        admin.post(f"{ALL}new/", {"tone": "teal", "order": "1"}), 422
    )


def test_the_list_says_who_works_when_and_where(admin, dana):
    page = text(admin.get(ALL))

    assert "Dana Doctor" in page
    assert "Mon\u2009\u2013\u2009Fri" in page
    assert "Alder Clinic" in page


def test_a_week_with_several_stretches_a_day_is_saved(admin, alder, dana):
    sent = week((1, "08:00", "12:00"), (1, "13:00", "17:30"), (3, "20:00", "00:00"), (5, "", ""))

    assert admin.post(f"{ALL}{dana.pk}/hours/", sent)["Location"] == f"{ALL}{dana.pk}/"

    with entering(alder):
        held = WeeklyHours.objects.filter(provider=dana, valid_until=None).order_by("weekday", "starts")
        shown = [(row.weekday, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}") for row in held]
    assert shown == [(1, "08:00", "12:00"), (1, "13:00", "17:30"), (3, "20:00", "00:00")]
    assert "8:00 AM\u2009\u2013\u200912:00 PM" in text(admin.get(f"{ALL}{dana.pk}/"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(1, "09:00", "")], "Give both times, or neither."),
        ([(1, "17:00", "09:00")], "This is not after the beginning."),
        ([(1, "09:00", "12:00"), (1, "11:00", "13:00")], "This overlaps with the times before it."),
        ([(1, "nine", "12:00")], "Enter a valid time."),
    ],
)
def test_a_week_that_cannot_be_says_where_and_why_and_changes_nothing(admin, alder, dana, rows, said):
    page = text(admin.post(f"{ALL}{dana.pk}/hours/", week(*rows)), 422)

    assert said in page
    with entering(alder):
        assert WeeklyHours.objects.filter(provider=dana).count() == 5


def test_the_editor_adds_removes_and_copies_rows_without_saving(admin, alder, dana):
    where = f"{ALL}{dana.pk}/hours/"
    more = text(admin.post(where, week((1, "09:00", "12:00"), more="1")))
    assert 'name="day-1-1-starts"' in more
    assert "autofocus" in more

    less = text(admin.post(where, week((1, "09:00", "12:00"), (1, "13:00", "17:00"), less="1-0")))
    assert 'name="day-1-0-starts" value="13:00"' in less
    assert "day-1-1-starts" not in less

    copied = text(admin.post(where, week((1, "07:00", "11:00"), (6, "10:00", "11:00"), copy="1")))
    assert copied.count('value="07:00"') == 5
    assert copied.count('value="10:00"') == 1
    with entering(alder):
        assert set(WeeklyHours.objects.values_list("starts__hour", flat=True)) == {9}


def test_with_two_sites_each_stretch_says_where(admin, alder, dana):
    with entering(alder):
        north = appointments.another_site()
    sent = week((1, "09:00", "12:00"), (2, "09:00", "12:00"), **{"day-2-0-site": str(north.pk)})

    admin.post(f"{ALL}{dana.pk}/hours/", sent)

    with entering(alder):
        held = WeeklyHours.objects.filter(provider=dana, valid_until=None).order_by("weekday")
        assert [row.location.name for row in held] == ["Alder Clinic", "North"]


def test_what_is_booked_outside_of_the_new_hours_is_counted_and_listed(admin, alder, dana):
    with entering(alder):
        ana = patients.register(given="Ana", family="Ruiz")
        made = book(ana)  # Tuesday at ten
    saved = admin.post(f"{ALL}{dana.pk}/hours/", week((2, "13:00", "17:00")))

    assert saved["Location"] == f"{ALL}{dana.pk}/outside-hours/"
    listed = text(admin.get(saved["Location"]))

    assert "1 booked appointment falls outside the hours now" in listed
    assert "Ana Ruiz" in listed
    assert f'href="/appointments/{made.pk}/"' in listed
    assert "1 booked appointment falls outside the hours." in text(admin.get(f"{ALL}{dana.pk}/"))
    with entering(alder):
        assert AuditEvent.objects.get(event="appointment.listed").patient_ids == [ana.pk]


def test_an_absence_and_extra_hours_are_written_shown_and_taken_back(admin, alder, dana):
    where = f"{ALL}{dana.pk}/exceptions/new/"
    away = {"is_closed": "1", "first_day": "2026-11-09", "last_day": "2026-11-13", "reason": "Congress"}
    extra = {"is_closed": "0", "first_day": "2026-11-14", "starts": "09:00", "ends": "12:00"}
    assert [admin.post(where, sent).status_code for sent in (away, extra)] == [302, 302]

    page = text(admin.get(f"{ALL}{dana.pk}/"))

    assert "Nov 9, 2026\u2009\u2013\u2009Nov 13, 2026" in page
    assert "Congress" in page
    assert "9:00 AM\u2009\u2013\u200912:00 PM" in page
    with entering(alder):
        found = HoursException.objects.get(is_closed=False)
        assert found.location == appointments.site()
    admin.post(f"{ALL}{dana.pk}/exceptions/{found.pk}/removal/")
    with entering(alder):
        assert not HoursException.objects.filter(is_closed=False).exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"is_closed": "0", "first_day": "2026-11-14"}, "Say from when until when."),
        ({"is_closed": "1", "first_day": "2026-11-14", "starts": "09:00"}, "Give both times, or neither for all day."),
        ({"is_closed": "1", "first_day": "2026-11-14", "last_day": "2026-11-13"}, "The last day comes before"),
        ({"is_closed": "1"}, "This field is required."),
    ],
)
def test_an_exception_that_cannot_be_says_why(admin, dana, sent, said):
    answer = admin.post(f"{ALL}{dana.pk}/exceptions/new/", sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_an_absence_over_a_booked_day_leads_to_who_is_booked(admin, alder, dana):
    with entering(alder):
        book()
    sent = {"is_closed": "1", "first_day": "2026-11-03"}

    assert admin.post(f"{ALL}{dana.pk}/exceptions/new/", sent)["Location"] == f"{ALL}{dana.pk}/outside-hours/"


def test_a_provider_is_changed_no_longer_booked_and_booked_again(admin, alder, dana):
    admin.post(f"{ALL}{dana.pk}/edit/", {"name": "Dr. Dana", "title": "GP", "tone": "pink", "order": "3"})
    with entering(alder):
        made = book()
    refused = text(admin.post(f"{ALL}{dana.pk}/retirement/"), 409)
    assert "1 appointment is booked with them" in refused
    assert f'href="{ALL}{dana.pk}/appointments/"' in refused
    with entering(alder):
        appointments.booking.cancel(appointment=made, reason="clinic", by=appointments.DESK, at=AT)
    admin.post(f"{ALL}{dana.pk}/retirement/")
    assert "No longer booked" in text(admin.get(ALL))
    admin.post(f"{ALL}{dana.pk}/return/")

    with entering(alder):
        found = Provider.objects.get()
    assert (found.name, found.title, found.tone, found.is_active) == ("Dr. Dana", "GP", "pink", True)


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.AUDITOR])
def test_who_does_not_configure_the_calendar_does_not_enter(visit, alder, dana, role):
    client = visit(alder, role)

    assert client.get(ALL).status_code == 403
    assert client.post(f"{ALL}{dana.pk}/hours/", week()).status_code == 403
    assert client.get(f"{ALL}{dana.pk}/outside-hours/").status_code == 403


def test_providers_of_another_clinic_are_not_there(visit, birch, dana):
    other = visit(birch, Role.OWNER)

    assert other.get(f"{ALL}{dana.pk}/").status_code == 404
    assert other.post(f"{ALL}{dana.pk}/hours/", week()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_at_one_and_at_three(admin, alder, dana, count):
    with entering(alder):
        kind = appointments.kind()
        for number in range(count):
            appointments.provider(f"Provider {number}")
            book(
                patients.register(given=f"P{number}"),
                type=kind,
                provider=dana,
                starts_at=appointments.local(TUESDAY, f"1{number}:00"),
            )
        for _number in range(count):
            providers.add_exception(provider=dana, first_day=TUESDAY, last_day=TUESDAY, by=appointments.ADMIN, at=AT)
    admin.get(ALL)

    with statements(5):
        admin.get(ALL)
    with statements(11):
        admin.get(f"{ALL}{dana.pk}/")
    with statements(9):
        admin.get(f"{ALL}{dana.pk}/outside-hours/")
