from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinics.audit import actions as audit
from clinics.audit.models import AuditEvent
from clinics.onboarding.schema import owner_connection
from tests.factories.staff import Role, acting


@pytest.fixture(autouse=True)
def storage(settings, tmp_path) -> Path:
    """Where this test's anchors are kept."""
    place = tmp_path / "documents"
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": str(place)}},
    }
    return place


@pytest.fixture
def tamper() -> Callable[..., None]:
    """`tamper(clinic, "DELETE FROM {}.audit_auditevent WHERE ...", [values])`: as the owner of the tables."""

    def _tamper(clinic: Any, statement: str, values: list[Any] | None = None) -> None:
        owner_connection().execute(statement.format(f'"{clinic.schema_name}"'), values)

    return _tamper


def happen(count: int, *, at: Any) -> list[AuditEvent]:
    """This many events by the owner, in the order in which they were made."""
    by = acting(Role.OWNER)
    return [audit.record(event="brand.changed", by=by, at=at, fields=["name"]) for _number in range(count)]
