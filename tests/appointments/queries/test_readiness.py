"""The first steps of a clinic about its calendar are done when its data say so."""

from datetime import date

import pytest

from clinics.home import setup
from clinics.places.actions import locations
from tests.factories import appointments
from tests.factories.appointments import ADMIN, AT
from tests.factories.staff import Role, acting

pytestmark = pytest.mark.usefixtures("in_alder")

PLACE, HOURS, TYPES = "Say where you see patients", "Say who can be booked, and when", "Say what patients can come for"


def undone() -> set[str]:
    steps = setup.steps_for(acting(Role.ADMINISTRATOR), at=AT)
    return {str(step.label) for step in steps if not step.is_done} & {PLACE, HOURS, TYPES}


def test_a_new_clinic_has_all_of_it_to_do():
    assert undone() == {PLACE, HOURS, TYPES}


def test_an_address_hours_and_a_type_are_what_is_asked():
    locations.change(place=appointments.site(), address="1 Elm St", by=ADMIN, at=AT)
    appointments.provider()
    appointments.kind()

    assert undone() == set()


def test_a_provider_without_hours_or_with_hours_that_are_over_is_not_enough():
    dana = appointments.provider()
    appointments.work(dana, (), since=date(2026, 10, 1))

    assert HOURS in undone()


def test_steps_lead_to_their_pages():
    steps = setup.steps_for(acting(Role.ADMINISTRATOR), at=AT)

    assert {step.url for step in steps} >= {
        "/settings/locations/",
        "/settings/providers/",
        "/settings/appointment-types/",
    }
