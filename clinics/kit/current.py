"""The clinic that the running thread works for.

The database connection is the one place that knows it: role and search path are set from it
before the first statement, and without it the connection has no rights at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import structlog
from django.db import connection as default_connection
from django_tenants.postgresql_backend.base import FakeTenant
from django_tenants.utils import get_public_schema_name

if TYPE_CHECKING:
    from clinics.models import Clinic

connection: Any = default_connection  # Django's type does not know what our backend adds


class NoClinic(Exception):
    """Work that belongs to a clinic was started outside any."""


def current_schema() -> str | None:
    """The schema the connection works in: a clinic's, `public`, or None when it is unarmed."""
    return connection.schema_name


def current_clinic() -> Clinic:
    """The clinic this thread works for. Raises NoClinic outside one."""
    clinic = connection.tenant
    if clinic is None or not hasattr(clinic, "wrapped_keys"):
        raise NoClinic("Enter a clinic first: `with entering(clinic): ...`.")
    return clinic


@contextmanager
def entering(clinic: Clinic) -> Iterator[Clinic]:
    """Work as this clinic until the block ends; then go back to what was before.

    Its wrapped keys are read before it is entered, since a clinic's role cannot see them.
    """
    clinic.preload()
    with _working_as(clinic), structlog.contextvars.bound_contextvars(clinic=clinic.schema_name):
        yield clinic


@contextmanager
def entering_platform() -> Iterator[None]:
    """Work as the platform, which sees clinics and operators and no clinic's tables."""
    with _working_as(FakeTenant(get_public_schema_name())):
        yield


@contextmanager
def _working_as(tenant: Clinic | FakeTenant) -> Iterator[None]:
    previous = connection.tenant
    connection.set_tenant(tenant)
    try:
        yield
    finally:
        connection.set_tenant(previous)
