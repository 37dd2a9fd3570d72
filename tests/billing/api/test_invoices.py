"""`/api/v1/invoices/` and `/api/v1/payments/`."""

import pytest

from clinics.kit.current import entering
from tests.factories import billing, patients


@pytest.fixture
def ana(alder, db):
    with entering(alder):
        return patients.register()


@pytest.fixture
def invoice(alder, ana):
    with entering(alder):
        return billing.invoice(ana, "100", tax="7.5")


def pay(program, ana, amount, *, key="k1", **more):
    body = {"patient": str(ana.pk), "amount": amount, "method": "transfer", **more}
    return program.post("payments/", body, Idempotency_Key=key)


def test_an_invoice_is_read_with_its_lines_and_what_is_open(program, invoice):
    read = program.get(f"invoices/{invoice.pk}/").json()

    assert (read["number"], read["total"], read["open"]) == ("2026-00001", "107.50", "107.50")
    assert [(line["display"], line["net"], line["tax"]) for line in read["lines"]] == [("Service 0", "100.00", "7.50")]


def test_a_payment_settles_what_it_says_once(program, ana, invoice):
    parts = [{"invoice": str(invoice.pk), "amount": "107.50"}]

    first = pay(program, ana, "120.00", allocations=parts)
    again = pay(program, ana, "120.00", allocations=parts)

    assert first.status_code == 201, first.content
    assert again.json() == first.json()
    assert (first.json()["allocated"], first.json()["free"]) == ("107.50", "12.50")
    assert program.get(first["Location"]).json() == first.json()
    assert program.get("payments/").json()["count"] == 1
    assert program.get("invoices/", state="open").json()["count"] == 0


@pytest.mark.parametrize(
    ("amount", "part", "code"),
    [
        ("200", "107.51", "more_than_open"),
        ("50", "60", "more_than_free"),
        ("10.005", "1", "amount_not_payable"),
        ("50", "0.001", "amount_not_payable"),
        ("50", "0", "amount_not_positive"),
        ("50", "-5", "amount_not_positive"),
    ],
)
def test_what_cannot_be_is_refused(program, ana, invoice, amount, part, code):  # noqa: PLR0917
    answer = pay(program, ana, amount, allocations=[{"invoice": str(invoice.pk), "amount": part}])

    assert answer.json()["code"] == code
    assert program.get("payments/").json()["count"] == 0


def test_an_invoice_of_another_clinic_is_not_there(program, ana, birch):
    with entering(birch):
        other = billing.invoice(patients.register(), "100")

    assert program.get(f"invoices/{other.pk}/").status_code == 404
    answer = pay(program, ana, "100", allocations=[{"invoice": str(other.pk), "amount": "100"}])
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "allocations.0.invoice")


def test_a_payment_needs_a_key(program, ana):
    body = {"patient": str(ana.pk), "amount": "5", "method": "cash"}

    assert program.post("payments/", body).json()["code"] == "idempotency_key_missing"
