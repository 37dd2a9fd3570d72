"""Rows that were held are decided on the page: somebody else, or the person who is registered already."""

from __future__ import annotations

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from patients.imports.models import ImportBatch, ImportedRow, Outcome
from patients.imports.tasks import run, undo
from patients.models import Patient
from tests.factories import patients
from tests.patients.imports.views.test_pages import upload, work

TWO = "id,given,family,birth_date,phone\n1,Anna,Ruis,1984-03-07,617-555-0101\n2,Ana,Ruiz,1984-03-07,617-555-0102\n"


@pytest.fixture
def client(visit, alder):
    return visit(alder, Role.ADMINISTRATOR)


@pytest.fixture
def ana(alder, db):
    with entering(alder):
        return patients.register()


@pytest.fixture
def here(client, alder, ana) -> str:
    """The page of an import with two rows that are held because of Ana."""
    address = upload(client, TWO)["Location"]
    client.post(f"{address}start/")
    work(run, alder)
    return address


def held_of(alder) -> list[ImportedRow]:
    with entering(alder):
        return list(ImportedRow.objects.order_by("line"))


def test_a_held_row_stands_beside_whom_it_may_be(client, here, alder, ana):
    row = held_of(alder)[0]
    page = client.get(f"{here}held/{row.pk}/")
    shown = page.content.decode()
    assert "Anna Ruis" in shown
    assert "Ana Ruiz" in shown
    assert "similar name, same birth date" in shown
    with entering(alder):
        assert AuditEvent.objects.filter(event="patient.compared").latest("at").patient_ids == [ana.pk]


def test_somebody_else_is_registered(client, here, alder, ana):
    first, second = held_of(alder)
    gone = client.post(f"{here}held/{first.pk}/registration/")
    assert gone["Location"].endswith(f"/held/{second.pk}/")
    with entering(alder):
        assert Patient.objects.count() == 2
        row = ImportedRow.objects.get(pk=first.pk)
        assert (row.outcome, row.patient.family, row.cells) == (Outcome.REGISTERED, "Ruis", None)
        batch = ImportBatch.objects.get()
        assert (batch.registered, batch.held) == (1, 1)


def test_the_same_person_is_not_registered_again_not_even_by_the_next_export(client, here, alder, ana):
    first, second = held_of(alder)
    for row in (first, second):
        client.post(f"{here}held/{row.pk}/identification/", {"patient": str(ana.pk)})
    again = upload(client, TWO + "\n")["Location"]
    client.post(f"{again}start/")
    work(run, alder)
    with entering(alder):
        assert Patient.objects.count() == 1
        assert ImportBatch.objects.latest("created_at").known == 2


def test_who_comes_second_is_told(client, here, alder, ana):
    row = held_of(alder)[0]
    client.post(f"{here}held/{row.pk}/registration/")
    told = client.post(f"{here}held/{row.pk}/identification/", {"patient": str(ana.pk)}, follow=True)
    assert "Somebody has decided about this row already" in told.content.decode()
    with entering(alder):
        assert Patient.objects.count() == 2


def test_nothing_is_decided_about_an_import_that_was_taken_back(client, here, alder, ana):
    first, second = held_of(alder)
    client.post(f"{here}held/{first.pk}/registration/")
    client.post(f"{here}undo/")
    work(undo, alder)
    told = client.post(f"{here}held/{second.pk}/registration/", follow=True)
    assert "There is nothing to decide now" in told.content.decode()
    with entering(alder):
        assert Patient.objects.correct().count() == 1


def test_a_column_is_corrected_on_the_page_and_remembered(client, alder, db):
    here = upload(client, "id,given,family,nick\n1,Ana,Ruiz,Nita\n")["Location"]
    shown = client.get(here)
    assert shown.context["form"]["c3"].initial != "preferred" or "Nita" in shown.content.decode()
    client.post(f"{here}answers/", {"c3": "preferred", "c1": "given", "c2": "family", "c0": "external_id"})
    client.post(f"{here}start/")
    work(run, alder)
    with entering(alder):
        assert Patient.objects.get().preferred_name == "Nita"
    other = upload(client, "id,given,family,nick\n2,Bea,Stone,Bee\n")["Location"]
    assert client.get(other).context["form"]["c3"].initial == "preferred"


def test_what_would_happen_is_counted_without_writing(client, alder, ana):
    here = upload(client, TWO + "3,,,1990-01-01,\n4,Cleo,Maas,1971-12-24,617-555-0104\n")["Location"]
    found = client.get(f"{here}rehearsal/").context["found"]
    assert (found.new, found.held, found.refused, found.is_whole) == (1, 2, 1, True)
    with entering(alder):
        assert Patient.objects.count() == 1


def test_a_held_row_of_another_clinic_is_not_there(visit, here, alder, birch):
    row = held_of(alder)[0]
    assert visit(birch, Role.ADMINISTRATOR).get(f"{here}held/{row.pk}/").status_code == 404
