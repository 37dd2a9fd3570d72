"""The database backend: one statement gives a connection its clinic, and without it no rights.

Django looks for `DatabaseWrapper` here. It extends the backend of django-tenants:

* **Arming.** Before its first statement for a clinic a connection sets `role` and `search_path`
  together. Whatever may undo a session setting (rollback, rollback to a savepoint, a new
  connection) forgets the arming, and the next statement arms again.
* **Powerless by default.** A connection that was never told a clinic is not armed. Its login
  role owns nothing and may read nothing.
* **One clinic per transaction.** Switching inside a transaction raises.
* A clinic's search path is its own schema alone, never `public`.
* A clinic that was suspended is noticed as its connection is armed, at no cost: ClinicClosed.

The owner's connection (`OWNER: True`), used by migrations and onboarding only, sets the path and
keeps its own role.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.utils.asyncio import async_unsafe
from django_tenants.postgresql_backend import base as tenants
from django_tenants.utils import get_public_schema_name
from psycopg.pq import TransactionStatus

from clinics.kit import roles
from config.postgres.arming import ARM, DISARM, SET_PATH

DISARMED: list[str] = []


class SwitchInsideTransaction(Exception):
    """A transaction belongs to one clinic; leave it before entering another clinic."""


class ClinicClosed(Exception):
    """The clinic was suspended or closed: its role may not use its schema any more."""


class DatabaseWrapper(tenants.DatabaseWrapper):
    """A connection that works for one clinic at a time, or for none."""

    search_path_set_schemas: list[str] | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenant: Any = None
        self.schema_name: str | None = None

    @property
    def is_owner(self) -> bool:
        return bool(self.settings_dict.get("OWNER"))

    def get_connection_params(self) -> dict[str, Any]:
        if self.settings_dict.get("EMBEDDED"):
            from config.postgres import local

            local.fill_in(self.settings_dict)
        return super().get_connection_params()

    def _doubt_the_embedded_server(self) -> None:
        from config.postgres import local

        local.doubt()

    def set_tenant(self, tenant: Any, include_public: bool = False) -> None:
        """Work for this clinic from the next statement on; None takes all rights away."""
        schema = tenant.schema_name if tenant is not None else None
        if schema != self.schema_name and self._in_own_transaction():
            raise SwitchInsideTransaction(f"from {self.schema_name} to {schema}")
        if schema == self.schema_name:
            self.tenant = tenant
            return
        known = self.search_path_set_schemas
        if tenant is None:
            self.tenant, self.schema_name = None, None
        else:
            super().set_tenant(tenant, include_public=False)
        self.search_path_set_schemas = known

    def _in_own_transaction(self) -> bool:
        """Is a transaction open, other than the one a test wraps around itself?"""
        return any(not getattr(block, "_from_testcase", False) for block in self.atomic_blocks)

    def set_autocommit(self, autocommit: bool, **options: Any) -> None:
        """A transaction begins with keys as new as any other process has them, however long its work has gone on."""
        if not autocommit and not self.is_owner and hasattr(self.tenant, "renew_keys"):
            self.tenant.renew_keys(older_than=2 * settings.HOST_CACHE_SECONDS)
        super().set_autocommit(autocommit, **options)

    @async_unsafe
    def connect(self) -> None:
        try:
            super().connect()
        except OperationalError:
            if not self.settings_dict.get("EMBEDDED"):
                raise
            self._doubt_the_embedded_server()
            super().connect()
        self.search_path_set_schemas = DISARMED

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Make the session what this wrapper works for, if it is not known to be that already.

        `search_path_set_schemas` is what the session is known to be; the base class forgets it
        (None) on rollback, rollback to a savepoint and close. A failed transaction is left to
        fail by itself.
        """
        wanted = DISARMED if self.schema_name is None else [self.schema_name]
        if self.search_path_set_schemas == wanted:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        self.search_path_set_schemas = None  # until the arming has succeeded, anything may be set
        with self.wrap_database_errors:
            self._arm(self.schema_name)
        self.search_path_set_schemas = wanted

    def _arm(self, schema: str | None) -> None:
        if schema is None:
            self.connection.execute(DISARM)
        elif self.is_owner:
            self.connection.execute(SET_PATH, [f'"{schema}"'])
        else:
            role = roles.platform_role() if schema == get_public_schema_name() else roles.clinic_role(schema)
            armed = self.connection.execute(ARM, [f'"{schema}"', role, role, schema]).fetchone()
            if not armed[2]:
                raise ClinicClosed(schema)

    def arm(self) -> None:
        """Arm now rather than with the first statement. Raises ClinicClosed."""
        with self.cursor():
            pass


__all__ = ["ClinicClosed", "DatabaseWrapper", "SwitchInsideTransaction"]
