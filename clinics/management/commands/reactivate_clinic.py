"""`reactivate_clinic SUBDOMAIN`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.onboarding import queries, states


class Command(BaseCommand):
    help = "Opens a suspended clinic again, as it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            clinic = states.reactivate(
                clinic=queries.named(options["subdomain"]),
                by=Actor.operator_command("reactivate_clinic"),
                at=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("%(name)s is open again at %(url)s") % {"name": clinic.name, "url": clinic.base_url})
