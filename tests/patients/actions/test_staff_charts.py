"""Patients who work at the clinic: recognised by their address, restricted at once, looked at by somebody else."""

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.kit.sight import Reach
from clinics.oversight.actions import anomalies
from clinics.oversight.models import Anomaly, AnomalyKind
from clinics.staff.actions import invitations, people, sight_policies
from patients.actions import care, particulars
from patients.models import ContactPoint, Ground, Patient, RestrictedChart
from patients.queries import staff_charts
from tests.conftest import client_at
from tests.factories import patients
from tests.factories.staff import Role, acting, person

BILL, NEW = "biller@example.com", "new.nurse@example.com"


def seen_by(role: Role, patient) -> bool:
    return Patient.objects.visible_to(acting(role)).filter(pk=patient.pk).exists()


def restricted() -> set:
    return set(RestrictedChart.objects.values_list("patient", "ground"))


def reach(patient, email: str, *, at, by=Role.FRONT_DESK) -> ContactPoint:
    row = ContactPoint(system="email", use="home", value=email)
    return particulars.add(patient=patient, row=row, by=acting(by), at=at)


def decide(at, *, restricts_staff: bool) -> None:
    reaches = dict.fromkeys((), Reach.CLINIC)
    sight_policies.change(
        reaches=reaches, glass_minutes=60, restricts_staff=restricts_staff, by=acting(Role.OWNER), at=at
    )


def test_a_colleague_who_is_registered_is_restricted_and_somebody_looks_at_it(in_alder):
    bill = patients.register(given="William", email="Biller@Example.com")

    assert restricted() == {(bill.pk, Ground.STAFF)}
    assert not seen_by(Role.CLINICIAN, bill)
    case = Anomaly.objects.get()
    assert (case.kind, case.patient_id, case.actor_id) == (
        AnomalyKind.STAFF_CHART,
        bill.pk,
        str(person(Role.BILLER).pk),
    )
    event = AuditEvent.objects.get(event="chart.restricted")
    assert (event.actor_kind, event.patient_ids, event.reason_code) == ("task", [bill.pk], Ground.STAFF)


def test_whom_the_case_is_about_does_not_decide_it(in_alder, at):
    patients.register(given="William", email=BILL)

    with pytest.raises(anomalies.OwnCase):
        anomalies.decide(
            anomaly_id=Anomaly.objects.get().pk, outcome="expected", remark="", by=acting(Role.BILLER), at=at
        )


def test_a_patient_with_another_address_is_not_restricted(in_alder):
    patients.register(given="Bill", family="Biller", email="someone@example.org")
    patients.register(given="Without", email="", birth_date=None)

    assert restricted() == set()
    assert not Anomaly.objects.exists()


def test_an_address_that_is_added_or_changed_restricts(in_alder, at):
    ana, bea = patients.register(given="Ana"), patients.register(given="Bea", birth_date=None)
    reach(ana, BILL, at=at)
    other = reach(bea, "bea@example.org", at=at)
    assert restricted() == {(ana.pk, Ground.STAFF)}

    bea.refresh_from_db()
    values = {"value": "owner@example.com"}
    particulars.change(row=other, version=bea.version, values=values, by=acting(Role.FRONT_DESK), at=at)

    assert restricted() == {(ana.pk, Ground.STAFF), (bea.pk, Ground.STAFF)}


def test_somebody_who_is_invited_or_let_in_again_is_recognised_among_the_patients(in_alder, at):
    ana = patients.register(given="Ana", email=NEW)
    bill = person(Role.BILLER)
    people.disable(user=bill, by=acting(Role.OWNER), at=at)
    gone = patients.register(given="William", email=BILL, birth_date=None)
    assert restricted() == set()

    invitations.invite(email=NEW, roles=["clinician"], by=acting(Role.OWNER), at=at)
    assert restricted() == {(ana.pk, Ground.STAFF)}
    people.enable(user=bill, by=acting(Role.OWNER), at=at)

    assert restricted() == {(ana.pk, Ground.STAFF), (gone.pk, Ground.STAFF)}


