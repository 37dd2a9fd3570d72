"""`seed_clinic SUBDOMAIN --patients N [--appointments N] [--seed S]`: fill a clinic with people who do not exist."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from appointments.actions.seeding_many import fill_calendar
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from patients.actions.seeding import seed


class Command(BaseCommand):
    help = "Registers sample people in a clinic and books them: the same ones for the same seed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")
        parser.add_argument("--patients", type=int, required=True, metavar="N")
        parser.add_argument("--appointments", type=int, default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(self, *args: Any, **options: Any) -> None:
        people, visits = options["patients"], options["appointments"]
        if people < 1 or visits < 0:
            raise CommandError("--patients must be 1 or more, --appointments 0 or more.")
        clinic = self.clinic(options["subdomain"])
        told = {"seed": options["seed"], "by": Actor.operator_command("seed_clinic"), "at": timezone.now()}
        with entering(clinic):
            seed(count=people, tell=self.progress(people), **told)
            self.stdout.write(f"\n{people:,} people are in {clinic.name}.")
            if visits:
                fill_calendar(appointments=visits, tell=self.progress(visits), **told)
                self.stdout.write(f"\n{visits:,} appointments are in {clinic.name}.")

    def clinic(self, subdomain: str) -> Clinic:
        with entering_platform():
            found = Clinic.objects.filter(subdomain=subdomain).first()
        if found is None:
            raise CommandError(f"There is no clinic at “{subdomain}”. Open one with onboard_clinic.")
        if not found.is_active:
            raise CommandError(f"{found.name} is not active.")
        return found

    def progress(self, wanted: int) -> Callable[[int], None]:
        began = time.monotonic()

        def tell(done: int) -> None:
            left = (time.monotonic() - began) / done * (wanted - done)
            self.stdout.write(f"\r{done:>9,} of {wanted:,}  about {left:,.0f} s left ", ending="")
            self.stdout.flush()

        return tell
