"""After a restore somebody says what is missing and why: for good, in sight, and for nothing that is cut off later."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from clinics.audit import anchors, sealing, verification
from clinics.audit.models import AuditEvent
from clinics.audit.verification import Fault
from clinics.kit.current import entering
from clinics.oversight.actions import verifications
from tests.clinics.audit.conftest import happen
from tests.clinics.audit.test_verification import AT, cut, event_of, found, head, sealed
from tests.conftest import client_at
from tests.factories.staff import Role, acting

__all__ = ["sealed"]
WHY = "The disk was lost"


def explain(clinic, capsys) -> str:
    call_command("audit_verify", clinic.subdomain, restored=WHY, by="Olga Operator")
    return capsys.readouterr().out


def test_a_restore_that_was_told_is_shown_and_no_fault(sealed, tamper, capsys):
    last = head()
    cut(sealed, tamper, last - 3)
    assert found() == [(Fault.CUT, last - 2, last)]

    said = explain(sealed, capsys)

    sentence = f"events {last} to {last} were anchored and are not in it. Olga Operator told so on"
    assert said.startswith("ok ")
    assert sentence in said
    assert WHY in said
    report = verification.verify()
    assert report.is_whole
    assert [finding.fault for finding in report.findings] == [Fault.RESTORED]
    event = AuditEvent.objects.get(event="audit.restore_explained")
    assert (event.actor_kind, event.fields) == ("operator", [f"{last}-{last}"])
    page = client_at(sealed, Role.OWNER).get("/settings/audit/seals/").content.decode()
    assert "Whole, since a backup was restored" in page
    assert "Olga Operator" in page


def test_what_is_cut_off_after_a_restore_is_a_fault_again(sealed, tamper, capsys):
    cut(sealed, tamper, head() - 3)
    explain(sealed, capsys)
    happen(3, at=AT)
    sealing.seal_waiting(at=AT, everything=True)
    anchors.anchor_head(at=AT + timedelta(hours=1))
    assert verification.verify().is_whole

    cut(sealed, tamper, head() - 2)

    assert Fault.CUT in [finding.fault for finding in verification.verify().findings]


def test_a_restore_explains_no_row_that_was_changed(sealed, tamper):
    tamper(sealed, "UPDATE {}.audit_auditevent SET actor_id = 'nobody' WHERE id = %s", [event_of(head() - 4)])
    cut(sealed, tamper, head() - 3)

    with pytest.raises(verifications.MoreThanARestore):
        verifications.explain_restore(who="Olga", why=WHY, by=acting(Role.OWNER), at=AT)

    assert Fault.CUT in [finding.fault for finding in verification.verify().findings]


def test_a_restore_is_told_with_clinic_name_and_reason_and_where_something_is_missing(sealed):
    for more in ({}, {"restored": WHY}, {"by": "Olga"}, {"restored": WHY, "by": "Olga"}):
        name = sealed.subdomain if len(more) else "nobody-of-this-name"
        with pytest.raises(CommandError):
            call_command("audit_verify", name, **more)
    with pytest.raises(CommandError, match="Name the clinic"):
        call_command("audit_verify", restored=WHY, by="Olga")
    with entering(sealed):
        assert not AuditEvent.objects.filter(event="audit.restore_explained").exists()
