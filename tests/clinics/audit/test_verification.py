"""An edited row, a missing row and a cut tail are each named, with number and event."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from clinics.audit import anchors, sealing, verification
from clinics.audit.models import AuditEvent, AuditSeal
from clinics.audit.verification import Fault
from clinics.kit.current import entering
from tests.clinics.audit.conftest import happen

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def sealed(own_clinic):
    """A clinic with sealed events, the last five of them `happen`ed here, and anchors after each of two turns."""
    with entering(own_clinic):
        sealing.seal_waiting(at=AT, everything=True)
        anchors.anchor_head(at=AT)
        happen(5, at=AT)
        sealing.seal_waiting(at=AT)
        anchors.anchor_head(at=AT)
        yield own_clinic


def found() -> list[tuple[str, int, int]]:
    return [(finding.fault, finding.sequence, finding.until) for finding in verification.verify().findings]


def head() -> int:
    return AuditSeal.objects.head().sequence


def event_of(number: int):
    return AuditSeal.objects.get(sequence=number).event_id


def test_a_trail_that_nobody_touched_is_whole(sealed):
    happen(2, at=AT)

    report = verification.verify()

    assert (report.is_whole, report.checked, report.waiting, report.anchors) == (True, head(), 2, 2)


@pytest.mark.parametrize(
    "change",
    [
        "event = 'patient.viewed'",
        "actor_id = 'somebody else'",
        "patient_ids = array['01934b3e-0000-7000-8000-000000000002'::uuid]",
        "at = at + interval '1 microsecond'",
        "ip = '10.0.0.1'",
    ],
)
def test_an_edited_row_is_named(sealed, tamper, change):
    number = head() - 2
    tamper(sealed, f"UPDATE {{}}.audit_auditevent SET {change} WHERE id = %s", [event_of(number)])

    [finding] = verification.verify().findings

    assert (finding.fault, finding.sequence, finding.event_id) == (Fault.EDITED, number, event_of(number))


def test_a_missing_row_is_named(sealed, tamper):
    number = head() - 2
    tamper(sealed, "DELETE FROM {}.audit_auditevent WHERE id = %s", [event_of(number)])

    [finding] = verification.verify().findings

    assert (finding.fault, finding.sequence, finding.event_id) == (Fault.MISSING, number, event_of(number))


def test_a_row_missing_with_its_seal_is_a_gap(sealed, tamper):
    number = head() - 2
    tamper(sealed, "DELETE FROM {}.audit_auditevent WHERE id = %s", [event_of(number)])
    tamper(sealed, "DELETE FROM {}.audit_auditseal WHERE sequence = %s", [number])

    assert found() == [(Fault.SEAL_MISSING, number, number)]


def test_an_edited_seal_is_told_from_an_edited_event(sealed, tamper):
    number = head() - 2
    tamper(sealed, "UPDATE {}.audit_auditseal SET digest = %s WHERE sequence = %s", [sha256().digest(), number])

    assert found() == [(Fault.SEAL_EDITED, number, number)]


def cut(clinic, tamper, after: int) -> None:
    """Take the end off, events and seals, as somebody would who knows how it is kept."""
    ids = list(AuditSeal.objects.filter(sequence__gt=after).values_list("event_id", flat=True))
    tamper(clinic, "DELETE FROM {}.audit_auditevent WHERE id = ANY (%s)", [ids])
    tamper(clinic, "DELETE FROM {}.audit_auditseal WHERE sequence > %s", [after])


def test_a_cut_tail_is_named(sealed, tamper):
    last = head()
    cut(sealed, tamper, last - 3)

    assert found() == [(Fault.CUT, last - 2, last)]


def test_a_cut_tail_that_grew_again_is_named(sealed, tamper):
    last = head()
    cut(sealed, tamper, last - 3)
    happen(10, at=AT)
    sealing.seal_waiting(at=AT)
    anchors.anchor_head(at=AT)

    assert found() == [(Fault.CUT, last - 4, last)]  # from the last number that an anchor still agrees with


def test_a_trail_written_anew_is_named(sealed, tamper):
    last = head()
    tamper(sealed, "UPDATE {}.audit_auditevent SET actor_id = 'nobody' WHERE id = %s", [event_of(1)])
    tamper(sealed, "TRUNCATE {}.audit_auditseal")
    sealing.seal_waiting(at=AT, everything=True)

    assert found() == [(Fault.CUT, 1, last)]


def test_anchors_that_are_gone_are_named(sealed, storage):
    storage.rename(storage.with_name("elsewhere"))

    assert [fault for fault, *_ in found()] == [Fault.NO_ANCHORS]


def test_anchors_that_cannot_be_read_are_named(sealed, storage):
    folder = storage / sealed.schema_name / "anchors"
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("not a folder")

    assert [fault for fault, *_ in found()] == [Fault.ANCHORS_UNREACHABLE]


def test_sealing_goes_on_while_the_storage_is_away(in_alder, storage, at):
    storage.write_text("not a folder")
    happen(1, at=at)

    assert sealing.seal_waiting(at=at, everything=True) > 0
    assert anchors.anchor_head(at=at) is False


def test_the_other_clinic_s_anchors_do_not_count(alder, birch, db, at):
    with entering(birch):
        happen(50, at=at)
        sealing.seal_waiting(at=at, everything=True)
        anchors.anchor_head(at=at)
    with entering(alder):
        sealing.seal_waiting(at=at, everything=True)
        anchors.anchor_head(at=at)

        assert verification.verify().is_whole
        assert set(AuditSeal.objects.values_list("event_id", flat=True)) == set(
            AuditEvent.objects.values_list("pk", flat=True)
        )
