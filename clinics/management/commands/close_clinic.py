"""`close_clinic SUBDOMAIN [--reason REASON]`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.onboarding import queries, states


class Command(BaseCommand):
    help = "Closes a clinic for good. Its data stays where it is and cannot be reached."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")
        parser.add_argument("--reason", choices=list(states.Reason), default=states.Reason.REQUESTED)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            clinic = states.close(
                clinic=queries.named(options["subdomain"]),
                by=Actor.operator_command("close_clinic"),
                at=timezone.now(),
                reason=states.Reason(options["reason"]),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("%(name)s is closed.") % {"name": clinic.name})