def test_who_was_invited_and_is_registered_afterwards_is_recognised(in_alder, at):
    invitations.invite(email=NEW, roles=["clinician"], by=acting(Role.OWNER), at=at)

    ana = patients.register(given="Ana", email=NEW)

    assert restricted() == {(ana.pk, Ground.STAFF)}


def test_what_somebody_lifted_is_restricted_again_by_a_person_alone(in_alder, at):
    bill = patients.register(given="William", email=BILL)
    care.lift(restriction=RestrictedChart.objects.get(), by=acting(Role.OWNER), at=at)

    reach(bill, "owner@example.com", at=at)
    assert restricted() == set()

    care.restrict(patient=bill, ground=Ground.STAFF, reason="", by=acting(Role.OWNER), at=at)
    assert restricted() == {(bill.pk, Ground.STAFF)}


def test_a_clinic_may_decide_that_nothing_is_restricted_by_itself(in_alder, at):
    decide(at, restricts_staff=False)

    bill = patients.register(given="William", email=BILL)

    assert restricted() == set()
    assert [(row.patient.pk, row.is_certain) for row in staff_charts.of_everybody()] == [(bill.pk, True)]


def test_who_registered_a_colleague_goes_on_seeing_them(in_alder):
    bill = patients.register(given="William", email=BILL, by=acting(Role.FRONT_DESK))

    assert {role for role in (Role.FRONT_DESK, Role.CLINICIAN, Role.BILLER) if seen_by(role, bill)} == {Role.FRONT_DESK}


def test_the_other_clinic_knows_nothing_of_those_who_work_here(in_alder, birch):
    invited = "nobody.at.birch@example.com"
    with entering(birch):
        patients.register(given="Ana", email=invited)
    invitations.invite(email=invited, roles=["clinician"], by=acting(Role.OWNER), at=patients.AT)

    with entering(birch):
        assert restricted() == set()


def test_the_list_tells_addresses_from_names_and_says_what_was_decided(alder, in_alder, at):
    bill = patients.register(given="William", email=BILL)
    dana = patients.register(given="DÁNA", family="Doctor", birth_date=None)
    patients.register(given="Dana", family="Other", birth_date=None)
    lifted = patients.register(given="Omar", email="owner@example.com", birth_date=None)
    care.lift(restriction=RestrictedChart.objects.get(patient=lifted), by=acting(Role.OWNER), at=at)

    rows = {row.patient.pk: (row.is_certain, row.is_restricted, row.was_lifted) for row in staff_charts.of_everybody()}
    page = client_at(alder, Role.OWNER).get("/settings/sight/colleagues/")

    assert rows == {bill.pk: (True, True, False), dana.pk: (False, False, False), lifted.pk: (True, False, True)}
    assert all(word in page.content.decode() for word in ("William", "DÁNA", "Same name", "Same e-mail address"))
    event = AuditEvent.objects.filter(event="patient.listed").latest("at")
    assert set(event.patient_ids) == set(rows)


def test_a_namesake_is_restricted_from_the_list(alder, in_alder):
    dana = patients.register(given="Dana", family="Doctor", birth_date=None)

    client_at(alder, Role.OWNER).post(f"/settings/sight/colleagues/{dana.pk}/restriction/")

    assert restricted() == {(dana.pk, Ground.STAFF)}


def test_who_writes_down_the_address_that_hides_a_record_is_told_so(alder, in_alder):
    ana = patients.register(given="Ana")
    web = client_at(alder, Role.FRONT_DESK)
    told = {"system": "email", "use": "home", "value": BILL, "version": ana.version}

    page = web.post(f"/patients/{ana.pk}/contacts/new/", told, follow=True)

    assert page.redirect_chain == [("/patients/", 302)]
    assert "This person works here" in page.content.decode()
