"""`migrate_schemas`: migrate `public` and every clinic as the owner, then apply table rights."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections
from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand
from django_tenants.migration_executors import base as executors
from django_tenants.signals import schema_migrated

from clinics.kit import grants, roles
from clinics.kit.current import entering_platform
from clinics.onboarding.schema import OWNER_ALIAS, owner_connection


class Command(MigrateSchemasCommand):
    help = "Migrates the public schema and every clinic's, and applies the declared table rights."

    def handle(self, *args: Any, **options: Any) -> None:
        options["database"] = OWNER_ALIAS
        schema_migrated.connect(apply_rights, sender=executors.run_migrations)
        try:
            with entering_platform():
                super().handle(*args, **options)
        finally:
            schema_migrated.disconnect(apply_rights, sender=executors.run_migrations)


def apply_rights(schema_name: str, **_kwargs: Any) -> None:
    """After a schema was migrated: exactly the declared rights, for tables old and new."""
    connections[OWNER_ALIAS].ensure_connection()
    connection = owner_connection()
    in_public = schema_name == settings.PUBLIC_SCHEMA_NAME
    role = roles.platform_role() if in_public else roles.clinic_role(schema_name)
    if not roles.exists(connection, role):
        return
    with connection.transaction():
        grants.apply(connection, schema_name, role)
