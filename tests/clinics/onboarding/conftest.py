"""Clinics opened for real, with commits; whatever was made is dropped afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.staff.permissions import Role
from tests import database
from tests.clinics.onboarding.rotating import SECRET
from tests.factories import documents, notes, patients
from tests.factories.staff import person


@pytest.fixture
def new_subdomain(django_db_setup, django_db_blocker) -> Iterator[Callable[[], str]]:
    """`new_subdomain()`: a free subdomain; the clinic made of it is dropped after the test."""
    made: list[str] = []

    def free() -> str:
        made.append(f"new-{uuid4().hex[:12]}")
        return made[-1]

    with django_db_blocker.unblock():
        yield free
        with entering_platform():
            clinics = list(Clinic.objects.filter(subdomain__in=made))
        for clinic in clinics:
            database.drop_own_clinic(clinic)


def everything() -> dict[str, int]:
    """How many rows, schemas and roles there are: what a refusal must leave as it was."""
    from clinics.onboarding.schema import owner_connection

    counted = {
        "clinics": "SELECT count(*) FROM public.clinics_clinic",
        "hosts": "SELECT count(*) FROM public.clinics_domain",
        "keys": "SELECT count(*) FROM public.clinics_datakey",
        "events": "SELECT count(*) FROM public.audit_auditevent",
        "schemas": "SELECT count(*) FROM pg_namespace",
        "tables": "SELECT count(*) FROM pg_class",
    }
    owner = owner_connection()
    return {name: owner.execute(sql).fetchone()[0] for name, sql in counted.items()}


@pytest.fixture
def chart(own_clinic, acting):
    """Somebody with a note and a document; a colleague with a second factor and a session."""
    with entering(own_clinic):
        ana = patients.register(given="Ana", family="Ruiz")
        notes.sign(ana, by=acting(Role.CLINICIAN))
        document = documents.add(ana, by=acting(Role.CLINICIAN))
        TOTP.activate(person(Role.CLINICIAN), SECRET)
    return ana, document
