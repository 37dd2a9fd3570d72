"""`audit_verify [SUBDOMAIN] [--restored WHY --by WHO]`: is the trail whole?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.audit import anchors, sealing, verification
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.onboarding import queries
from clinics.oversight import faults
from clinics.oversight.actions import verifications


class Command(BaseCommand):
    help = "Computes every seal of the trail again and names what was changed, is missing or was cut off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain", nargs="?", help="one clinic; without it all active ones, and the platform")

        parser.add_argument(
            "--restored", default="", metavar="WHY", help="a backup of this clinic was restored, and why"
        )
        parser.add_argument("--by", default="", metavar="WHO", help="who restored it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["restored"] or options["by"]:
            self.explain(**options)
            return
        try:
            asked = [queries.named(options["subdomain"])] if options["subdomain"] else None
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        broken = [] if asked or self.platform() else ["platform"]
        broken += [clinic.subdomain for clinic in asked or queries.active() if not self.clinic(clinic)]
        if broken:
            raise CommandError(_("Not whole: %(names)s.") % {"names": ", ".join(broken)})

    def explain(self, *, subdomain: str | None, restored: str, by: str, **_options: Any) -> None:
        """What is missing since a restore is told for good, by name: here, in the trail, and on the clinic's page."""
        if not subdomain:
            raise CommandError(_("Name the clinic whose backup was restored."))
        command = Actor.operator_command("audit_verify")
        try:
            with entering(queries.named(subdomain)):
                kept = verifications.explain_restore(who=by, why=restored, by=command, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except anchors.AnchorsUnreachable as away:
            raise CommandError(_("The storage that holds the anchors did not answer.")) from away
        self.tell(subdomain, kept.checked, kept.anchors, kept.findings, kept.faults)

    def clinic(self, clinic: Clinic) -> bool:
        """Verify one clinic, as its nightly turn does: what was found is kept, and the privacy officer told."""
        with entering(clinic):
            kept = verifications.verify(by=Actor.operator_command("audit_verify"), at=timezone.now())
        self.tell(clinic.subdomain, kept.checked, kept.anchors, kept.findings, kept.faults)
        return kept.is_whole

    def platform(self) -> bool:
        """Verify what operators did; it has no pages, so this command is where it is shown."""
        with entering_platform():
            report = verification.verify()
            sealing.seal_waiting(at=timezone.now(), everything=True)
            anchors.anchor_head(at=timezone.now())
        findings = [verifications.said(finding) for finding in report.findings]
        self.tell(_("platform"), report.checked, report.anchors, findings, report.faults)
        return report.is_whole

    def tell(self, name: str, checked: int, anchored: int, findings: list[dict[str, Any]], count: int) -> None:
        for line in lines(name, checked, anchored, findings, count):
            self.stdout.write(line)


def lines(name: str, checked: int, anchored: int, findings: list[dict[str, Any]], count: int) -> Iterator[str]:
    """What was found about one trail, the verdict first."""
    seen = {"name": name, "checked": checked, "anchors": anchored, "faults": count}
    if not count:
        yield _("ok    %(name)s: %(checked)s sealed events, %(anchors)s anchors") % seen
    else:
        yield _("WRONG %(name)s: %(checked)s sealed events, %(anchors)s anchors, %(faults)s faults") % seen
    for finding in findings:
        found = faults.shown(finding)
        yield f"      {found.sentence}" + (f" ({found.event_id})" if found.event_id else "")
    if count > len(findings):
        yield "      …"
