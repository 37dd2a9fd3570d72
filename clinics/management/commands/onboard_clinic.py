"""`onboard_clinic SUBDOMAIN --name NAME --admin-email EMAIL`: open a clinic."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.onboarding.actions import Order, open_clinic


class Command(BaseCommand):
    help = "Opens a clinic and prints the invitation link of its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")
        parser.add_argument("--name", required=True)
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--timezone", default="UTC")
        parser.add_argument("--currency", default="USD")
        parser.add_argument("--country", default="US")
        parser.add_argument("--domain", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        order = Order(
            subdomain=options["subdomain"],
            name=options["name"],
            admin_email=options["admin_email"],
            time_zone=options["timezone"],
            currency=options["currency"],
            country=options["country"],
            language="en",
            host=options["domain"],
        )
        by = Actor.operator_command("onboard_clinic")
        try:
            opened = open_clinic(order=order, by=by, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(opened.invitation_link)
