"""`/settings/fees/`: lists with their validity, services, and tax rates to choose from."""

import pytest

from billing.models import FeeList, InvoiceDraft, TaxRate
from clinics.kit.current import entering
from tests.factories import billing, patients
from tests.factories.staff import Role

SERVICE = {"code": "X1", "display": "X-ray", "unit_amount": "100"}


@pytest.fixture
def biller(visit, alder):
    return visit(alder, Role.BILLER)


@pytest.fixture
def fee(alder, db):
    with entering(alder):
        return billing.fee()


def add_rate(biller, percent="19", name="VAT"):
    return biller.post("/settings/fees/taxes/new/", {"name": name, "percent": percent, "valid_from": "2026-01-01"})


def test_with_tax_rates_a_service_chooses_among_them(biller, fee, alder):
    assert add_rate(biller).status_code == 302
    path = f"/settings/fees/lists/{fee.fee_list_id}/services/new/"
    assert "VAT · 19%" in biller.get(path).content.decode()

    assert biller.post(path, {**SERVICE, "tax_percent": "7"}).status_code == 422
    assert biller.post(path, {**SERVICE, "tax_percent": "19"}).status_code == 302

    with entering(alder):
        assert fee.fee_list.fees.get(code="X1").tax_percent == 19


def test_a_service_keeps_a_tax_that_is_no_longer_offered(biller, alder):
    with entering(alder):
        old = billing.fee(tax="16")
    add_rate(biller)

    page = biller.get(f"/settings/fees/services/{old.pk}/").content.decode()

    assert '<option value="16" selected>' in page


def test_a_typed_line_of_a_draft_may_be_taxed(biller, alder, fee):
    with entering(alder):
        draft = billing.drafts.start(patient=patients.register(), by=billing.BILLER, at=billing.AT)
    path, line = f"/billing/drafts/{draft.pk}/", {"display": "Splint", "unit_amount": "10", "quantity": "1"}
    biller.post(path, {**line, "served_on": "2026-11-02"})
    add_rate(biller)
    biller.post(path, {**line, "served_on": "2026-11-02", "tax_percent": "19"})

    with entering(alder):
        assert [each.tax_percent for each in InvoiceDraft.objects.get().lines.all()] == [0, 19]


def test_a_list_is_followed_by_the_next_and_says_when_it_ends(biller, fee, alder):
    following = f"/settings/fees/lists/{fee.fee_list_id}/following/"
    early = biller.post(following, {"name": "2027", "valid_from": "2025-01-01", "change_percent": "3"})
    assert early.status_code == 422
    biller.post(following, {"name": "2099", "valid_from": "2099-01-01", "change_percent": "3"})

    page = biller.get("/settings/fees/").content.decode()
    assert "Not yet" in page
    assert "$82.40" in page
    biller.post(f"/settings/fees/lists/{fee.fee_list_id}/end/", {"valid_until": ""})
    with entering(alder):
        assert FeeList.objects.get(pk=fee.fee_list_id).valid_until is None


def test_a_rate_ends_and_is_offered_no_more(biller, alder, fee):
    add_rate(biller)
    with entering(alder):
        rate = TaxRate.objects.get()
    assert biller.post(f"/settings/fees/taxes/{rate.pk}/end/", {"valid_until": "2026-01-01"}).status_code == 422

    biller.post(f"/settings/fees/taxes/{rate.pk}/end/", {"valid_until": "2026-01-02"})

    assert "Ended" in biller.get("/settings/fees/taxes/").content.decode()
    assert "VAT" not in biller.get(f"/settings/fees/lists/{fee.fee_list_id}/services/new/").content.decode()


def test_an_invoice_offers_the_deposit_and_uses_it(visit, alder):
    with entering(alder):
        ana = patients.register()
        billing.pay(ana, "30")
        invoice = billing.invoice(ana, "100")
    desk, path = visit(alder, Role.FRONT_DESK), f"/billing/invoices/{invoice.pk}/"
    assert "Use the deposit of $30.00" in desk.get(path).content.decode()

    desk.post(f"{path}deposit/")

    page = desk.get(path).content.decode()
    assert "$70.00 is open" in page
    assert "Use the deposit" not in page


def test_fees_of_another_clinic_are_not_there(visit, birch, fee):
    theirs = visit(birch, Role.BILLER)

    assert theirs.get(f"/settings/fees/lists/{fee.fee_list_id}/end/").status_code == 404
    assert theirs.get(f"/settings/fees/lists/{fee.fee_list_id}/following/").status_code == 404


def test_fees_cost_the_same_at_one_list_and_at_three(biller, alder, fee, django_assert_max_num_queries):
    for _each in range(2):
        with django_assert_max_num_queries(12):
            biller.get("/settings/fees/")
        with entering(alder):
            for number in range(2):
                billing.fees.add_list(name=f"List {number}", valid_from=billing.DAY, by=billing.BILLER, at=billing.AT)
