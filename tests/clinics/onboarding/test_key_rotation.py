"""`rotate_keys`: new keys for everything sealed, and all of it can be read before, meanwhile and afterwards."""

from __future__ import annotations

import base64
from itertools import pairwise

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError
from django.db import transaction
from psycopg import errors, sql

from clinics.audit.models import AuditEvent
from clinics.encryption import keyring
from clinics.encryption.keyring import CannotOpen
from clinics.encryption.resealing import as_role
from clinics.encryption.rotation import Stage
from clinics.kit import roles
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.onboarding import key_rotation, states
from clinics.onboarding.schema import owner_connection
from clinics.staff.adapters.factors import FactorAdapter
from clinics.staff.permissions import Role
from config.postgres.base import SwitchInsideTransaction
from patients.documents.actions.documents import content_of
from patients.documents.models import Document
from patients.models import Patient
from tests import database
from tests.clinics.onboarding.rotating import SECRET, keys_of, rotate, stale
from tests.factories import files, patients
from tests.factories.staff import person

BY = Actor.operator_command("rotate_keys")
AFTER_SEALING_AGAIN = 3  # the waits before: for published and for promoted keys


def test_everything_is_sealed_again_and_reads_as_before(own_clinic, chart, visit):
    ana, document = chart
    colleague = visit(own_clinic, Role.CLINICIAN)
    before, ring = keys_of(own_clinic), keyring.of(own_clinic)
    first_key = document.storage_key

    said = rotate(own_clinic)

    assert "the earlier keys are destroyed" in said
    assert stale(own_clinic) == {}
    assert keys_of(own_clinic)["field"][0] == before["field"][0] + 3
    assert keys_of(own_clinic)["search"] == before["search"]
    with entering(own_clinic):
        assert Patient.objects.get(pk=ana.pk).name == "Ana Ruiz"
        now = Document.objects.get(pk=document.pk)
        assert now.storage_key != first_key
        assert content_of(now).read() == files.pdf()
        assert content_of(document).read() == files.pdf()  # a row read before
        factor = Authenticator.objects.get(user=person(Role.CLINICIAN), type="totp")
        assert FactorAdapter().decrypt(factor.data["secret"]) == SECRET
    sealed = base64.b64decode(factor.data["secret"])
    assert sealed.startswith(keyring.of(own_clinic).seal_prefix)
    assert not sealed.startswith(ring.seal_prefix)
    assert colleague.get(f"/patients/{ana.pk}/").status_code == 200  # the session goes on


def test_the_earlier_keys_open_nothing_afterwards(own_clinic, chart):
    earlier = keyring.of(own_clinic)
    rotate(own_clinic)

    with entering(own_clinic):
        row = Patient.objects.filter(pk=chart[0].pk).values("pk", "family").get()
        with pytest.raises(CannotOpen):
            earlier.open(row["family"].ciphertext, label=row["family"].label, row=row["pk"])


def test_at_each_stage_what_others_write_can_be_read_by_those_who_have_not_heard_of_it(own_clinic, chart, at):
    """A process that still holds the keys of the stage before reads what the next stage seals, and the reverse."""
    rings = [keyring.of(own_clinic)]
    for _stage in range(2):
        key_rotation.advance(clinic=own_clinic, by=BY, at=at)
        rings.append(keyring.of(own_clinic.preload()))
    place = {"label": "x", "row": chart[0].pk}

    for earlier, later in pairwise(rings):
        assert earlier.open(later.seal(b"a", **place), **place) == b"a"
        assert later.open(earlier.seal(b"b", **place), **place) == b"b"


def test_what_is_killed_goes_on_from_its_stage(own_clinic, chart, at):
    key_rotation.advance(clinic=own_clinic, by=BY, at=at)
    key_rotation.advance(clinic=own_clinic, by=BY, at=at)
    next(key_rotation.reseal(clinic=own_clinic))  # a first batch, then nothing

    assert key_rotation.standing(own_clinic).stage is Stage.PROMOTED
    said = rotate(own_clinic)

    assert "published" not in said
    assert stale(own_clinic) == {}
    assert key_rotation.standing(own_clinic).stage is Stage.SINGLE


def as_loaded_before(clinic) -> Clinic:
    """The clinic as another process holds it, which loaded it an hour before its keys are rotated."""
    with entering_platform():
        held = Clinic.objects.get(pk=clinic.pk).preload()
    held.__dict__["_keys_read_at"] -= 3600
    return held


def test_work_that_began_before_follows_the_keys_at_its_next_transaction(own_clinic, chart):
    """As an import does that runs through the night."""
    held = as_loaded_before(own_clinic)
    with entering(held):
        rotate(own_clinic)
        with transaction.atomic():
            patients.register(given="Eva", family="Lang")

    assert stale(own_clinic) == {}


