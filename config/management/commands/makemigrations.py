"""`makemigrations` compares with the history kept in `public`."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import makemigrations
from django.db import connections

from clinics.kit.current import entering_platform


class Command(makemigrations.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        owner: Any = connections["owner"]
        owner.set_schema_to_public()
        with entering_platform():
            super().handle(*args, **options)
