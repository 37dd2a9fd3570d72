"""Weekly hours with first and last days: what is set cuts what was, and what was comes back after a last day."""

from datetime import date, time

import pytest

from appointments.actions import providers
from appointments.actions.providers import (
    AlreadyProvider,
    HoursDetails,
    ImpossibleHours,
    OverlappingHours,
)
from appointments.models import WeeklyHours
from appointments.queries import provider_pages
from clinics.audit.models import AuditEvent
from clinics.places.actions.closing import StillUsed
from tests.factories import appointments
from tests.factories.appointments import ADMIN, AT, book
from tests.factories.staff import Role, person

pytestmark = pytest.mark.usefixtures("in_alder")

YEAR, JULY, AUGUST, SEPTEMBER = (date(2026, 1, 1), date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 1))


@pytest.fixture
def dana():
    return appointments.provider(hours=None)


def week(*times, weekday=1):
    return [
        HoursDetails(location=appointments.site(), weekday=weekday, starts=time(starts), ends=time(ends))
        for starts, ends in times
    ]


def set_hours(provider, hours, first, last=None):
    return providers.set_weekly_hours(
        provider=provider, hours=hours, valid_from=first, valid_until=last, by=ADMIN, at=AT
    )


def known(provider):
    rows = WeeklyHours.objects.filter(provider=provider).order_by("valid_from", "starts")
    return [(row.starts.hour, row.ends.hour, row.valid_from, row.valid_until) for row in rows]


def test_new_hours_end_those_of_before_on_the_day_before(dana):
    set_hours(dana, week((9, 12), (13, 17)), YEAR)

    set_hours(dana, week((8, 12)), SEPTEMBER)

    assert known(dana) == [
        (9, 12, YEAR, AUGUST),
        (13, 17, YEAR, AUGUST),
        (8, 12, SEPTEMBER, None),
    ]


def test_hours_with_a_last_day_give_back_those_of_before_afterwards(dana):
    set_hours(dana, week((9, 17)), YEAR)

    set_hours(dana, week((8, 14)), JULY, AUGUST)

    assert known(dana) == [
        (9, 17, YEAR, date(2026, 6, 30)),
        (8, 14, JULY, AUGUST),
        (9, 17, SEPTEMBER, None),
    ]


def test_hours_set_over_a_plan_replace_it_and_keep_what_comes_after(dana):
    set_hours(dana, week((9, 17)), YEAR)
    set_hours(dana, week((8, 14)), JULY, AUGUST)

    set_hours(dana, week((10, 11)), date(2026, 6, 1), date(2026, 7, 31))

    assert known(dana) == [
        (9, 17, YEAR, date(2026, 5, 31)),
        (10, 11, date(2026, 6, 1), date(2026, 7, 31)),
        (8, 14, date(2026, 8, 1), AUGUST),
        (9, 17, SEPTEMBER, None),
    ]


def test_an_empty_week_with_a_last_day_is_a_pause_and_is_shown_as_one(dana):
    set_hours(dana, week((9, 17)), YEAR)
    set_hours(dana, [], JULY, AUGUST)

    found = provider_pages.periods(
        WeeklyHours.objects.filter(provider=dana).select_related("location"), today=date(2026, 6, 1)
    )

    shown = [(each.first, each.last, len(each.hours)) for each in found]
    assert shown == [
        (date(2026, 6, 1), date(2026, 6, 30), 1),
        (JULY, AUGUST, 0),
        (SEPTEMBER, None, 1),
    ]


@pytest.mark.parametrize(
    ("times", "refusal"),
    [
        (((12, 9),), ImpossibleHours),
        (((9, 12), (11, 13)), OverlappingHours),
        (((9, 0), (13, 14)), OverlappingHours),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(dana, times, refusal):
    set_hours(dana, week((9, 17)), YEAR)

    with pytest.raises(refusal):
        set_hours(dana, week(*times), JULY)

    assert known(dana) == [(9, 17, YEAR, None)]


def test_a_last_day_does_not_come_before_the_first(dana):
    with pytest.raises(ImpossibleHours) as refused:
        set_hours(dana, [], AUGUST, JULY)

    assert refused.value.field == "valid_until"


def test_a_provider_goes_when_nothing_is_booked_with_them():
    dana = appointments.provider()
    made = book()
    with pytest.raises(StillUsed) as refused:
        providers.retire(provider=dana, by=ADMIN, at=AT)
    assert refused.value.url == f"/settings/providers/{dana.pk}/appointments/"
    appointments.booking.cancel(appointment=made, reason="clinic", by=ADMIN, at=AT)

    assert providers.retire(provider=dana, by=ADMIN, at=AT).is_active is False
    assert AuditEvent.objects.filter(event="provider.changed", fields=["is_active"]).count() == 1


def test_a_colleague_is_a_provider_once():
    user = person(Role.CLINICIAN)
    providers.add(name="Dana", user=user, by=ADMIN, at=AT)

    with pytest.raises(AlreadyProvider):
        providers.add(name="Dana again", user=user, by=ADMIN, at=AT)
