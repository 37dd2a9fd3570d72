"""`check_clinic SUBDOMAIN`: is this clinic as it should be?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.kit.current import entering
from clinics.kit.refusal import Refusal
from clinics.models import ClinicState
from clinics.onboarding import probes, queries

NOT_OPEN = {
    ClinicState.ONBOARDING: gettext_lazy("It was never finished: run onboard_clinic again."),
    ClinicState.SUSPENDED: gettext_lazy("It is suspended: reactivate_clinic opens it again."),
    ClinicState.CLOSED: gettext_lazy("It is closed."),
}


class Command(BaseCommand):
    help = "Looks at role, path, key, host, mail, storage, sign-in and isolation of a clinic; one line each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            clinic = queries.named(options["subdomain"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if not clinic.is_active:
            raise CommandError(str(NOT_OPEN[ClinicState(clinic.state)]))
        wrong = []
        with entering(clinic):
            for finding in probes.findings(at=timezone.now()):
                self.stdout.write(f"{'ok   ' if finding.is_right else 'WRONG'} {finding.name:<10} {finding.words}")
                if not finding.is_right:
                    wrong.append(finding.name)
        if wrong:
            raise CommandError(_("Not right: %(names)s.") % {"names": ", ".join(wrong)})
