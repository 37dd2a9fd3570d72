"""`inputs`: what the product takes, refuses and limits, as Markdown; read from the product itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from config import reference


class Command(BaseCommand):
    help = "Prints each field of each form with its rule, each refusal, each rule of the database and each limit."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(reference.document())
