"""What stands out is found once, told once, and decided about by somebody else."""

from datetime import UTC, datetime, timedelta

import pytest

from clinics.audit import actions as audit
from clinics.audit import anchors, sealing
from clinics.audit.models import AuditEvent
from clinics.events.models import OutgoingMail
from clinics.kit.actor import Actor
from clinics.kit.current import entering
from clinics.oversight.actions import anomalies, policies, verifications
from clinics.oversight.models import Anomaly, AnomalyKind, Outcome, WatchPolicy
from clinics.oversight.tasks import watch
from tests.clinics.oversight.actions.test_verifications import lose_a_row
from tests.factories import patients
from tests.factories.staff import Role, acting, person

WATCH = Actor.task("watch")
NOON = datetime(2026, 11, 4, 17, 0, tzinfo=UTC)  # in New York
NIGHT = datetime(2026, 11, 4, 6, 30, tzinfo=UTC)  # half past one there
LATER = NOON + timedelta(hours=2)


def people(count: int, **more) -> list:
    return [patients.register(given=f"Person{number}", at=NOON - timedelta(days=90), **more) for number in range(count)]


def open_records(role: Role, found: list, *, at=NOON, event: str = "patient.viewed") -> None:
    by = acting(role)
    for number, patient in enumerate(found):
        audit.record(event=event, by=by, at=at + timedelta(seconds=number), patients=[patient.pk], subject=patient)


def kinds() -> list[str]:
    return sorted(Anomaly.objects.values_list("kind", flat=True))


def told() -> list[str]:
    return list(OutgoingMail.objects.filter(purpose="audit.anomalies").values_list("language", flat=True))


def test_a_quiet_day_has_nothing_to_look_at(in_alder):
    open_records(Role.CLINICIAN, people(3))

    assert anomalies.look(by=WATCH, at=LATER) == []
    assert told() == []


def test_own_and_colleagues_records_are_recognised_by_name_and_address(in_alder):
    dana = patients.register(given="DÁNA", family="Doctor", at=NOON - timedelta(days=90))
    bill = patients.register(given="William", family="Smith", email="biller@example.com", at=NOON - timedelta(days=90))
    open_records(Role.CLINICIAN, [dana, bill, *people(1)])

    found = {(each.kind, each.patient_id) for each in anomalies.look(by=WATCH, at=LATER)}

    assert found == {(AnomalyKind.OWN_RECORD, dana.pk), (AnomalyKind.COLLEAGUE, bill.pk)}


def test_a_relative_who_stands_on_a_record_was_not_opened(in_alder):
    [ana] = people(1)
    dana = patients.register(given="Dana", family="Doctor", at=NOON - timedelta(days=90))
    audit.record(event="patient.viewed", by=acting(Role.CLINICIAN), at=NOON, patients=[ana.pk, dana.pk], subject=ana)

    assert anomalies.look(by=WATCH, at=LATER) == []


def test_many_records_at_night_of_strangers_and_downloads_stand_out(in_alder):
    policies.change(
        by=acting(Role.OWNER), at=NOON, records_an_hour=5, night_records=6, strangers_a_day=6, downloads_a_day=5
    )
    found = people(6)
    open_records(Role.BILLER, found, at=NIGHT)
    open_records(Role.ASSISTANT, found, event="document.downloaded")

    anomalies.look(by=WATCH, at=LATER)

    assert kinds() == ["downloads", "mass", "mass", "night", "strangers", "strangers"]


def test_who_wrote_about_a_patient_has_to_do_with_them(in_alder):
    policies.change(by=acting(Role.OWNER), at=NOON, strangers_a_day=3)
    found = people(3)
    open_records(Role.CLINICIAN, found)
    open_records(Role.CLINICIAN, found[:1], at=NOON - timedelta(days=20), event="note.signed")

    assert anomalies.look(by=WATCH, at=LATER) == []


def test_what_is_switched_off_is_not_watched(in_alder):
    dana = patients.register(given="Dana", family="Doctor", at=NOON - timedelta(days=90))
    open_records(Role.CLINICIAN, [dana])
    policies.change(by=acting(Role.OWNER), at=NOON, watches_colleagues=False)

    assert anomalies.look(by=WATCH, at=LATER) == []


