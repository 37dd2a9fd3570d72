"""What a sheet of paper says: whose, about whom, who printed it and when; and where a button prints."""

import pytest

from clinics.kit.current import entering
from tests.factories import billing, notes, patients
from tests.factories.staff import Role, acting

pytestmark = pytest.mark.django_db
BUTTON = "data-print hidden"


@pytest.fixture
def ana(alder):
    with entering(alder):
        return patients.register(given="Ana", family="Quillfeather", record_number="A-1")


def head_of(page: str) -> str:
    return page.split('<div class="print-head"')[1].split("</div></div>", maxsplit=1)[0]


def test_a_sheet_about_a_patient_names_clinic_patient_and_who_printed_it(visit, alder, ana):
    page = visit(alder, Role.CLINICIAN).get(f"/patients/{ana.pk}/").content.decode()

    assert all(word in head_of(page) for word in ("Alder", "Ana Quillfeather", "A-1", "Printed", "Dana Doctor"))
    assert BUTTON in page


def test_a_note_and_an_invoice_are_sheets_about_their_patient(visit, alder, ana):
    with entering(alder):
        note = notes.sign(ana, by=acting(Role.CLINICIAN)).note
        invoice = billing.invoice(ana, "100")

    of_note = visit(alder, Role.CLINICIAN).get(f"/patients/{ana.pk}/notes/{note.pk}/").content.decode()
    of_invoice = visit(alder, Role.BILLER).get(f"/billing/invoices/{invoice.pk}/").content.decode()

    assert "Ana Quillfeather" in head_of(of_note)
    assert BUTTON in of_note
    assert "Ana Quillfeather" in head_of(of_invoice)
    assert BUTTON in of_invoice


def test_the_list_of_a_day_names_the_clinic_and_nobody(visit, alder, ana):
    page = visit(alder, Role.FRONT_DESK).get("/calendar/?show=list").content.decode()

    assert "Alder" in head_of(page)
    assert "Quillfeather" not in head_of(page)
    assert BUTTON in page
