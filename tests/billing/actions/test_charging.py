"""A completed appointment is charged once, at its type's fee, and stands in the list until then."""

from decimal import Decimal
from uuid import uuid4

import pytest

from appointments.actions import visits
from billing.actions import charging, issuing
from billing.queries.uncharged import uncharged
from tests.factories import appointments
from tests.factories.appointments import DESK, later
from tests.factories.billing import AT, BILLER


@pytest.fixture
def seen(ana):
    """An appointment that was completed."""
    kind = appointments.kind(fee=Decimal(80))
    booked = appointments.book(ana, type=kind)
    when = later(booked, 20)
    visits.start(appointment=booked, by=DESK, at=when)
    return visits.complete(appointment=booked, by=DESK, at=when)


def waiting() -> list:
    return list(uncharged(to=BILLER, at=AT))


def test_what_was_done_waits_until_it_is_charged(seen, ana):
    assert waiting() == [seen]

    line = charging.charge(appointment=seen, by=BILLER, at=AT)

    assert (line.display, line.unit_amount, line.draft.patient) == ("Consultation", Decimal(80), ana)
    assert waiting() == []


def test_nothing_is_charged_twice_not_even_after_it_was_issued(seen):
    line = charging.charge(appointment=seen, by=BILLER, at=AT)
    with pytest.raises(charging.ChargedAlready):
        charging.charge(appointment=seen, by=BILLER, at=AT)
    issuing.issue(draft=line.draft, by=BILLER, at=AT)

    with pytest.raises(charging.ChargedAlready):
        charging.charge(appointment=seen, by=BILLER, at=AT)


def test_what_was_credited_can_be_charged_anew(seen):
    line = charging.charge(appointment=seen, by=BILLER, at=AT)
    invoice = issuing.issue(draft=line.draft, by=BILLER, at=AT)
    issuing.credit(invoice=invoice, reason="Wrong price", key=uuid4(), by=BILLER, at=AT)

    assert waiting() == [seen]


def test_what_was_not_done_is_not_charged(ana):
    with pytest.raises(charging.NotCompleted):
        charging.charge(appointment=appointments.book(ana), by=BILLER, at=AT)
