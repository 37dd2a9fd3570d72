"""`/billing/invoices/<id>/pdf/`: a file for those who see money, and for nobody else."""

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.billing.papers import text_of
from tests.factories import billing, patients
from tests.factories.staff import Role


@pytest.fixture
def invoice(alder, db):
    with entering(alder):
        return billing.invoice(patients.register(), "100", tax="19")


def test_the_file_is_named_by_its_number_is_not_kept_and_its_reader_is_recorded(visit, alder, invoice):
    answer = visit(alder, Role.BILLER).get(f"/billing/invoices/{invoice.pk}/pdf/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="invoice-{invoice.number}.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert "Ana Ruiz" in text_of(answer.content)
    with entering(alder):
        assert AuditEvent.objects.filter(event="invoice.printed", subject_id=str(invoice.pk)).count() == 1


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.CAREGIVER, Role.AUDITOR])
def test_who_does_not_see_money_gets_no_file(visit, alder, invoice, role):
    assert visit(alder, role).get(f"/billing/invoices/{invoice.pk}/pdf/").status_code == 403


def test_strangers_sign_in_and_the_other_clinic_has_no_such_invoice(visit, alder, birch, invoice):
    path = f"/billing/invoices/{invoice.pk}/pdf/"

    assert visit(alder).get(path).status_code == 302
    assert visit(birch, Role.BILLER).get(path).status_code == 404


def test_the_page_offers_it_and_shows_tax_by_rate(visit, alder, invoice):
    page = visit(alder, Role.BILLER).get(f"/billing/invoices/{invoice.pk}/").content.decode()

    assert f"/billing/invoices/{invoice.pk}/pdf/" in page
    assert "Tax 19% on $100.00" in page
