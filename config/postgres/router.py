"""Which tables stand in which schema."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections
from django_tenants.routers import TenantSyncRouter
from django_tenants.utils import get_public_schema_name


class SchemaRouter(TenantSyncRouter):
    """Shared apps migrate in `public`, clinic apps in a clinic's schema, on any connection."""

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        connection: Any = connections[db]
        in_public = connection.schema_name in (None, get_public_schema_name())
        apps = settings.SHARED_APPS if in_public else settings.TENANT_APPS
        return self.app_in_list(app_label, apps)
