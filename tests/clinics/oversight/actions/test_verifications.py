"""What a look at the trail found is kept, and the privacy officer is told of what is new."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from clinics.audit import actions as audit
from clinics.audit import anchors, sealing, verification
from clinics.audit.models import AuditEvent, AuditSeal
from clinics.events.models import OutgoingMail
from clinics.events.standing import next_turn, plan_standing_work, standing_work
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Wakeup
from clinics.oversight.actions import verifications
from clinics.oversight.models import Verification, WatchPolicy
from clinics.oversight.platform import seal_platform
from clinics.oversight.tasks import seal, verify
from tests.clinics.audit.conftest import happen
from tests.factories.staff import Role, acting, person


def lose_a_row(clinic, tamper, at) -> None:
    """Seal what there is, and take one sealed row away."""
    sealing.seal_waiting(at=at, everything=True)
    anchors.anchor_head(at=at)
    tamper(
        clinic,
        "DELETE FROM {0}.audit_auditevent WHERE id = (SELECT event_id FROM {0}.audit_auditseal WHERE sequence=1)",
    )


def told() -> list[str]:
    return [mail.to for mail in OutgoingMail.objects.filter(purpose="audit.broken_trail").order_by("created_at")]


def test_a_whole_trail_tells_nobody_and_is_sealed(in_alder, at):
    happen(1, at=at)

    kept = verifications.verify(by=acting(Role.OWNER), at=at)

    assert (kept.is_whole, told()) == (True, [])
    assert AuditEvent.objects.unsealed().count() == 0
    assert AuditEvent.objects.filter(event="audit.verified", subject_id=str(kept.pk)).count() == 1


def test_owners_are_told_once_when_the_trail_is_broken(own_clinic, tamper, at):
    with entering(own_clinic):
        lose_a_row(own_clinic, tamper, at)

        first = verifications.verify(by=acting(Role.OWNER), at=at)
        verifications.verify(by=acting(Role.OWNER), at=at + timedelta(days=1))

        assert [(finding["fault"], finding["sequence"]) for finding in first.findings] == [("missing", 1)]
        assert told() == ["owner@example.com"]
        assert "not whole" in OutgoingMail.objects.get(purpose="audit.broken_trail").subject


def test_the_privacy_officer_is_told_where_there_is_one(own_clinic, tamper, at):
    with entering(own_clinic):
        WatchPolicy.objects.create(privacy_officer=person(Role.AUDITOR))
        lose_a_row(own_clinic, tamper, at)

        verifications.verify(by=acting(Role.OWNER), at=at)

        assert told() == ["auditor@example.com"]


def test_the_command_names_what_is_wrong_and_fails(own_clinic, tamper, at, capsys):
    call_command("audit_verify", own_clinic.subdomain)
    assert capsys.readouterr().out.startswith(f"ok    {own_clinic.subdomain}: ")
    with entering(own_clinic):
        lose_a_row(own_clinic, tamper, at)

    with pytest.raises(CommandError, match=own_clinic.subdomain):
        call_command("audit_verify", own_clinic.subdomain)

    assert "Event 1 is missing" in capsys.readouterr().out


def test_the_command_looks_at_every_clinic_and_at_the_platform(alder, birch, db, capsys):
    call_command("audit_verify")

    named = {line.split()[1].strip(":") for line in capsys.readouterr().out.splitlines()}
    assert {"alder", "birch", "platform"} <= named


def test_a_clinic_that_is_not_there_is_refused(db):
    with pytest.raises(CommandError, match="No clinic has this subdomain"):
        call_command("audit_verify", "nowhere")


def rung_for(clinic, task: str) -> list:
    with entering_platform():
        return list(Wakeup.objects.filter(schema_name=clinic.schema_name, task=task).values_list("at", flat=True))


def test_the_tasks_seal_verify_and_come_back_while_something_is_written(alder, birch, db):
    with entering(alder):
        happen(1, at=datetime.now(UTC))
    with entering_platform():
        Wakeup.objects.all().delete()

    seal.apply(headers={"clinic": alder.schema_name}).get()
    verify.apply(headers={"clinic": alder.schema_name}).get()

    assert len(rung_for(alder, "oversight.seal")) == 1
    with entering(alder):
        assert (AuditEvent.objects.unsealed().count(), Verification.objects.count()) == (0, 1)
    with entering(birch):
        assert (AuditSeal.objects.count(), Verification.objects.count()) == (0, 0)


def test_what_operators_did_is_sealed_apart(alder, on_platform):
    now = datetime.now(UTC)
    with entering_platform():
        sealing.seal_waiting(at=now, everything=True)
        audit.record(event="clinic.suspended", by=Actor.operator_command("test"), at=now)

        assert (seal_platform(at=now), seal_platform(at=now)) == (1, 0)
        assert verification.verify().is_whole
    with entering(alder):
        assert AuditSeal.objects.count() == 0


def test_each_clinic_has_its_own_turn_and_one_wake_up(alder, birch, db, at):
    with entering_platform():
        Wakeup.objects.all().delete()

    assert plan_standing_work(at=at) == 2 * len(standing_work)
    assert plan_standing_work(at=at) == 0

    work = standing_work.get("oversight.seal")
    [turn] = rung_for(alder, work.name)
    assert at < turn <= at + work.every
    assert next_turn(work, alder.schema_name, turn) == turn + work.every
    assert [turn] != rung_for(birch, work.name)
