"""`seed_clinic SUBDOMAIN --patients N [--seed S]`: fill a clinic with people who do not exist."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from patients.actions.seeding import seed


class Command(BaseCommand):
    help = "Registers sample people in a clinic: the same ones for the same seed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")
        parser.add_argument("--patients", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["patients"]
        if wanted < 1:
            raise CommandError("--patients must be 1 or more.")
        clinic = self.clinic(options["subdomain"])
        began = time.monotonic()
        with entering(clinic):
            seed(
                count=wanted,
                seed=options["seed"],
                by=Actor.operator_command("seed_clinic"),
                at=timezone.now(),
                tell=lambda done: self.progress(done, wanted, began),
            )
        self.stdout.write(f"\n{wanted:,} people are in {clinic.name}.")

    def clinic(self, subdomain: str) -> Clinic:
        with entering_platform():
            found = Clinic.objects.filter(subdomain=subdomain).first()
        if found is None:
            raise CommandError(f"There is no clinic at “{subdomain}”. Open one with onboard_clinic.")
        if not found.is_active:
            raise CommandError(f"{found.name} is not active.")
        return found

    def progress(self, done: int, wanted: int, began: float) -> None:
        left = (time.monotonic() - began) / done * (wanted - done)
        self.stdout.write(f"\r{done:>9,} of {wanted:,}  about {left:,.0f} s left ", ending="")
        self.stdout.flush()