def test_a_transaction_that_went_on_for_too_long_seals_nothing(own_clinic, chart, settings):
    """Its keys may be destroyed by now, and what they seal would be lost."""
    settings.SEALING_KEYS_SECONDS = 240
    with entering(own_clinic), transaction.atomic():
        own_clinic.__dict__["_keys_read_at"] -= 241
        with pytest.raises(SwitchInsideTransaction):
            patients.register(given="Eva", family="Lang")


def test_what_was_read_before_and_saved_after_is_sealed_again_too(own_clinic, chart, monkeypatch):
    """A person opened their form, everything was sealed again, and only then the form was saved."""
    with entering(own_clinic):
        read_before = Patient.objects.get(pk=chart[0].pk)
        rows = Patient.objects.filter(pk=read_before.pk)
        waits: list[float] = []

        def save_late(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == AFTER_SEALING_AGAIN:
                rows.update(family=read_before.__dict__["family"])

        monkeypatch.setattr("clinics.management.commands.rotate_keys.time.sleep", save_late)
        rotate(own_clinic, "--wait=1")

        assert rows.get().name == "Ana Ruiz"
    assert len(waits) > AFTER_SEALING_AGAIN
    assert stale(own_clinic) == {}


def test_a_suspended_clinic_is_named_and_left(own_clinic, chart, at):
    before = keys_of(own_clinic)
    states.suspend(clinic=own_clinic, by=BY, at=at)

    with pytest.raises(CommandError, match="Reactivate it first"):
        rotate(own_clinic)
    said = rotate(None, "--older-than=365")

    assert f"{own_clinic.subdomain}  suspended" in said
    assert keys_of(own_clinic) == before


def test_a_clinic_that_is_suspended_meanwhile_keeps_its_keys_and_the_others_go_on(own_clinic, at, monkeypatch):
    other = database.open_own_clinic()
    try:
        first, second = sorted((own_clinic, other), key=lambda clinic: clinic.subdomain)
        for clinic in (first, second):
            key_rotation.advance(clinic=clinic, by=BY, at=at)

        def suspend_the_first(_seconds: float) -> None:
            if Clinic.objects.get(pk=first.pk).is_active:
                states.suspend(clinic=first, by=BY, at=at)

        monkeypatch.setattr("clinics.management.commands.rotate_keys.time.sleep", suspend_the_first)
        with entering_platform():
            said = rotate(None, "--older-than=365", "--wait=3600")

        assert f"{first.subdomain}  no longer active" in said
        assert key_rotation.standing(first).stage is Stage.PUBLISHED
        assert f"{second.subdomain}  done" in said
        assert key_rotation.standing(second).stage is Stage.SINGLE
    finally:
        database.drop_own_clinic(other)


def test_what_no_key_opens_stops_the_rotation_of_a_clinic_that_is_open(own_clinic, chart, at):
    key_rotation.advance(clinic=own_clinic, by=BY, at=at)
    table = sql.Identifier(own_clinic.schema_name, Patient._meta.db_table)
    owner_connection().execute(sql.SQL("UPDATE {} SET family = 'damaged'::bytea").format(table))

    with pytest.raises(CannotOpen):
        rotate(own_clinic)
    assert key_rotation.standing(own_clinic).stage is Stage.PROMOTED


def test_young_keys_are_left_alone(own_clinic, chart):
    before = keys_of(own_clinic)

    assert "young enough" in rotate(own_clinic, "--older-than=365")
    assert keys_of(own_clinic) == before


def test_the_other_clinic_keeps_its_keys_and_the_trail_says_who(own_clinic, chart, alder):
    before = keys_of(alder)

    rotate(own_clinic)

    assert keys_of(alder) == before
    with entering_platform():
        events = AuditEvent.objects.filter(subject_id=str(own_clinic.pk), event__startswith="keys.").order_by("id")
        assert [event.event for event in events] == ["keys.published", "keys.promoted", "keys.rotated"]


def test_without_the_wrapping_key_it_is_refused_and_nothing_changes(own_clinic, chart, settings, tmp_path):
    before = keys_of(own_clinic)
    settings.MASTER_KEY_FILE = tmp_path / "lost.key"

    with pytest.raises(CommandError, match="restore it from its backup"):
        rotate(own_clinic)

    assert keys_of(own_clinic) == before


def test_the_role_that_seals_again_may_change_nothing_else(own_clinic, chart):
    schema, owner = own_clinic.schema_name, owner_connection()
    refused = pytest.raises(errors.InsufficientPrivilege)
    with key_rotation.allowed(own_clinic), refused, as_role(owner, roles.keys_role()):
        owner.execute(f"UPDATE {schema}.{Patient._meta.db_table} SET status = 'active'")
    with pytest.raises(errors.InsufficientPrivilege), as_role(owner, roles.keys_role()):
        owner.execute(f"SELECT id FROM {schema}.{Patient._meta.db_table}")  # outside of a rotation nothing at all
