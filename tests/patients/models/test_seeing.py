"""Who sees whom: by the clinic's policy, by what ties people to a patient, and in an emergency."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment
from billing.models import Invoice, InvoiceDraft, Payment
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from clinics.kit.sight import Reach
from clinics.oversight.models import Anomaly, AnomalyKind
from clinics.places.models import Workplace
from clinics.staff.models import RoleAssignment, SightPolicy
from clinics.staff.models.role_assignment import PolicyNotRead
from clinics.staff.permissions import SEES_PATIENTS
from patients.actions import care, glass
from patients.charts.models import Note
from patients.documents.models import Document
from patients.models import BrokenGlass, CareTeamMember, Part, Patient
from tests.factories import appointments, billing, documents, notes, patients, sight
from tests.factories.staff import Role, acting, person
from tests.statements import statements

LONG_AGO, SOON = -timedelta(days=400), timedelta(days=3)


def seen(role: Role) -> set[str]:
    return {each.given for each in Patient.objects.visible_to(acting(role))}


@pytest.fixture
def ana(in_alder):
    return patients.register(given="Ana")


@pytest.fixture
def bea(in_alder, ana):
    return patients.register(given="Bea", family="Other", birth_date=None)


def met(patient, role=Role.CLINICIAN, ahead=SOON):
    """An appointment of the patient with the person of this role."""
    made = appointments.provider("Own", user=person(role))
    booked = appointments.book(patient, provider=made)
    starts = timezone.now() + ahead
    Appointment.objects.filter(pk=booked.pk).update(starts_at=starts, ends_at=starts + timedelta(minutes=30))
    return booked


def test_everybody_sees_everybody_until_the_clinic_decides(bea):
    assert all(seen(role) == {"Ana", "Bea"} for role in SEES_PATIENTS)
    assert seen(Role.AUDITOR) == set()


def test_who_is_responsible_sees_their_panel_and_those_they_meet(ana, bea):
    cora = patients.register(given="Cora", family="Third", birth_date=None)
    sight.join(ana, Role.CLINICIAN, Part.RESPONSIBLE)
    sight.join(cora, Role.CLINICIAN, Part.MEMBER)
    sight.decide(Reach.PANEL, Role.CLINICIAN)
    assert seen(Role.CLINICIAN) == {"Ana"}

    met(bea)

    assert seen(Role.CLINICIAN) == {"Ana", "Bea"}
    assert seen(Role.ASSISTANT) == {"Ana", "Bea", "Cora"}


def test_whom_somebody_met_more_than_a_year_ago_is_no_longer_theirs(ana):
    sight.decide(Reach.PANEL, Role.CLINICIAN)
    met(ana, ahead=LONG_AGO)

    assert seen(Role.CLINICIAN) == set()


def test_a_care_team_sees_its_patients(ana, bea):
    sight.decide(Reach.TEAM)
    sight.join(ana, Role.ASSISTANT)

    assert seen(Role.ASSISTANT) == {"Ana"}
    assert seen(Role.CLINICIAN) == set()


def test_a_site_sees_who_comes_there_and_whom_its_people_care_for(ana, bea):
    north = appointments.another_site()
    appointments.book(ana, location=north, provider=appointments.provider("Nora", location=north))
    Workplace.objects.create(user=person(Role.FRONT_DESK), site=north)
    Workplace.objects.create(user=person(Role.CLINICIAN), site=north)
    sight.decide(Reach.SITE)
    assert seen(Role.FRONT_DESK) == {"Ana"}

    sight.join(bea, Role.CLINICIAN)

    assert seen(Role.FRONT_DESK) == {"Ana", "Bea"}
    assert seen(Role.BILLER) == set()


def test_of_several_roles_the_widest_counts(ana):
    sight.decide(Reach.PANEL, *(role for role in SEES_PATIENTS if role != Role.BILLER))
    both = person(Role.CLINICIAN)
    both.role_assignments.create(role=Role.BILLER, assigned_at=timezone.now())

    assert seen(Role.CLINICIAN) == {"Ana"}
    assert seen(Role.ASSISTANT) == set()


def test_a_restricted_chart_is_seen_by_those_who_care_and_nobody_else(ana, bea):
    sight.join(ana, Role.CLINICIAN)
    restriction = sight.restrict(ana)

    assert {role for role in SEES_PATIENTS if "Ana" in seen(role)} == {Role.CLINICIAN}
    assert all("Bea" in seen(role) for role in SEES_PATIENTS)

    care.lift(restriction=restriction, by=acting(Role.OWNER), at=patients.AT)

    assert all("Ana" in seen(role) for role in SEES_PATIENTS)
    assert not SightPolicy.objects.current().has_restricted


def test_what_belongs_to_a_hidden_patient_is_hidden_with_them(ana):
    dana, bill = acting(Role.CLINICIAN), acting(Role.BILLER)
    notes.sign(ana, by=dana)
    documents.add(ana, by=dana)
    appointments.book(ana)
    billing.invoice(ana, "10")
    billing.draft(ana, "10")
    billing.pay(ana, "1")
    kinds = (
        (Note, dana),
        (Document, dana),
        (Appointment, dana),
        (Invoice, bill),
        (InvoiceDraft, bill),
        (Payment, bill),
    )
    assert all(model.objects.visible_to(actor).exists() for model, actor in kinds)

    sight.decide(Reach.PANEL)

    hidden = ((model, acting(Role.CLINICIAN if actor == dana else Role.BILLER)) for model, actor in kinds)
    assert [model.__name__ for model, actor in hidden if model.objects.visible_to(actor).exists()] == []


def test_whoever_registers_somebody_goes_on_seeing_them(in_alder):
    sight.decide(Reach.PANEL)

    patients.register(given="New", by=acting(Role.CLINICIAN))

    assert seen(Role.CLINICIAN) == {"New"}
    assert seen(Role.FRONT_DESK) == set()


def test_an_emergency_opens_one_chart_to_one_person_for_the_time_of_the_policy(ana, bea):
    sight.decide(Reach.PANEL)
    now = timezone.now()

    broken = glass.break_glass(patient=ana, reason="Unconscious at the door", by=acting(Role.CLINICIAN), at=now)

    assert broken.until == now + timedelta(hours=1)
    assert seen(Role.CLINICIAN) == {"Ana"}
    assert seen(Role.ASSISTANT) == set()
    assert BrokenGlass.objects.get().reason == "Unconscious at the door"


def test_an_emergency_is_over_when_its_time_is(ana):
    sight.decide(Reach.PANEL)
    earlier = timezone.now() - timedelta(hours=1, seconds=1)

    glass.break_glass(patient=ana, reason="Unconscious at the door", by=acting(Role.CLINICIAN), at=earlier)

    assert seen(Role.CLINICIAN) == set()


def test_the_privacy_officer_is_told_at_once_and_somebody_reviews_it(ana):
    sight.decide(Reach.PANEL)

    glass.break_glass(patient=ana, reason="Unconscious at the door", by=acting(Role.CLINICIAN), at=patients.AT)

    anomaly = Anomaly.objects.get(kind=AnomalyKind.BROKEN_GLASS)
    assert (anomaly.patient_id, anomaly.actor_id) == (ana.pk, str(person(Role.CLINICIAN).pk))
    assert anomaly.given_reason == "Unconscious at the door"
    mail = OutgoingMail.objects.get(purpose="audit.broken_glass")
    assert mail.to == person(Role.OWNER).email
    told = f"{mail.subject} {mail.text} {mail.html}"
    assert "Dana Doctor" in told
    assert str(anomaly.pk) in told
    assert not any(word in told for word in ("Ana", "Ruiz", ana.record_number, "Unconscious", str(ana.pk)))


@pytest.mark.parametrize(
    ("role", "reason"), [(Role.FRONT_DESK, "Unconscious at the door"), (Role.CLINICIAN, " hurry ")]
)
def test_without_the_right_or_a_reason_nothing_opens(ana, role, reason):
    sight.decide(Reach.PANEL)

    with pytest.raises((glass.NotForThem, glass.SaysTooLittle)):
        glass.break_glass(patient=ana, reason=reason, by=acting(role), at=timezone.now())

    assert seen(role) == set()
    assert not BrokenGlass.objects.exists()


def test_who_sees_only_through_broken_glass_cannot_make_it_last(ana):
    sight.decide(Reach.PANEL)
    dana = acting(Role.CLINICIAN)
    glass.break_glass(patient=ana, reason="Unconscious at the door", by=dana, at=timezone.now())

    with pytest.raises(care.OnlyInAnEmergency):
        care.join(patient=ana, user=person(Role.CLINICIAN), part=Part.RESPONSIBLE, by=dana, at=timezone.now())

    assert not CareTeamMember.objects.exists()


def test_another_clinic_decides_for_itself(ana, birch):
    sight.decide(Reach.PANEL)
    sight.restrict(ana)

    with entering(birch):
        patients.register(given="Birch")
        assert seen(Role.CLINICIAN) == {"Birch"}


def test_the_policy_costs_no_statement(ana):
    with statements(2):  # the person, and their roles with what the policy says
        dana = acting(Role.CLINICIAN)
    with statements(1):
        assert len(Patient.objects.visible_to(dana)) == 1

    sight.decide(Reach.TEAM)

    with statements(2):
        dana = acting(Role.CLINICIAN)
    with statements(1):
        assert len(Patient.objects.visible_to(dana)) == 0


def test_by_default_the_database_is_asked_what_it_was_asked_before(ana):
    dana = acting(Role.CLINICIAN)

    assert str(Patient.objects.visible_to(dana).query) == str(Patient.objects.all().query)
    assert str(Appointment.objects.visible_to(dana).query) == str(Appointment.objects.all().query)


def test_a_role_that_was_read_without_the_policy_says_nothing_rather_than_the_whole_clinic(in_alder):
    sight.decide(Reach.PANEL)
    biller = person(Role.BILLER)
    known = RoleAssignment.objects.get(user=biller)
    other = RoleAssignment._base_manager.get(user=biller)
    assert (known.reach, known.minds_restricted) == (Reach.PANEL, False)

    for ask in (lambda: other.reach, lambda: other.minds_restricted):
        with pytest.raises(PolicyNotRead):
            ask()
