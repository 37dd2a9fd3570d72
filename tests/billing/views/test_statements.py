"""`/billing/patients/<id>/statement/`: an account over a period, on the page and as a file."""

from datetime import date

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from patients.actions import particulars
from patients.models import Relationship
from tests.billing.papers import text_of
from tests.factories import billing, patients
from tests.factories.patients import REGISTRAR
from tests.factories.staff import Role

NOVEMBER = "?since=2026-11-01&until=2026-11-30"


@pytest.fixture
def ana(alder, db):
    with entering(alder):
        found = patients.register()
        invoice = billing.invoice(found, "100")
        billing.pay(found, "30", to={invoice: "30"})
    return found


@pytest.fixture
def child(alder, ana):
    with entering(alder):
        found = patients.register(given="Tim", birth_date=date(2018, 1, 1))
        row = Relationship(patient=found, other=ana, kind="MTH")
        particulars.add(patient=found, row=row, by=REGISTRAR, at=billing.AT)
        billing.invoice(found, "9")
    return found


def test_the_page_and_the_file_say_the_same(visit, alder, ana):
    desk, path = visit(alder, Role.FRONT_DESK), f"/billing/patients/{ana.pk}/statement/"
    page, file = desk.get(path + NOVEMBER).content.decode(), desk.get(f"{path}pdf/{NOVEMBER}")

    assert file["Content-Disposition"] == 'attachment; filename="statement-20261101-20261130.pdf"'
    for words in ("Invoice 2026-00001", "$100.00", "-$30.00", "$70.00"):
        assert words in page
        assert words in text_of(file.content)


def test_a_period_that_cannot_be_is_said_on_the_page(visit, alder, ana):
    biller, path = visit(alder, Role.BILLER), f"/billing/patients/{ana.pk}/statement/"
    page = biller.get(f"{path}?since=2026-12-01&until=2026-11-01")

    assert page.status_code == 422
    assert "The last day comes before the first" in page.content.decode()
    assert biller.get(f"{path}?since=soon").status_code == 422
    assert biller.get(f"{path}pdf/?since=soon").status_code == 302


def test_without_a_period_it_is_the_last_three_months(visit, alder, ana):
    form = visit(alder, Role.BILLER).get(f"/billing/patients/{ana.pk}/statement/").context["form"]

    assert form["until"].value() > form["since"].value()


def test_with_those_they_pay_for_everybody_shown_is_recorded(visit, alder, ana, child):
    biller = visit(alder, Role.BILLER)
    alone = biller.get(f"/billing/patients/{ana.pk}/statement/{NOVEMBER}")
    assert "Tim" not in alone.content.decode()

    page = biller.get(f"/billing/patients/{ana.pk}/statement/{NOVEMBER}&family=on")

    assert "Tim" in page.content.decode()
    with entering(alder):
        named = AuditEvent.objects.filter(event="statement.viewed").latest("id").patient_ids
        assert set(named) == {ana.pk, child.pk}


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.AUDITOR])
def test_who_does_not_see_money_reads_no_statement(visit, alder, ana, role):
    assert visit(alder, role).get(f"/billing/patients/{ana.pk}/statement/").status_code == 403
    assert visit(alder, role).get(f"/billing/patients/{ana.pk}/statement/pdf/").status_code == 403


def test_the_other_clinic_knows_no_such_person(visit, birch, ana):
    assert visit(birch, Role.BILLER).get(f"/billing/patients/{ana.pk}/statement/").status_code == 404
