"""`prepare_database`: make the roles on a fresh server. It may run again at any time."""

from __future__ import annotations

from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from clinics.kit import roles


class Command(BaseCommand):
    help = "Creates the login and platform roles and closes what PostgreSQL leaves open to everyone."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        owner, login = connections["owner"], connections["default"]
        owner.ensure_connection()
        params = login.get_connection_params()
        if params["user"] == owner.settings_dict["USER"]:
            raise CommandError(
                "DATABASE_URL and MIGRATION_DATABASE_URL name the same user. The one that serves requests"
                " must own nothing: name another user in DATABASE_URL; this command creates it."
            )
        try:
            with owner.connection.transaction():
                roles.prepare(
                    owner.connection,
                    owner=owner.settings_dict["USER"],
                    login=params["user"],
                    password=params.get("password", ""),
                )
        except psycopg.errors.InsufficientPrivilege as refused:
            raise CommandError(
                "The user of MIGRATION_DATABASE_URL may not create roles: give it CREATEROLE and make it the"
                " owner of the database and of the schema public."
            ) from refused
        self.stdout.write(f"Roles are ready: {params['user']} signs in, {roles.platform_role()} sees the platform.")