def test_the_same_is_found_once_and_grows_while_it_is_open(in_alder):
    dana = patients.register(given="Dana", family="Doctor", at=NOON - timedelta(days=90))
    open_records(Role.CLINICIAN, [dana])
    [first] = anomalies.look(by=WATCH, at=LATER)
    open_records(Role.CLINICIAN, [dana, dana], at=NOON + timedelta(hours=1))

    assert anomalies.look(by=WATCH, at=LATER) == []

    first.refresh_from_db()
    assert first.times == 3
    assert len(told()) == 1
    assert AuditEvent.objects.filter(event="anomaly.found").count() == 1


def test_clinics_are_watched_apart(alder, birch, db):
    for clinic in (alder, birch):
        with entering(clinic):
            dana = patients.register(given="Dana", family="Doctor", at=NOON - timedelta(days=90))
    with entering(alder):
        audit.record(event="patient.viewed", by=acting(Role.CLINICIAN), at=datetime.now(UTC), patients=[dana.pk])
    with entering(birch):
        audit.record(event="patient.viewed", by=acting(Role.CLINICIAN), at=datetime.now(UTC), patients=[dana.pk])

    watch.apply(headers={"clinic": birch.schema_name}).get()

    with entering(birch):
        assert kinds() == ["own_record"]
        assert told() == ["es"]
    with entering(alder):
        assert kinds() == []


def test_the_privacy_officer_is_told_with_no_name_in_the_mail(in_alder):
    policies.change(by=acting(Role.OWNER), at=NOON, privacy_officer=person(Role.AUDITOR))
    dana = patients.register(given="Dana", family="Doctor", at=NOON - timedelta(days=90))
    open_records(Role.CLINICIAN, [dana])

    anomalies.look(by=WATCH, at=LATER)

    mail = OutgoingMail.objects.get(purpose="audit.anomalies")
    assert mail.to == "auditor@example.com"
    assert "/settings/audit/reviews/" in mail.text
    assert "Dana" not in mail.subject + mail.text + mail.html


def test_a_failed_verification_is_something_to_look_at(own_clinic, tamper, at):
    with entering(own_clinic):
        lose_a_row(own_clinic, tamper, at)
        sealing.seal_waiting(at=at, everything=True)
        anchors.anchor_head(at=at)

        verifications.verify(by=acting(Role.OWNER), at=at)

        assert kinds() == ["broken_trail"]


@pytest.fixture
def case(in_alder) -> Anomaly:
    dana = patients.register(given="Dana", family="Doctor", at=NOON - timedelta(days=90))
    open_records(Role.CLINICIAN, [dana])
    [found] = anomalies.look(by=WATCH, at=LATER)
    return found


def decide(case: Anomaly, role: Role, outcome: str = Outcome.EXPLAINED) -> Anomaly:
    return anomalies.decide(anomaly_id=case.pk, outcome=outcome, remark="Asked her", by=acting(role), at=LATER)


def test_an_outcome_closes_it_and_is_recorded(case):
    decided = decide(case, Role.AUDITOR)

    assert (decided.outcome, decided.remark, decided.reviewed_by_name) == ("explained", "Asked her", "Audrey Auditor")
    event = AuditEvent.objects.get(event="anomaly.reviewed")
    assert (event.patient_ids, event.reason_code, event.subject_id) == ([case.patient_id], "explained", str(case.pk))


def test_it_is_decided_once(case):
    decide(case, Role.AUDITOR)

    with pytest.raises(anomalies.AlreadyReviewed):
        decide(case, Role.OWNER)


def test_nobody_decides_about_themselves(case):
    with pytest.raises(anomalies.OwnCase):
        decide(case, Role.CLINICIAN)

    case.refresh_from_db()
    assert case.is_open


def test_a_policy_without_a_working_day_is_refused(in_alder):
    with pytest.raises(policies.NoWorkingDay):
        policies.change(by=acting(Role.OWNER), at=NOON, day_ends=WatchPolicy().day_begins)

    assert not AuditEvent.objects.filter(event="watch_policy.changed").exists()
