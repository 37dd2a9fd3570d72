"""`/api/v1/patients/<id>/statement/`."""

import pytest

from clinics.kit.current import entering
from tests.factories import billing, patients
from tests.factories.tokens import Program, bearer

NOVEMBER = "?since=2026-11-01&until=2026-11-30"


@pytest.fixture
def ana(alder, db):
    with entering(alder):
        found = patients.register()
        invoice = billing.invoice(found, "100")
        billing.pay(found, "30", to={invoice: "30"})
    return found


def test_an_account_is_read_over_a_period(program, ana):
    read = program.get(f"patients/{ana.pk}/statement/{NOVEMBER}").json()

    assert (read["opening"], read["closing"]) == ("0.00", "70.00")
    assert [(line["change"], line["balance"]) for line in read["lines"]] == [("100.00", "100.00"), ("-30.00", "70.00")]
    assert read["aging"][0] == {"since": 0, "until": 30, "amount": "70.00", "count": 1}


@pytest.mark.parametrize("query", ["?since=soon", "?since=2026-12-01&until=2026-11-01", "?month=11"])
def test_what_cannot_be_meant_is_refused(program, ana, query):
    assert program.get(f"patients/{ana.pk}/statement/{query}").status_code == 422


def test_the_other_clinic_knows_no_such_person(birch, ana, at):
    theirs = Program(birch, bearer(birch, at=at))

    assert theirs.get(f"patients/{ana.pk}/statement/").status_code == 404
