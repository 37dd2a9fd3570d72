"""`create_operator EMAIL --name NAME`: let someone run the platform."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from clinics.kit.actor import Actor
from clinics.kit.current import entering_platform
from clinics.staff.actions import operators


class Command(BaseCommand):
    help = "Makes a platform operator, or lets one who lost the password set another, and prints the link for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--reset-factors", action="store_true", help="also remove second factors that were lost")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"{options['email']} is not an e-mail address.") from error
        with entering_platform():
            welcomed = operators.create(
                email=options["email"],
                name=options["name"] or options["email"].partition("@")[0],
                by=Actor.operator_command("create_operator"),
                at=timezone.now(),
                without_factors=options["reset_factors"],
            )
        self.stdout.write(f"Open this link within four hours to set a password, once:\n{welcomed.link}")
