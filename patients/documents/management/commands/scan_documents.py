"""`scan_documents [SUBDOMAIN]`: look for viruses in documents that no scanner has seen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.current import entering
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.onboarding import queries
from patients.documents.actions import scanning
from patients.documents.models import Document


class Command(BaseCommand):
    help = "Scans documents from before there was a virus scanner. Workers do so by themselves; this does it now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain", nargs="?", help="one clinic; without it all active ones")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CLAMAV_ADDRESS:
            raise CommandError(_("Name a virus scanner in CLAMAV_ADDRESS first."))
        try:
            clinics = [queries.named(options["subdomain"])] if options["subdomain"] else queries.active()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if left := [clinic.subdomain for clinic in clinics if not self.clinic(clinic)]:
            names = {"names": ", ".join(left)}
            raise CommandError(_("Not done, the scanner or the storage did not answer: %(names)s.") % names)

    def clinic(self, clinic: Clinic) -> bool:
        """All of one clinic, telling how far it is; whether nothing is left."""
        with entering(clinic):
            scanned = kept_back = 0
            while True:
                done = scanning.scan_old(by=Actor.operator_command("scan_documents"), at=timezone.now())
                scanned, kept_back = scanned + done.scanned, kept_back + done.kept_back
                left = Document.objects.never_scanned().count()
                told = {"name": clinic.subdomain, "scanned": scanned, "held": kept_back, "left": left}
                self.stdout.write(_("%(name)s: %(scanned)s scanned, %(held)s in quarantine, %(left)s left") % told)
                if not done.scanned or not left:
                    return not left
