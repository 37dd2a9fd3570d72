"""What readiness asks: database, migrations, cache, broker, document storage."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from kombu import Connection

from clinics.kit.current import entering_platform
from config.observability.health import Check, Readiness


def database() -> bool:
    with entering_platform(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    """Whether every migration of the platform's tables has run."""
    with entering_platform():
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def shared_cache() -> bool:
    value = secrets.token_hex(4)
    cache.set("readiness", value, timeout=10)
    return cache.get("readiness") == value


def broker() -> bool:
    """Whether the queue can be reached; a laptop's queue is a folder, which can."""
    if not settings.CELERY_BROKER_URL:
        return True
    with Connection(settings.CELERY_BROKER_URL, connect_timeout=2) as link:
        link.ensure_connection(max_retries=1, timeout=2)
    return True


def document_storage() -> bool:
    """Whether the storage answers at all; an object that is not there is an answer."""
    storages["documents"].exists("readiness")
    return True


readiness = Readiness(
    checks=(
        Check("database", database, essential=True, keep_seconds=1),
        Check("migrations", migrations, essential=True, keep_seconds=10),
        Check("cache", shared_cache, essential=False, keep_seconds=15),
        Check("broker", broker, essential=False, keep_seconds=15),
        Check("storage", document_storage, essential=False, keep_seconds=60),
    )
)
