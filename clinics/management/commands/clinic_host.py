"""`clinic_host SUBDOMAIN HOST [--remove]`: a host of the clinic's own, after it was opened."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.hosts import own_host
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.onboarding import domains, queries


class Command(BaseCommand):
    help = "Makes HOST the clinic's canonical host, to which its others redirect; with --remove takes it away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")
        parser.add_argument("host")
        parser.add_argument("--remove", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        by, at, host = Actor.operator_command("clinic_host"), timezone.now(), options["host"]
        try:
            clinic = queries.named(options["subdomain"])
            if options["remove"]:
                domains.remove(clinic=clinic, host=host, by=by, at=at)
            else:
                domains.make_canonical(clinic=clinic, host=host, by=by, at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("%(name)s answers at %(url)s") % {"name": clinic.name, "url": clinic.base_url})
        if not options["remove"]:
            own = own_host(clinic.subdomain)
            self.stdout.write(_("DNS must lead %(host)s to %(own)s, and passkeys are set up anew.")
                              % {"host": clinic.canonical_host, "own": own})  # fmt: skip
