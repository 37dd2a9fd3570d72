"""`/billing/`: a biller writes, issues, takes money and corrects; each page names what to do next."""

from decimal import Decimal
from uuid import uuid4

import pytest

from billing.models import Invoice, InvoiceDraft, Payment
from clinics.kit.current import entering
from tests.factories import billing, patients
from tests.factories.staff import Role


@pytest.fixture
def biller(visit, alder):
    return visit(alder, Role.BILLER)


@pytest.fixture
def ana(alder, db):
    with entering(alder):
        return patients.register()


@pytest.fixture
def invoice(alder, ana):
    with entering(alder):
        return billing.invoice(ana, "100")


def test_from_an_empty_draft_to_a_paid_invoice(biller, alder, ana):
    with entering(alder):
        fee = billing.fee(amount="80")
    draft = biller.post(f"/billing/patients/{ana.pk}/drafts/new/")["Location"]
    day = {"served_on": "2026-10-30", "quantity": "2"}
    assert biller.post(draft, {"fee": str(fee.pk), **day}).status_code == 302
    assert biller.post(draft, {"display": "Splint", "unit_amount": "12,50", **day}).status_code == 302
    issued = biller.post(f"{draft}issue/")["Location"]
    assert "$185.00" in biller.get(issued).content.decode()
    assert biller.get(draft)["Location"] == issued

    taken = biller.post(
        f"/billing/patients/{ana.pk}/payments/new/", {"amount": "200", "method": "cash", "key": str(uuid4())}
    )

    assert taken.status_code == 302
    with entering(alder):
        assert Invoice.objects.get().standing.open == 0
        assert Payment.objects.get().standing.free == Decimal(15)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"display": "", "unit_amount": "5"}, "display"),
        ({"display": "Splint", "unit_amount": ""}, "unit_amount"),
        ({"display": "Splint", "unit_amount": "ten"}, "unit_amount"),
        ({"display": "Splint", "unit_amount": "1.005"}, "unit_amount"),
        ({"display": "Splint", "unit_amount": "5", "quantity": "0"}, "quantity"),
    ],
)
def test_a_line_that_cannot_be_says_why(biller, alder, ana, sent, field):
    with entering(alder):
        draft = billing.draft(ana)
    page = biller.post(f"/billing/drafts/{draft.pk}/", {"served_on": "2026-10-30", "quantity": "1", **sent})

    assert page.status_code == 422
    assert field in page.context["form"].errors


def test_an_invoice_is_credited_written_off_and_refunded_by_page(biller, alder, ana, invoice):
    biller.post(f"/billing/invoices/{invoice.pk}/write-off/", {"amount": "40", "reason": "Kind", "key": str(uuid4())})
    page = biller.get(f"/billing/invoices/{invoice.pk}/").content.decode()
    assert "$60.00 is open" in page
    with entering(alder):
        other = billing.invoice(ana, "30")
        payment = billing.pay(ana, "30", to={other: "30"})
    note = biller.post(f"/billing/invoices/{other.pk}/credit-note/", {"reason": "Twice", "key": str(uuid4())})
    assert "Takes back invoice" in biller.get(note["Location"]).content.decode()
    biller.post(
        f"/billing/payments/{payment.pk}/refund/",
        {"amount": "30", "method": "cash", "reason": "Twice", "key": str(uuid4())},
    )
    with entering(alder):
        assert Payment.objects.get().standing.refunded == Decimal(30)


def test_lists_are_filtered_and_unknown_filters_are_not_there(biller, alder, invoice):
    assert invoice.number in biller.get("/billing/invoices/").content.decode()
    assert invoice.number not in biller.get("/billing/invoices/?state=settled").content.decode()
    assert biller.get("/billing/invoices/?state=everything").status_code == 404


def test_the_front_desk_takes_money_and_writes_no_invoice(visit, alder, ana, invoice):
    desk = visit(alder, Role.FRONT_DESK)

    assert desk.get(f"/billing/patients/{ana.pk}/payments/new/").status_code == 200
    assert desk.post(f"/billing/patients/{ana.pk}/drafts/new/").status_code == 403
    assert desk.post(f"/billing/invoices/{invoice.pk}/write-off/").status_code == 403


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.CAREGIVER, Role.AUDITOR])
def test_who_does_not_bill_sees_no_money(visit, alder, ana, invoice, role):
    assert visit(alder, role).get(f"/billing/invoices/{invoice.pk}/").status_code == 403
    assert visit(alder, role).get(f"/billing/patients/{ana.pk}/").status_code == 403


def test_money_of_another_clinic_is_not_there(visit, birch, invoice):
    assert visit(birch, Role.BILLER).get(f"/billing/invoices/{invoice.pk}/").status_code == 404


def test_fees_are_added_and_changed_without_touching_what_was_charged(visit, alder, ana):
    owner = visit(alder, Role.OWNER)
    owner.post("/settings/fees/lists/new/", {"name": "2026", "valid_from": "2026-01-01"})
    with entering(alder):
        fee_list = billing.fees.FeeList.objects.get()
    new = {"code": "D0120", "display": "Check-up", "unit_amount": "80", "tax_percent": "0"}
    owner.post(f"/settings/fees/lists/{fee_list.pk}/services/new/", new)
    twice = owner.post(f"/settings/fees/lists/{fee_list.pk}/services/new/", new)
    assert "stands in the list already" in twice.content.decode()
    with entering(alder):
        fee = fee_list.fees.get()
        draft = billing.drafts.start(patient=ana, by=billing.BILLER, at=billing.AT)
        billing.drafts.add_fee(
            draft=draft, fee=fee, quantity=1, served_on=billing.DAY, by=billing.BILLER, at=billing.AT
        )
    changed = {"display": "Check-up", "unit_amount": "95", "tax_percent": "0", "is_active": "on"}
    owner.post(f"/settings/fees/services/{fee.pk}/", changed)
    with entering(alder):
        fee.refresh_from_db()
        assert fee.unit_amount == Decimal(95)
        assert InvoiceDraft.objects.get().total == Decimal(80)


def test_a_list_costs_the_same_at_one_and_at_three(biller, alder, ana, django_assert_max_num_queries):
    for count in (1, 3):
        with entering(alder):
            while Invoice.objects.count() < count:
                billing.invoice(ana, "10")
        with django_assert_max_num_queries(16):
            biller.get("/billing/invoices/")


def test_a_patients_page_shows_the_balance_and_the_search_finds_the_number(biller, ana, invoice):
    page = biller.get(f"/patients/{ana.pk}/").content.decode()

    assert "$100.00" in page
    assert invoice.number in page
    assert invoice.number in biller.get(f"/search/?q={invoice.number}", headers={"HX-Request": "true"}).content.decode()
